package io.jenkins.plugins.libvirtmigration.preparation.health;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** No software RAID lacks a disk ({@code /proc/mdstat}). */
public final class RaidWhole implements HostExamination {
    private static final Pattern ARRAY = Pattern.compile("^(md\\S*) : (.*)$");
    private static final Pattern STATE = Pattern.compile("\\[([0-9]+)/([0-9]+)] \\[([U_]+)]");
    private static final String EXPECTED = "no degraded RAID";

    @Override
    public String id() {
        return "raid-whole";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        List<String> degraded = degraded(host.shell().read("/proc/mdstat").orElse(""));
        return List.of(
                degraded.isEmpty()
                        ? subject.passed("none", EXPECTED)
                        : subject.warning(
                                String.join(", ", degraded),
                                EXPECTED,
                                "Move the guests off before the disk is changed; move none to this host."));
    }

    static List<String> degraded(String mdstat) {
        List<String> degraded = new ArrayList<>();
        String array = "";
        for (String line : mdstat.lines().toList()) {
            Matcher name = ARRAY.matcher(line);
            if (name.matches()) {
                array = name.group(1);
                if (name.group(2).contains("(F)")) {
                    degraded.add(array + " has a failed disk");
                }
            }
            Matcher state = STATE.matcher(line);
            if (state.find() && state.group(3).contains("_")) {
                degraded.add(array + " has " + state.group(2) + " of " + state.group(1) + " disks");
            }
        }
        return degraded;
    }
}
