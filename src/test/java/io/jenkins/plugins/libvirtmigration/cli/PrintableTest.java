package io.jenkins.plugins.libvirtmigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void whatATerminalWouldObeyIsShownInstead() {
        assertThat(Printable.text("a\u001b[2Jb\rc\nd\u202ee")).isEqualTo("a\\u001b[2Jb\\u000dc\\u000ad\\u202ee");
    }

    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(Printable.text("web-1 é 虚拟机 💻 $(x)")).isEqualTo("web-1 é 虚拟机 💻 $(x)");
    }
}
