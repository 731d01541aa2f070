package hudson.util;

import java.io.Serializable;

public final class Secret implements Serializable {
    private Secret() {}

    public String toString() {
        throw new UnsupportedOperationException("declared only");
    }

    public String getPlainText() {
        throw new UnsupportedOperationException("declared only");
    }

    public static Secret fromString(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static String toString(Secret secret) {
        throw new UnsupportedOperationException("declared only");
    }
}
