package io.jenkins.plugins.libvirtmigration.cli;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A drill that cannot be meant is refused before a host is asked for anything. */
class DrillArgumentsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-probe-gap | 1s | no guest is probed: give --probe VM=ADDRESS",
                "--max-probe-gap | 1 | \"1\" is not a time",
                "--max-duration | 0s | can never be kept",
                "--max-measured-downtime | 0ms | can never be kept",
                "--label | rack-a | give --inventory FILE",
                "--inventory | /nowhere.json | /nowhere.json",
                "--tries | 0 | a guest that is never tried"
            })
    void whatIsWrongIsNamed(String option, String value, String expected) {
        Said.to("drill", "--host", "h1", "--to", "h2", "--identity", "/dev/null", option, value)
                .isRefusedWith(expected);
    }
}
