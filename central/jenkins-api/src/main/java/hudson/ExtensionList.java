package hudson;

import java.util.AbstractList;
import jenkins.util.io.OnMaster;

public class ExtensionList<T> extends AbstractList<T> implements OnMaster {
    private ExtensionList() {}

    public <U extends T> U get(Class<U> type) {
        throw new UnsupportedOperationException("declared only");
    }

    public T get(int number) {
        throw new UnsupportedOperationException("declared only");
    }

    public int size() {
        throw new UnsupportedOperationException("declared only");
    }

    public static <T> ExtensionList<T> lookup(Class<T> type) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <U> U lookupSingleton(Class<U> type) {
        throw new UnsupportedOperationException("declared only");
    }
}
