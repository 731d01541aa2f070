package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Severity;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.Settings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who comes by TLS shows a certificate. With {@code tls_no_verify_certificate = 1} nobody has to: libvirt is then as open
 * as with {@code auth_tcp="none"}.
 */
final class TlsClients {
    private static final String EXPECTED = "clients show a certificate of the authority";
    private static final Pattern NAMES = Pattern.compile("(?m)^\\s*tls_allowed_dn_list\\s*=\\s*\\[([^]]*)]");

    private TlsClients() {}

    static Finding judge(Subject subject, ExaminedHost host) {
        String path = DaemonLayout.of(host).configuration();
        String text = host.shell().read(path).orElse("");
        Settings daemon = new Settings(text);
        if (daemon.number("tls_no_verify_certificate").orElse(0) == 1
                && !daemon.text("auth_tls").filter("sasl"::equals).isPresent()) {
            return subject.security(
                    ListeningSockets.of(host).reachable(TlsListens.port(host)).isEmpty()
                            ? Severity.HIGH
                            : Severity.CRITICAL,
                    "tls_no_verify_certificate = 1 in " + path + ": whoever reaches the port is root on " + host.name(),
                    EXPECTED,
                    "Remove it and restart the daemon.");
        }
        Settings qemu = Settings.of(host, "/etc/libvirt/qemu.conf");
        int usual = qemu.number("default_tls_x509_verify").orElse(1);
        if (qemu.number("migrate_tls_x509_verify").orElse(usual) == 0) {
            return subject.security(
                    Severity.MEDIUM,
                    "migrate_tls_x509_verify = 0 in qemu.conf: QEMU takes a guest from whoever connects first",
                    EXPECTED,
                    "Set it to 1.");
        }
        Matcher names = NAMES.matcher(text);
        return subject.passed(
                names.find()
                        ? "those named in tls_allowed_dn_list: "
                                + names.group(1).strip()
                        : "any of the authority",
                EXPECTED);
    }
}
