package io.jenkins.plugins.libvirtmigration.jenkins.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.htmlunit.BrowserVersion;
import org.htmlunit.MockWebConnection;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The script of a step that is under way, in a browser that asks a Jenkins of our words. */
class LiveScriptTest {
    private static final String PAGE = """
            <html><body>
              <div class="lvm-live" data-url="/live" data-finished="Load the page again." data-lost="No answer."
                   data-done="done">
                <p class="lvm-live__status" role="status"></p>
                <table hidden="hidden"><tbody></tbody></table>
                <ol></ol>
              </div>
              <script src="/migrations.js"></script>
            </body></html>
            """;

    private static final Duration BOUND = Duration.ofMinutes(1);

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Jenkins jenkins = new Jenkins();
    private final WebClient browser = new WebClient(BrowserVersion.FIREFOX);

    private record Answer(int status, String body) {}

    /** Gives the answers in turn, and the last one for ever. */
    private final class Jenkins extends MockWebConnection {
        @Override
        public WebResponse getResponse(WebRequest request) throws IOException {
            if (request.getUrl().getPath().equals("/live")) {
                Answer next = answers.size() > 1 ? answers.poll() : answers.peek();
                setResponse(
                        request.getUrl(),
                        next.body(),
                        next.status(),
                        "status",
                        "application/json",
                        StandardCharsets.UTF_8,
                        List.<NameValuePair>of());
            }
            return super.getResponse(request);
        }
    }

    @AfterEach
    void close() {
        browser.close();
    }

    private HtmlPage open(Answer... inTurn) throws IOException {
        answers.addAll(List.of(inTurn));
        try (InputStream script = getClass().getResourceAsStream("migrations.js")) {
            jenkins.setResponse(
                    new URL("http://jenkins/migrations.js"),
                    new String(script.readAllBytes(), StandardCharsets.UTF_8),
                    "text/javascript");
        }
        jenkins.setResponse(new URL("http://jenkins/"), PAGE);
        browser.setWebConnection(jenkins);
        browser.getOptions().setFetchPolyfillEnabled(true);
        return browser.getPage("http://jenkins/");
    }

    private static Answer underWay(String vm, int percent, String sentence) {
        return new Answer(200, """
                {"underWay": true, "status": "running", "sentences": ["%s"], "guests": [{"vm": "%s",
                 "destination": "kvm-02", "percent": %d, "memory": "1 GiB", "disk": "", "rate": "", "dirty": "",
                 "iteration": "1", "left": "5 s"}]}
                """.formatted(sentence, vm, percent));
    }

    private static Answer over() {
        return new Answer(200, "{\"underWay\": false, \"status\": \"succeeded\", \"sentences\": [], \"guests\": []}");
    }

    private void await(BooleanSupplier what) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!what.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within a minute").isLessThan(end);
            browser.waitForBackgroundJavaScript(100);
        }
    }

    private static String text(HtmlPage page, String selector) {
        return page.querySelector(selector).getTextContent();
    }

    private static boolean isHidden(HtmlPage page) {
        return page.querySelector("table").getAttributes().getNamedItem("hidden") != null;
    }

    @Test
    void whatIsHeardIsShownUntilTheStepIsOver() throws IOException {
        HtmlPage page = open(
                underWay("web-1", 40, "web-1: moves to kvm-02."), underWay("web-1", 80, "web-1: moves on."), over());

        await(() -> page.querySelectorAll("tbody tr").getLength() == 1);
        assertThat(text(page, "tbody th")).isEqualTo("web-1");
        assertThat(text(page, "tbody td")).isEqualTo("kvm-02");
        assertThat(isHidden(page)).isFalse();
        await(() -> text(page, "tbody").contains("80 % done"));
        assertThat(text(page, "ol")).isEqualTo("web-1: moves on.");
        await(() -> text(page, ".lvm-live__status").equals("succeeded. Load the page again."));
        assertThat(isHidden(page)).isTrue();
    }

    @Test
    void namesAndSentencesAreTextAndNeverMarkup() throws IOException {
        String hostile = "<img src=x onerror=alert(1)><b>web</b>";
        HtmlPage page = open(underWay(hostile, 10, hostile));

        await(() -> page.querySelectorAll("tbody tr").getLength() == 1);
        assertThat(text(page, "tbody th")).isEqualTo(hostile);
        assertThat(text(page, "ol li")).isEqualTo(hostile);
        assertThat(text(page, ".lvm-live__status")).isEqualTo(hostile);
        for (String element : List.of("img", "b")) {
            assertThat(page.querySelectorAll(element)).as(element).isEmpty();
        }
    }

    @Test
    void anAnswerThatFailsIsToldAndAskedForAgain() throws IOException {
        HtmlPage page = open(new Answer(503, "Please wait while Jenkins is getting ready"), underWay("web-1", 40, ""));

        await(() -> text(page, ".lvm-live__status").equals("No answer."));
        await(() -> page.querySelectorAll("tbody tr").getLength() == 1);
    }

    @Test
    void aPercentageThatIsNoneDrawsNoBar() throws IOException {
        HtmlPage page = open(
                new Answer(200, underWay("web-1", 40, "waits").body().replace("\"percent\": 40", "\"percent\": null")));

        await(() -> page.querySelectorAll("tbody tr").getLength() == 1);
        DomNode row = page.querySelector("tbody tr");
        assertThat(row.querySelectorAll("progress")).isEmpty();
    }
}
