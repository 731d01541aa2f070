package hudson.util;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerResponse2;

public abstract class FormValidation extends IOException implements HttpResponse {
    private FormValidation(Kind kind) {
        this.kind = kind;
    }

    public final Kind kind;

    public static FormValidation error(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation warning(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation ok(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation ok() {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation error(String value, Object... objects) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation warning(String value, Object... objects) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation ok(String value, Object... objects) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation error(Throwable throwable, String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation warning(Throwable throwable, String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation error(Throwable throwable, String value, Object... objects) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation warning(Throwable throwable, String value, Object... objects) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation errorWithMarkup(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation okWithMarkup(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation respond(Kind kind, String value) {
        throw new UnsupportedOperationException("declared only");
    }

    public static FormValidation validateRequired(String value) {
        throw new UnsupportedOperationException("declared only");
    }

    protected void respond(StaplerResponse2 staplerResponse2, String value) throws IOException, ServletException {
        throw new UnsupportedOperationException("declared only");
    }

    public enum Kind {
        OK,
        WARNING,
        ERROR
    }
}
