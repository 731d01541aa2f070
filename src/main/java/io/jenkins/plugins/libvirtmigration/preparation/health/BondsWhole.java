package io.jenkins.plugins.libvirtmigration.preparation.health;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.ArrayList;
import java.util.List;

/** No bonded network card is down ({@code /proc/net/bonding}). */
public final class BondsWhole implements HostExamination {
    /** A fixed glob of the kernel's names; each text after its file's name. */
    private static final String READ =
            "for f in /proc/net/bonding/*; do [ ! -f \"$f\" ] || { echo \"Bond: ${f##*/}\";" + " cat \"$f\"; }; done";

    private static final String EXPECTED = "every member of every bond up";

    @Override
    public String id() {
        return "bonds-whole";
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        List<String> down = down(host.shell().output("sh", "-c", READ));
        return List.of(
                down.isEmpty()
                        ? subject.passed("none down", EXPECTED)
                        : subject.warning(
                                String.join(", ", down),
                                EXPECTED,
                                "Move the guests off before the card is changed; a migration has half the rate."));
    }

    static List<String> down(String output) {
        List<String> down = new ArrayList<>();
        String bond = "";
        String member = "";
        for (String line : output.lines().toList()) {
            if (line.startsWith("Bond: ")) {
                bond = line.substring(6);
                member = "";
            } else if (line.startsWith("Slave Interface: ")) {
                member = line.substring(17);
            } else if (line.startsWith("MII Status: ") && !line.endsWith(": up")) {
                down.add(bond + (member.isEmpty() ? "" : " member " + member) + " is " + line.substring(12));
            }
        }
        return down;
    }
}
