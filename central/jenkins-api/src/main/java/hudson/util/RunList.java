package hudson.util;

import hudson.model.Run;
import java.util.AbstractList;
import java.util.Iterator;

public class RunList<R extends Run> extends AbstractList<R> {
    private RunList() {}

    public Iterator<R> iterator() {
        throw new UnsupportedOperationException("declared only");
    }

    public int size() {
        throw new UnsupportedOperationException("declared only");
    }

    public R get(int number) {
        throw new UnsupportedOperationException("declared only");
    }

    public RunList<R> limit(int number) {
        throw new UnsupportedOperationException("declared only");
    }

    public RunList<R> completedOnly() {
        throw new UnsupportedOperationException("declared only");
    }
}
