package io.jenkins.plugins.libvirtmigration.jenkins.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import io.jenkins.plugins.libvirtmigration.jenkins.result.CheckResult;
import io.jenkins.plugins.libvirtmigration.jenkins.result.MigrationResult;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Outcome;
import io.jenkins.plugins.libvirtmigration.report.Report;
import io.jenkins.plugins.libvirtmigration.report.ReportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.verb.GET;

/**
 * What one step of a build did: while it goes on what was heard of it last, afterwards its report. Any thread may call
 * it.
 */
@ExportedBean(defaultVisibility = 2)
public final class StepReport {
    /** It names a directory: no dots and no separators, so there is no way out. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");

    /** In build.xml and on the page; the log has them all. */
    private static final int MOST_COMPLAINTS = 50;

    private static final Pattern KIND = Pattern.compile("[a-z][a-z-]{0,30}");

    private final String id;
    private final String kind;
    private final String title;
    private final long startedAt;
    private volatile long finishedAt;
    private volatile String outcome;
    private volatile StepFigures figures;

    /** Replaced by another one, never changed: build.xml may be written at any time. */
    private volatile ArrayList<String> complaints;

    /** False in builds of a version that did not say so: then it is not known. */
    private volatile boolean untouched;

    /** Never changed either. Null in builds of a version that did not keep it: then it is not known. */
    private volatile ArrayList<String> refuges;

    private transient volatile StepFiles files;
    private transient volatile ReportHome home;
    private transient volatile StepLive live;
    private transient volatile Judgement judgement;

