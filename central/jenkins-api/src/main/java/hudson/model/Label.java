package hudson.model;

import java.util.Set;
import jenkins.model.ModelObjectWithChildren;

public abstract class Label extends Actionable implements Comparable<Label>, ModelObjectWithChildren {
    protected Label(String value) {}

    public final String getName() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getDisplayName() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getSearchUrl() {
        throw new UnsupportedOperationException("declared only");
    }

    public Set<Node> getNodes() {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean contains(Node node) {
        throw new UnsupportedOperationException("declared only");
    }

    public final int compareTo(Label label) {
        throw new UnsupportedOperationException("declared only");
    }

    public static Label parseExpression(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean isEmpty() {
        throw new UnsupportedOperationException("declared only");
    }
}
