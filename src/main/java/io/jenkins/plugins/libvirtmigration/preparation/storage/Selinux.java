package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.HostExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SELinux lets QEMU at the kinds of storage that are mounted, by the booleans that the policy has for it. */
public final class Selinux implements HostExamination {
    private static final String CONFIGURATION = "/etc/selinux/config";
    private static final Pattern BOOLEAN = Pattern.compile("(\\S+) --> (on|off)");

    /** The start of a file system's name to the boolean for it. */
    private static final Map<String, String> NEEDED = needed();

    @Override
    public String id() {
        return "selinux";
    }

    private static Map<String, String> needed() {
        Map<String, String> needed = new LinkedHashMap<>();
        needed.put("nfs", "virt_use_nfs");
        needed.put("cifs", "virt_use_samba");
        needed.put("fuse", "virt_use_fusefs");
        return needed;
    }

    @Override
    public List<Finding> examine(ExaminedHost host, Surroundings around) {
        Subject subject = Subject.of(host, id());
        String expected = "SELinux enforcing, with the booleans for mounted storage on";
        if (!host.shell().has("getenforce")) {
            return List.of(subject.passed("not installed", expected));
        }
        String mode = host.shell().output("getenforce").strip();
        if (mode.equals("Disabled")
                && !host.shell().asRoot("test", "-e", CONFIGURATION).succeeded()) {
            return List.of(subject.passed("its tools are there, and no policy", expected));
        }
        if (mode.equals("Disabled")) {
            return List.of(subject.security(
                    Severity.LOW,
                    "disabled: a guest that breaks out of QEMU meets no second wall",
                    expected,
                    "Set SELINUX=enforcing in " + CONFIGURATION + " and restart the host."));
        }
        if (mode.equals("Permissive")) {
            return List.of(subject.security(
                    Severity.LOW,
                    "permissive: it reports and stops nothing",
                    expected,
                    "setenforce 1, once it is quiet."));
        }
        List<String> off = off(host.shell().output("getsebool", "-a"), Mount.shared(host));
        return List.of(
                off.isEmpty()
                        ? subject.passed("enforcing", expected)
                        : subject.failed(
                                        "off: " + String.join(", ", off),
                                        expected,
                                        "setsebool -P " + String.join("=on ", off) + "=on")
                                .mendedBy(() -> turnOn(host, off)));
    }

    static List<String> off(String booleans, List<Mount> mounts) {
        List<String> off = new ArrayList<>();
        Matcher matcher = BOOLEAN.matcher(booleans);
        while (matcher.find()) {
            String name = matcher.group(1);
            boolean used = mounts.stream()
                    .anyMatch(mount -> NEEDED.entrySet().stream()
                            .anyMatch(entry -> entry.getValue().equals(name)
                                    && mount.type().startsWith(entry.getKey())));
            if (used && matcher.group(2).equals("off")) {
                off.add(name);
            }
        }
        return off;
    }

    private static String turnOn(ExaminedHost host, List<String> names) {
        names.forEach(name -> host.shell().rootOutput("setsebool", "-P", name, "on"));
        return "setsebool -P " + String.join(" on, ", names) + " on";
    }
}
