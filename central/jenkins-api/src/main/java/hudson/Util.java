package hudson;

import java.util.Collection;
import java.util.List;
import java.util.Set;

public class Util {
    private Util() {}

    public static String rawEncode(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static String escape(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static String xmlEscape(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static String fixNull(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <T> T fixNull(T value, T value2) {
        throw new UnsupportedOperationException("declared only");
    }

    public static String fixEmpty(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static String fixEmptyAndTrim(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <T> List<T> fixNull(List<T> list) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <T> Set<T> fixNull(Set<T> set) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <T> Collection<T> fixNull(Collection<T> collection) {
        throw new UnsupportedOperationException("declared only");
    }

    public static <T> Iterable<T> fixNull(Iterable<T> iterable) {
        throw new UnsupportedOperationException("declared only");
    }
}
