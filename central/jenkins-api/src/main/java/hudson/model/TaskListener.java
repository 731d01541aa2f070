package hudson.model;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

public interface TaskListener extends SerializableOnlyOverRemoting {
    public static final TaskListener NULL = null;

    PrintStream getLogger();

    default Charset getCharset() {
        throw new UnsupportedOperationException("declared only");
    }

    default void hyperlink(String value, String value2) throws IOException {
        throw new UnsupportedOperationException("declared only");
    }

    default PrintWriter error(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    default PrintWriter error(String value, Object... objects) {
        throw new UnsupportedOperationException("declared only");
    }
}