    StepReport(String id, String kind, String title) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("\"" + id + "\" cannot name a report: it becomes the name of a"
                    + " directory. Up to 100 letters, digits, _ and - are permitted.");
        }
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("\"" + kind + "\" is not a kind of report: a word in small letters is.");
        }
        this.id = id;
        this.kind = kind;
        this.title = StepLive.bounded(title);
        startedAt = System.currentTimeMillis();
    }

    void attach(ReportHome place) {
        home = place;
        files = new StepFiles(place.directory().resolve(id));
    }

    /** Whether what was read from build.xml can be a report: it may have been edited. */
    boolean isReadable() {
        return id != null && ID.matcher(id).matches();
    }

    /**
     * What is heard of the step while it goes on; kept in memory only.
     *
     * @param guests those that are being moved now
     * @param sentences since the last time, the newest last; older ones are in the log
     */
    public synchronized void live(@NonNull List<GuestProgress> guests, @NonNull List<String> sentences) {
        if (outcome == null) {
            live = heard().and(guests, sentences);
        }
    }

    /**
     * Keeps the report of the engine, whole or not at all; the one before stays until then. It comes from an agent: only
     * what can be read as a report is kept, as it was understood.
     *
     * @throws ReportException naming what is wrong with it, or why it could not be written
     */
    public void store(@NonNull String reportJson) {
        Report report = files.store(reportJson);
        figures = StepFigures.of(report);
        if (outcome != null) {
            files.writePages(report, judgement());
            home.save();
        }
    }

    /**
     * The step is over. Keeps the figures, and writes the pages as far as that is possible; the first word counts.
     *
     * @param by whoever may have a complaint although the moves succeeded
     * @param reason why it did not succeed, as far as the report does not say it; null for none
     */
    public void finish(@NonNull Outcome how, @NonNull Judgement by, @CheckForNull String reason) {
        Optional<Report> made = report();
        synchronized (this) {
            if (outcome != null) {
                return;
            }
            judgement = by;
            complaints = complaints(made, by, reason);
            finishedAt = System.currentTimeMillis();
            outcome = how.name().toLowerCase(Locale.ROOT);
            live = null;
        }
        home.save();
        made.ifPresent(report -> files.writePages(report, by));
    }

    /** The same of a step that nobody has a complaint of. */
    public void finish(@NonNull Outcome how) {
        finish(how, Judgement.NONE, null);
    }

    private static ArrayList<String> complaints(Optional<Report> made, Judgement by, String reason) {
        return Stream.concat(Stream.ofNullable(reason), made.map(by::complaints).orElse(List.of()).stream())
                .limit(MOST_COMPLAINTS)
                .map(StepLive::bounded)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Judgement judgement() {
        Judgement known = judgement;
        return known == null ? Judgement.NONE : known;
    }

    /** It was refused before anything was begun on a host: that there is no report means that there is nothing to tell. */
    public void refusedBeforeItBegan() {
        untouched = true;
    }

    /** Whether it is certain that it did nothing. */
    public boolean isUntouched() {
        return untouched;
    }

    /**
     * Keeps where guests may be left until a return, as the controller ordered it: a report comes from an agent, and may
     * name other hosts.
     *
     * @param hosts their names in the inventory; those of an earlier order of the same step stay
     */
    public void addRefuges(@NonNull List<String> hosts) {
        synchronized (this) {
            List<String> known = getRefuges();
            if (known.containsAll(hosts)) {
                return;
            }
            refuges = Stream.concat(known.stream(), hosts.stream())
                    .distinct()
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        home.save();
    }

    /** None where nothing was ordered, or a version of the plugin kept it that did not know of them. */
    @NonNull
    public List<String> getRefuges() {
        ArrayList<String> known = refuges;
        return known == null ? List.of() : List.copyOf(known);
    }

    /**
     * Keeps the plan of an evacuation.
     *
     * @throws ReportException naming what is wrong with it, or why it could not be written
     */
    public void storePlan(@NonNull String planJson) {
        files.storePlan(planJson);
    }

    /** The plan.json as it was stored last. */
    @NonNull
    public Optional<String> plan() {
        return files.plan();
    }

    /** The report.json as it was stored last. */
    @NonNull
    public Optional<String> stored() {
        return files.json();
    }

    /** The same as values; empty if there is none, or if it can no longer be read, which is then in Jenkins' log. */
    @NonNull
    public Optional<Report> report() {
        return files.report();
    }

    /** As the pages show it. */
    public StepView getView() {
        return new StepView(this);
    }

    /** Of a URL: {@code move/1} is the first; null if there is none. */
    @CheckForNull
    public MoveView getMove(int place) {
        List<MigrationRecord> moves = report().map(Report::migrations).orElse(List.of());
        return place < 1 || place > moves.size() ? null : new MoveView(this, moves.get(place - 1), place);
    }

    /** Relative to Jenkins' own: {@code job/patch/12/libvirt-migration/step/7/}. */
    public String getUrl() {
        return home.url() + MigrationsAction.URL + "/step/" + id + "/";
    }

    /** What the page asks for while the step goes on. */
    @GET
    @WebMethod(name = "live")
    public HttpResponse doLive() {
        checkReadable();
        return Sent.json(LiveJson.of(this));
    }

    /** The report for programs, to keep. */
    @GET
    @WebMethod(name = "report.json")
    public HttpResponse doReport() {
        checkReadable();
        return Sent.download(files.jsonFile(), "application/json;charset=UTF-8", "report-" + id + ".json");
    }

    /** The report as tests, to keep. */
    @GET
    @WebMethod(name = "junit.xml")
    public HttpResponse doTests() {
        checkReadable();
        return Sent.download(files.testsFile(), "application/xml;charset=UTF-8", "junit-" + id + ".xml");
    }

    /** The report for people, in one file that needs no network. */
    @GET
    @WebMethod(name = "report.html")
    public HttpResponse doPage() {
        checkReadable();
        return Sent.page(files.pageFile());
    }

    /** Every move as the report has it. */
    @Exported(visibility = 1)
    public List<MigrationResult> getMoves() {
        return report().map(Report::migrations).orElse(List.of()).stream()
                .map(MigrationResult::of)
                .toList();
    }

    @Exported(visibility = 1)
    public List<CheckResult> getChecks() {
        return report().map(Report::checks).orElse(List.of()).stream()
                .map(CheckResult::of)
                .toList();
    }

    void checkReadable() {
        home.checkReadable();
    }

    StepLive heard() {
        StepLive heard = live;
        return heard == null ? StepLive.NOTHING : heard;
    }

    Path directory() {
        return files.directory();
    }

    @Exported
    public String getId() {
        return id;
    }

    @Exported
    public String getKind() {
        return kind;
    }

    @Exported
    public String getTitle() {
        return title == null ? "" : title;
    }

    /** What was done with whom, with nothing in it that hides, or turns the direction of writing: it may hold the name of a VM. */
    public String getShownTitle() {
        return StepTitle.of(kind, getTitle());
    }

    /** Milliseconds since 1970. */
    @Exported
    public long getStartedAt() {
        return startedAt;
    }

    /** Milliseconds since 1970; null while it goes on. */
    @Exported
    public Long getFinishedAt() {
        return finishedAt == 0 ? null : Long.valueOf(finishedAt);
    }

    /** Milliseconds from the start to the end; null while it goes on. */
    @Exported
    public Long getDurationMillis() {
        return finishedAt == 0 ? null : Long.valueOf(Math.max(0, finishedAt - startedAt));
    }

    /** succeeded, failed, aborted or skipped; null while it goes on, or if Jenkins ended in the middle of it. */
    @Exported
    public String getOutcome() {
        return outcome;
    }

    /**
     * Why it did not succeed, as far as the report does not say it, and what was not good enough although it succeeded;
     * sentences.
     */
    @Exported
    public List<String> getComplaints() {
        ArrayList<String> known = complaints;
        return known == null ? List.of() : List.copyOf(known);
    }

    /** The same with nothing in them that hides: they hold names of VMs. */
    public List<String> getShownComplaints() {
        return getComplaints().stream().map(Readable::text).toList();
    }

    /** Without a look at the report: pages of builds and jobs show it of every step. */
    public StatusWord getStatus() {
        boolean wanting = "succeeded".equals(outcome) && !getComplaints().isEmpty();
        return StatusWord.of(wanting ? "exceeded" : outcome, isUnderWay());
    }

    /** What it came to in a few sentences, without a look at the report; see {@link StepSummary}. */
    public String getSummary() {
        return StepSummary.of(this);
    }

    /** Never null. */
    @Exported
    public StepFigures getFigures() {
        StepFigures known = figures;
        return known == null ? StepFigures.NONE : known;
    }

    /** Whether it goes on. */
    @Exported
    public boolean isUnderWay() {
        return outcome == null && home.isBuilding();
    }

    public Api getApi() {
        return new Api(this);
    }
}
