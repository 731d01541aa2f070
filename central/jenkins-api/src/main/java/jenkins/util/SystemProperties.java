package jenkins.util;

import java.util.logging.Level;

public class SystemProperties {
    private SystemProperties() {}

    public static String getString(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static String getString(String value, String value2) {
        throw new UnsupportedOperationException("declared only");
    }

    public static String getString(String value, String value2, Level level) {
        throw new UnsupportedOperationException("declared only");
    }

    public static boolean getBoolean(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static boolean getBoolean(String value, boolean flag) {
        throw new UnsupportedOperationException("declared only");
    }

    public static Integer getInteger(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static Integer getInteger(String value, Integer integer) {
        throw new UnsupportedOperationException("declared only");
    }

    public static Integer getInteger(String value, Integer integer, Level level) {
        throw new UnsupportedOperationException("declared only");
    }

    public static Long getLong(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static Long getLong(String value, Long number) {
        throw new UnsupportedOperationException("declared only");
    }

    public static Long getLong(String value, Long number, Level level) {
        throw new UnsupportedOperationException("declared only");
    }
}
