package hudson.util;

import hudson.model.ModelObject;
import java.util.ArrayList;
import java.util.Collection;
import org.kohsuke.stapler.HttpResponse;

public class ListBoxModel extends ArrayList<ListBoxModel.Option> implements HttpResponse {
    public ListBoxModel(int number) {}

    public ListBoxModel() {}

    public ListBoxModel(Collection<Option> collection) {}

    public ListBoxModel(Option... options) {}

    public void add(String value, String value2) {
        throw new UnsupportedOperationException("declared only");
    }

    public void add(ModelObject modelObject, String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public ListBoxModel add(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static final class Option {
        public Option(String value, String value2) {}

        public Option(String value) {}

        public Option(String value, String value2, boolean flag) {}
    }
}
