package io.jenkins.plugins.libvirtmigration.jenkins.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * A file or a text of ours as an answer. A browser takes it for what it is said to be, and does nothing in it: no script
 * runs, no form is sent and nothing is loaded, even if a report should hold what it must not.
 */
final class Sent implements HttpResponse {
    /** sandbox also takes the page out of Jenkins' origin: it cannot use the reader's session. */
    static final String POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
            + " frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    private final String type;
    private final String disposition;
    private final byte[] text;
    private final Path file;

    private Sent(String type, String disposition, byte[] text, Path file) {
        this.type = type;
        this.disposition = disposition;
        this.text = text;
        this.file = file;
    }

    static Sent json(String json) {
        return new Sent("application/json;charset=UTF-8", null, json.getBytes(StandardCharsets.UTF_8), null);
    }

    /** @param name under which a browser keeps it: ours, of letters, digits and dots */
    static Sent download(Path file, String type, String name) {
        return new Sent(type, "attachment; filename=\"" + name + "\"", null, file);
    }

    /** A page that is shown, not kept. */
    static Sent page(Path file) {
        return new Sent("text/html;charset=UTF-8", "inline", null, file);
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        if (file != null && !Files.isRegularFile(file)) {
            response.sendError(404);
            return;
        }
        response.setContentType(type);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
        if (disposition != null) {
            response.setHeader("Content-Disposition", disposition);
        }
        try (OutputStream out = response.getOutputStream()) {
            if (file == null) {
                out.write(text);
            } else {
                Files.copy(file, out);
            }
        }
    }
}
