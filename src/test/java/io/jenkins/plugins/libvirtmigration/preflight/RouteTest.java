package io.jenkins.plugins.libvirtmigration.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.request.Transport;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address that the data goes to, and whether it means the destination to the source. */
class RouteTest {
    private final Hosts hosts = new Hosts();

    @ParameterizedTest
    @CsvSource({
        "10.77.0.12,tcp://10.77.0.12",
        "kvm-02.example.org,tcp://kvm-02.example.org",
        "2001:db8::12,tcp://[2001:db8::12]"
    })
    void isWrittenAsAUriWantsIt(String address, String uri) {
        assertThat(new Route(address).uri()).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "user@host", "host:22", "-host", "a\nb", "[::1]", "h?x=y", "h#x"})
    void nothingElseGetsIntoAUri(String text) {
        assertThatThrownBy(() -> new Route(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isWhatWasAskedForElseWhatTheAdministratorSetElseTheAddressOfSsh() {
        assertThat(hosts.situation().route().address()).isEqualTo("10.77.0.12");

        hosts.two.destination.ssh.answer(
                "grep -E -e ^[[:space:]]*(migrat", 0, "migration_host = \"10.88.0.12\"\nmigration_port_min = 50000\n");
        assertThat(hosts.situation().route().address()).isEqualTo("10.88.0.12");
        assertThat(hosts.situation().destinationConf().firstPort()).isEqualTo(50000);

        askFor("10.99.0.12");
        assertThat(hosts.situation().route().address()).isEqualTo("10.99.0.12");
    }

    @Test
    void aNameHasToResolveOnTheSource() {
        askFor("kvm-02");

        assertThat(resolve().status()).isEqualTo(CheckStatus.FAILED);
        assertThat(resolve().found()).isEqualTo("the name kvm-02, which the source cannot resolve");
        assertThat(resolve().remedy()).contains("/etc/hosts of the source");

        hosts.two.source.ssh.answer("getent ahosts kvm-02", 0, "10.77.0.12      STREAM kvm-02\n10.77.0.12  DGRAM\n");
        assertThat(resolve().status()).isEqualTo(CheckStatus.PASSED);
        assertThat(resolve().found()).isEqualTo("kvm-02 is 10.77.0.12 on the source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void aLoopbackAddressIsTheSourceItself(String address) {
        askFor(address);

        assertThat(resolve().status()).isEqualTo(CheckStatus.FAILED);
        assertThat(resolve().found()).contains("the source itself");
    }

    @Test
    void debiansNameForItselfIsALoopbackAddressToo() {
        askFor("kvm-02");
        hosts.two.source.ssh.answer("getent ahosts kvm-02", 0, "127.0.1.1       STREAM kvm-02\n");

        assertThat(resolve().found()).isEqualTo("kvm-02 is 127.0.1.1 on the source: itself");
    }

    @Test
    void readsQemuConfAsItIsWritten() {
        hosts.two.destination.ssh.answer(
                "grep -E -e",
                0,
                "migration_address = \"0.0.0.0\"\nmigrate_tls_x509_verify = 1\n  migration_port_min=49160 # why\n"
                        + "shared_filesystems = [\nmigration_host = \"\"\n");
        QemuConf conf = hosts.situation().destinationConf();

        assertThat(conf.readable()).isTrue();
        assertThat(conf.text("migration_address")).contains("0.0.0.0");
        assertThat(conf.number("migrate_tls_x509_verify")).hasValue(1);
        assertThat(conf.firstPort()).isEqualTo(49160);
        assertThat(conf.lastPort()).isEqualTo(49215);
        assertThat(conf.text("migration_host")).isEmpty();
        assertThat(conf.settings()).containsKey("shared_filesystems");

        hosts.two.destination.ssh.answer("grep -E -e", 2, "grep: /etc/libvirt/qemu.conf: Permission denied");
        assertThat(hosts.situation().destinationConf().readable()).isFalse();
        assertThat(hosts.situation().destinationConf().firstPort()).isEqualTo(49152);
    }

    private void askFor(String address) {
        hosts.asking(asked -> new Transport(
                asked.control(),
                asked.tls(),
                asked.parallelConnections(),
                asked.compression(),
                asked.bandwidth(),
                Optional.of(address)));
    }

    private Check resolve() {
        return hosts.run(new ResolveCheck()).get(0);
    }
}
