package io.jenkins.plugins.libvirtmigration.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class LibvirtConnectionTest {
    private final FakeLibvirtConnection host = new FakeLibvirtConnection("kvm-01");
    private final FakeLibvirtDomain guest = new FakeLibvirtDomain("web-1", UUID.randomUUID(), "<domain/>");

    LibvirtConnectionTest() {
        host.domains.add(guest);
    }

    @Test
    void aDomainAnswersAndItsHandleIsClosed() {
        assertThat(host.ask(guest.uuid, LibvirtDomain::xml)).contains("<domain/>");
        assertThat(host.tell(guest.uuid, LibvirtDomain::resume)).isTrue();

        assertThat(guest.calls).containsExactly("close", "resume", "close");
    }

    @Test
    void oneThatIsNotThereIsNeitherAskedNorTold() {
        assertThat(host.ask(UUID.randomUUID(), LibvirtDomain::xml)).isEmpty();
        assertThat(host.tell(UUID.randomUUID(), LibvirtDomain::resume)).isFalse();

        assertThat(guest.calls).isEmpty();
    }

    @Test
    void oneThatLeavesBeforeItHasAnsweredIsNotThereEither() {
        guest.onAsked = () -> guest.gone = true;

        assertThat(host.ask(guest.uuid, LibvirtDomain::xml)).isEmpty();
        assertThat(host.tell(guest.uuid, LibvirtDomain::resume)).isFalse();
        assertThat(guest.calls).as("its handles").containsExactly("close", "close");
    }

    @Test
    void anyOtherErrorIsTheCallers() {
        guest.xml = null;

        assertThatThrownBy(() -> host.ask(guest.uuid, LibvirtDomain::xml)).hasMessageContaining("no definition");
        assertThat(guest.calls).containsExactly("close");
    }
}
