package io.jenkins.plugins.libvirtmigration.preflight;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.Shown;
import io.jenkins.plugins.libvirtmigration.domain.HostCapabilities;
import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.ssh.CommandOutput;
import io.jenkins.plugins.libvirtmigration.ssh.Reachability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who drives the migration. Peer-to-peer survives the end of this process, but wants the source's daemon to log in at
 * the destination: with root's SSH key, or with certificates. Whether it can is tried, as the daemon's user, with the
 * same URI; and the host that answers must be the one that is meant.
 *
 * @param control managed or peer-to-peer
 * @param peerUri for peer-to-peer
 * @param check the reason
 */
record ControlChoice(Control control, Optional<String> peerUri, Check check) {
    private static final String ID = "control";
    private static final int TLS_PORT = 16514;
    private static final Duration PORT_PATIENCE = Duration.ofSeconds(2);

    /** Given to timeout(1) on the source: a host whose packets are dropped would hold ssh for minutes. */
    private static final String SECONDS = "15";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static ControlChoice decide(Situation situation) {
        Subject subject = situation.between(ID);
        Control wanted = situation.request().transport().control();
        if (wanted == Control.MANAGED) {
            return managed(subject.passed("managed, as asked for", "managed"));
        }
        if (!isRoot(situation)) {
            return notRoot(situation, subject, wanted);
        }
        Attempt ssh = attempt(situation, sshUri(situation));
        if (ssh.works()) {
            return peerToPeer(subject, ssh.uri(), "the source reaches the destination with SSH");
        }
        Optional<Attempt> tls = attemptTls(situation);
        if (tls.filter(Attempt::works).isPresent()) {
            return peerToPeer(subject, tls.get().uri(), "the source reaches the destination with TLS");
        }
        String words = ssh.words() + tls.map(attempt -> "; " + attempt.words()).orElse("");
        return wanted == Control.PEER_TO_PEER
                ? new ControlChoice(
                        Control.PEER_TO_PEER,
                        Optional.of(ssh.uri()),
                        subject.failed(
                                "the source's daemon cannot log in at the destination: " + words,
                                "a source whose root user reaches " + ssh.uri(),
                                "Let root of the source log in there (its SSH key in authorized_keys, the host key in"
                                        + " known_hosts), set up TLS for libvirt, or use --control managed"))
                : managed(subject.passed(
                        "managed: the source's daemon cannot log in at the destination (" + words + ")",
                        "peer-to-peer where the hosts trust each other, else managed"));
    }

    private static ControlChoice notRoot(Situation situation, Subject subject, Control wanted) {
        String found = "this login is not root, so that what the source's daemon can reach cannot be tried";
        return wanted == Control.PEER_TO_PEER
                ? new ControlChoice(
                        Control.PEER_TO_PEER,
                        Optional.of(sshUri(situation)),
                        subject.warning(
                                found,
                                "a source whose root user reaches the destination",
                                "Peer-to-peer is used as asked for; --control managed needs no trust between hosts"))
                : managed(subject.passed(
                        "managed: " + found, "peer-to-peer where the hosts trust each other, else managed"));
    }

    private static ControlChoice managed(Check check) {
        return new ControlChoice(Control.MANAGED, Optional.empty(), check);
    }

    private static ControlChoice peerToPeer(Subject subject, String uri, String reason) {
        return new ControlChoice(
                Control.PEER_TO_PEER,
                Optional.of(uri),
                subject.passed("peer-to-peer: " + reason + " (" + uri + ")", "a way between the hosts"));
    }

    private static boolean isRoot(Situation situation) {
        Optional<String> user = situation.source().address().user();
        return user.isPresent()
                ? user.get().equals("root")
                : Situation.run(situation.source(), "id", "-u").output().strip().equals("0");
    }

    /** no_tty: no password prompt, which nobody would answer. */
    private static String sshUri(Situation situation) {
        HypervisorAddress address = situation.destination().address();
        String port = address.port() == HypervisorAddress.SSH_PORT ? "" : ":" + address.port();
        return "qemu+ssh://" + address.user().orElse("root") + "@" + Route.bracketed(address.host()) + port
                + "/system?no_tty=1";
    }

    private static Optional<Attempt> attemptTls(Situation situation) {
        String host = situation.destination().address().host();
        return situation.source().ssh().reach(host, TLS_PORT, PORT_PATIENCE) == Reachability.OPEN
                ? Optional.of(attempt(situation, "qemu+tls://" + Route.bracketed(host) + "/system"))
                : Optional.empty();
    }

    private static Attempt attempt(Situation situation, String uri) {
        CommandOutput output = situation
                .source()
                .ssh()
                .run(PATIENCE, List.of("timeout", SECONDS, "virsh", "--connect", uri, "capabilities"));
        if (!output.succeeded()) {
            String errors = output.errors().strip();
            return new Attempt(
                    uri, false, uri + ": " + (errors.isEmpty() ? "no answer" : Shown.text(lastLine(errors))));
        }
        String expected = situation.destination().libvirt().hostUuid().toString();
        String answered = uuid(output.output());
        return answered.equals(expected)
                ? new Attempt(uri, true, "")
                : new Attempt(uri, false, uri + " leads to another host (" + Shown.text(answered) + ")");
    }

    /** virsh says first that it failed, and at the end why. */
    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    private static String uuid(String capabilities) {
        try {
            return HostCapabilities.parse(capabilities).uuid();
        } catch (MalformedXmlException e) {
            return "no capabilities";
        }
    }

    private record Attempt(String uri, boolean works, String words) {}
}
