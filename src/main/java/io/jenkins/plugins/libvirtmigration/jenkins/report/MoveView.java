package io.jenkins.plugins.libvirtmigration.jenkins.report;

import io.jenkins.plugins.libvirtmigration.jenkins.result.MigrationResult;
import io.jenkins.plugins.libvirtmigration.report.Drawing;
import io.jenkins.plugins.libvirtmigration.report.MigrationRecord;
import io.jenkins.plugins.libvirtmigration.report.Pictures;
import io.jenkins.plugins.libvirtmigration.report.ProbeRecord;
import java.util.List;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.StaplerProxy;

/** One move as the pages show it; the figures beside their texts are what a column is sorted by. */
public final class MoveView implements StaplerProxy {
    private final StepReport step;
    private final MigrationRecord move;
    private final int place;

    /** @param place in the report, from 1 on */
    MoveView(StepReport step, MigrationRecord move, int place) {
        this.step = step;
        this.move = move;
        this.place = place;
    }

    /** One figure of a move: what is shown, and what it is sorted by; what is not known comes last. */
    public static final class Figure {
        private final String text;
        private final Long sorted;

        Figure(String text, Long sorted) {
            this.text = text;
            this.sorted = sorted;
        }

        public String getText() {
            return text;
        }

        public long getSorted() {
            return sorted == null ? Long.MAX_VALUE : sorted;
        }
    }

    /** A thing that happened, and when. */
    public static final class Moment {
        private final String at;
        private final String what;

        Moment(String at, String what) {
            this.at = at;
            this.what = what;
        }

        public String getAt() {
            return at;
        }

        public String getWhat() {
            return what;
        }
    }

    /** It has a page of its own: only for those who may read the build. Jenkins routes no URL to a plain class. */
    @Override
    public Object getTarget() {
        step.checkReadable();
        return this;
    }

    public StepReport getStep() {
        return step;
    }

    public int getPlace() {
        return place;
    }

    public String getVm() {
        return Readable.name(move.vm());
    }

    public String getUuid() {
        return Readable.name(move.uuid());
    }

    public StatusWord getStatus() {
        return StatusWord.of(MigrationResult.of(move).getOutcome(), step.isUnderWay());
    }

    public String getSource() {
        return Readable.name(move.source());
    }

    public String getDestination() {
        return Readable.name(move.destination());
    }

    public String getRunsOn() {
        return Readable.name(move.runsOn());
    }

    public String getStorage() {
        return Readable.name(move.storage());
    }

    public String getControl() {
        return Readable.name(move.control());
    }

    /** Empty after success. */
    public String getReason() {
        return Readable.text(move.reason());
    }

    public Figure getDowntime() {
        return new Figure(Readable.millis(move.downtimeMillis()), move.downtimeMillis());
    }

    public Figure getGap() {
        ProbeRecord probe = move.probe();
        Long gap = probe == null ? null : probe.longestGapMillis();
        return new Figure(probe == null ? Messages.MoveView_nobodyAsked() : Readable.millis(gap), gap);
    }

    public Figure getTotal() {
        return new Figure(Readable.millis(move.totalMillis()), move.totalMillis());
    }

    public Figure getTransferred() {
        return new Figure(Readable.bytes(move.transferredBytes()), move.transferredBytes());
    }

    public String getIterations() {
        return Readable.count(move.memoryIterations());
    }

    /** Who was asked; null where nobody was. */
    public String getProbeAddress() {
        return move.probe() == null ? null : Readable.name(move.probe().address());
    }

    public String getLost() {
        ProbeRecord probe = move.probe();
        return probe == null
                ? Messages.Readable_unknown()
                : Messages.Readable_of(Readable.count(probe.lost()), Readable.count(probe.sent()));
    }

    public List<String> getWarnings() {
        return move.probe() == null
                ? List.of()
                : move.probe().warnings().stream().map(Readable::text).toList();
    }

    /** Null where the move did not wait. */
    public String getWaited() {
        return move.waited() == null
                ? null
                : Readable.millis(move.waited().millis()) + ": "
                        + Readable.text(move.waited().why());
    }

    public List<Moment> getMoments() {
        return move.events().stream()
                .map(event -> new Moment(Readable.millis(event.atMillis()), Readable.text(event.what())))
                .toList();
    }

    public List<MigrationRecord.DiskRecord> getDisks() {
        return move.disks();
    }

    /** Null where there are no readings. */
    public Drawing getPicture() {
        return Pictures.progress(move, "step-" + step.getId() + "-move-" + place, LocaleProvider.getLocale())
                .orElse(null);
    }
}
