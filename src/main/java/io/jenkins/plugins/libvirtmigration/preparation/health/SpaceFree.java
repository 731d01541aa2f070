package io.jenkins.plugins.libvirtmigration.preparation.health;

import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import io.jenkins.plugins.libvirtmigration.preparation.storage.ImageDirectories;
import io.jenkins.plugins.libvirtmigration.unit.DataSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file systems that libvirt and QEMU write to have room: a full one pauses guests and stops daemons. */
public final class SpaceFree implements HostExamination {
    private static final Pattern LINE = Pattern.compile("\\s*([0-9]{1,18})\\s+([0-9]{1,18})\\s+(/.*)");
    private static final int PERCENT_FREE = 5;
    private static final String EXPECTED = PERCENT_FREE + " % free where libvirt writes";

    @Override
    public String id() {
        return "disk-space";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        List<String> words = new ArrayList<>(List.of(
                "df",
                "--block-size=1",
                "--output=size,avail,target",
                "--",
                "/",
                "/var/log",
                "/var/lib/libvirt",
                "/var/lib/libvirt/images",
                "/run"));
        Optional<NotSeenException> unseen = Optional.empty();
        try {
            words.addAll(ImageDirectories.of(host));
        } catch (NotSeenException e) {
            // A full disk may be just why libvirt does not answer.
            unseen = Optional.of(e);
        }
        // df ends with 1 where one of them is not there.
        String output = host.shell().run(words.toArray(String[]::new)).output();
        Finding finding = judge(Subject.of(host, id()), output);
        if (unseen.isPresent() && finding.check().status() == CheckStatus.PASSED) {
            throw unseen.get();
        }
        return List.of(finding);
    }

    static Finding judge(Subject subject, String output) {
        List<String> low = new ArrayList<>();
        output.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            long size = Long.parseLong(line.group(1));
            long free = Long.parseLong(line.group(2));
            String told = line.group(3) + " has " + new DataSize(free) + " free";
            if (size > 0 && free < size / 100 * PERCENT_FREE && !low.contains(told)) {
                low.add(told);
            }
        });
        return low.isEmpty()
                ? subject.passed("enough", EXPECTED)
                : subject.warning(
                        String.join(", ", low), EXPECTED, "Make room; logs of guests are in /var/log/libvirt.");
    }
}
