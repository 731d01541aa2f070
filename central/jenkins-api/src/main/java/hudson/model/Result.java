package hudson.model;

import java.io.Serializable;
import org.kohsuke.stapler.export.CustomExportedBean;

public final class Result implements Serializable, CustomExportedBean {
    private Result() {}

    public static final Result SUCCESS = null;

    public static final Result UNSTABLE = null;

    public static final Result FAILURE = null;

    public static final Result NOT_BUILT = null;

    public static final Result ABORTED = null;

    public boolean isWorseThan(Result result) {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean isWorseOrEqualTo(Result result) {
        throw new UnsupportedOperationException("declared only");
    }

    public boolean isBetterOrEqualTo(Result result) {
        throw new UnsupportedOperationException("declared only");
    }

    public String toString() {
        throw new UnsupportedOperationException("declared only");
    }
}
