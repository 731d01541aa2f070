package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.hypervisor.Hypervisor;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * With TLS, the certificates are where libvirt looks for them (virQEMUDriverConfigSetDefaults:
 * migrate_tls_x509_cert_dir, else /etc/pki/libvirt-migrate if it is there, else default_tls_x509_cert_dir, else
 * /etc/pki/qemu). Without it, what is sent can be read and changed on the way, and that is said each time.
 */
final class EncryptionCheck implements PreflightCheck {

    @Override
    public String id() {
        return "encryption";
    }

    @Override
    public boolean needsGuest() {
        return false;
    }

    @Override
    public List<Check> examine(Situation situation) {
        if (situation.request().transport().tls()) {
            List<Check> checks = new ArrayList<>();
            checks.add(certificates(
                    situation,
                    situation.destination(),
                    situation.destinationConf(),
                    List.of("ca-cert.pem", "server-cert.pem", "server-key.pem")));
            checks.add(certificates(
                    situation, situation.source(), situation.sourceConf(), clientFiles(situation.destinationConf())));
            return checks;
        }
        boolean forced = situation.sourceConf().number("migrate_tls_force").orElse(0) == 1
                || situation.destinationConf().number("migrate_tls_force").orElse(0) == 1;
        Subject subject = situation.between(id());
        return List.of(
                forced
                        ? subject.failed(
                                "migrate_tls_force = 1 in qemu.conf", "a migration as the hosts permit it", "Say --tls")
                        : subject.warning(
                                "memory and disks cross the network in clear text",
                                "TLS, or a network that nobody else reaches",
                                "Say --tls; prepare shows what the hosts need for it"));
    }

    /** migrate_tls_x509_verify, by default 1: the destination wants to see the source's certificate too. */
    private static List<String> clientFiles(QemuConf destination) {
        boolean verify = destination
                        .number("migrate_tls_x509_verify")
                        .orElse(destination.number("default_tls_x509_verify").orElse(1))
                != 0;
        return verify ? List.of("ca-cert.pem", "client-cert.pem", "client-key.pem") : List.of("ca-cert.pem");
    }

    private static Check certificates(Situation situation, Hypervisor host, QemuConf conf, List<String> wanted) {
        Subject subject = situation.on(host, "tls-certificates");
        Optional<String> set = conf.text("migrate_tls_x509_cert_dir").filter(EncryptionCheck::isPath);
        CommandOutput listed = list(host, set.orElse("/etc/pki/libvirt-migrate"));
        String directory = set.orElse("/etc/pki/libvirt-migrate");
        if (set.isEmpty() && !listed.succeeded()) {
            directory = conf.text("default_tls_x509_cert_dir")
                    .filter(EncryptionCheck::isPath)
                    .orElse("/etc/pki/qemu");
            listed = list(host, directory);
        }
        String expected = String.join(", ", wanted) + " in " + Shown.text(directory);
        String remedy = "Put the host's certificate, its key and the CA's certificate there (readable for QEMU);"
                + " virt-pki-validate checks them";
        if (!listed.succeeded()) {
            boolean denied = listed.errors().contains("Permission denied");
            return denied
                    ? subject.warning("this user may not look into " + Shown.text(directory), expected, remedy)
                    : subject.failed("no directory " + Shown.text(directory), expected, remedy);
        }
        Set<String> there = Set.copyOf(listed.output().lines().toList());
        List<String> missing =
                wanted.stream().filter(file -> !there.contains(file)).toList();
        return missing.isEmpty()
                ? subject.passed("all of them", expected)
                : subject.failed("missing: " + String.join(", ", missing), expected, remedy);
    }

    private static boolean isPath(String text) {
        return text.startsWith("/") && text.chars().noneMatch(Character::isISOControl);
    }

    private static CommandOutput list(Hypervisor host, String directory) {
        return Situation.run(host, "ls", "-1", "--", directory);
    }
}
