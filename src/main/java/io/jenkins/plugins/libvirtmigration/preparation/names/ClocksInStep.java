package io.jenkins.plugins.libvirtmigration.preparation.names;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import java.time.Duration;
import java.util.List;

/**
 * Whether two hosts agree on the time. A guest's clock follows its host's, libvirt counts the downtime across both
 * clocks, and certificates are judged by them.
 */
public final class ClocksInStep implements PairExamination {
    /** From here on libvirt's downtime says nothing. */
    private static final Duration NOTICED = Duration.ofSeconds(1);

    /** Kerberos's tolerance (krb5.conf, clockskew): beyond it authentication breaks. */
    private static final Duration BROKEN = Duration.ofMinutes(5);

    private static final String EXPECTED = "both clocks within 1 s, in one time zone";
    private static final String REMEDY = "Let chrony or systemd-timesyncd keep the time on both hosts.";

    @Override
    public String id() {
        return "clocks-in-step";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        return List.of(judge(Subject.of(from, to, id()), ClockReading.of(from), ClockReading.of(to)));
    }

    static Finding judge(Subject subject, ClockReading one, ClockReading other) {
        Duration apart = one.offset().minus(other.offset()).abs();
        Duration uncertainty = one.uncertainty().plus(other.uncertainty());
        String found = Durations.format(apart) + " apart, measured to " + Durations.format(uncertainty);
        Duration surely = apart.minus(uncertainty);
        if (surely.compareTo(BROKEN) > 0) {
            return subject.failed(found, EXPECTED, REMEDY);
        }
        if (surely.compareTo(NOTICED) > 0) {
            return subject.warning(found, EXPECTED, REMEDY);
        }
        if (!one.zone().equals(other.zone())) {
            return subject.warning(
                    "time zones " + one.zone() + " and " + other.zone(),
                    EXPECTED,
                    "Set one zone on all hosts: a guest with <clock offset='localtime'> would jump.");
        }
        return subject.passed(found, EXPECTED);
    }
}
