package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.libvirtmigration.lab.Lab;
import io.jenkins.plugins.libvirtmigration.lab.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@link PreflightProgram} printed, run on the lab's control side. */
record Examined(String text) {
    private static final Duration BOUND = Duration.ofMinutes(3);

    /** A guest that is to go from h1 to h2; the options are those of the program. */
    static Examined of(Lab lab, String vm, String... options) {
        return between(lab, "10.77.0.11", "10.77.0.12", vm, options);
    }

    static Examined between(Lab lab, String source, String destination, String vm, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of(lab.identity(), lab.knownHosts(), "root@" + source, "root@" + destination, vm));
        arguments.addAll(List.of(options));
        Output output = lab.java(PreflightProgram.class, arguments.toArray(String[]::new))
                .await(BOUND);
        assertThat(output.status()).as(output.toString()).isZero();
        return new Examined(output.out());
    }

    /** The ids of the checks that failed. */
    List<String> failed() {
        return text.lines()
                .filter(line -> line.startsWith("FAILED\t"))
                .map(line -> line.split("\t")[1])
                .distinct()
                .toList();
    }

    List<String> lines(String id) {
        return text.lines().filter(line -> line.contains("\t" + id + "\t")).toList();
    }

    String line(String id) {
        assertThat(lines(id)).as("%s in %s", id, text).isNotEmpty();
        return lines(id).get(0);
    }

    String found(String id) {
        return line(id).split("\t")[2];
    }

    String remedy(String id) {
        return line(id).split("\t")[4];
    }

    String result() {
        return text.lines()
                .filter(line -> line.startsWith("RESULT\t"))
                .findFirst()
                .orElseThrow()
                .substring("RESULT\t".length());
    }
}
