package io.jenkins.plugins.libvirtmigration.preparation.health;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As many huge pages as one host has in use are free on the other: a guest that has them there needs them here. */
public final class HugepagesFree implements PairExamination {
    /** A fixed glob of the kernel's names. */
    private static final String READ = "cd /sys/kernel/mm/hugepages 2>/dev/null || exit 0; for d in hugepages-*; do"
            + " echo \"$d $(cat \"$d/nr_hugepages\") $(cat \"$d/free_hugepages\")\"; done";

    private static final Pattern LINE = Pattern.compile("hugepages-([0-9]+kB) ([0-9]{1,12}) ([0-9]{1,12})");

    @Override
    public String id() {
        return "hugepages-free";
    }

    /** Page size to how many there are in all, and free. */
    record Hugepages(Map<String, long[]> bySize) {
        long used(String size) {
            long[] counts = bySize.getOrDefault(size, new long[2]);
            return counts[0] - counts[1];
        }

        long free(String size) {
            return bySize.getOrDefault(size, new long[2])[1];
        }
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        Subject subject = Subject.of(from, to, id());
        return List.of(judge(subject, read(from), read(to)));
    }

    static Finding judge(Subject subject, Hugepages here, Hugepages there) {
        String expected = "huge pages in use on " + subject.host() + " free on " + subject.peer();
        List<String> lacking = new ArrayList<>();
        here.bySize().keySet().forEach(size -> {
            if (here.used(size) > there.free(size)) {
                lacking.add(here.used(size) + " of " + size + " in use, " + there.free(size) + " free on "
                        + subject.peer());
            }
        });
        return lacking.isEmpty()
                ? subject.passed("enough", expected)
                : subject.warning(
                        String.join("; ", lacking), expected, "Set vm.nr_hugepages on " + subject.peer() + ".");
    }

    private static Hugepages read(ExaminedHost host) {
        return host.fact(Hugepages.class, read -> parse(read.shell().output("sh", "-c", READ)));
    }

    static Hugepages parse(String output) {
        Map<String, long[]> found = new TreeMap<>();
        output.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> found.put(
                        line.group(1), new long[] {Long.parseLong(line.group(2)), Long.parseLong(line.group(3))}));
        return new Hugepages(found);
    }
}
