package io.jenkins.plugins.libvirtmigration.preparation.examination;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import java.util.Optional;

/**
 * What is looked at: makes its findings.
 *
 * @param about tells findings of one id on one host apart, empty where there is one only
 */
public record Subject(String host, String peer, String id, String about) {
    static final String NOT_SEEN = "not seen: ";

    public static Subject of(ExaminedHost host, String id) {
        return new Subject(host.name(), null, id, "");
    }

    public static Subject of(ExaminedHost from, ExaminedHost to, String id) {
        return new Subject(from.name(), to.name(), id, "");
    }

    public Subject about(String what) {
        return new Subject(host, peer, id, what);
    }

    public Finding passed(String found, String expected) {
        return finding(CheckStatus.PASSED, found, expected, null);
    }

    public Finding warning(String found, String expected, String remedy) {
        return finding(CheckStatus.WARNING, found, expected, remedy);
    }

    public Finding failed(String found, String expected, String remedy) {
        return finding(CheckStatus.FAILED, found, expected, remedy);
    }

    /** A security finding: its severity comes first, and only the worst fails the check. */
    public Finding security(Severity severity, String found, String expected, String remedy) {
        CheckStatus status = severity == Severity.CRITICAL ? CheckStatus.FAILED : CheckStatus.WARNING;
        return finding(status, "security, " + severity + ": " + found, expected, remedy);
    }

    /** Not looked at is not in order. */
    public Finding notSeen(NotSeenException reason) {
        return warning(NOT_SEEN + reason.getMessage(), "to be looked at", reason.remedy());
    }

    private Finding finding(CheckStatus status, String found, String expected, String remedy) {
        return new Finding(new Check(host, peer, id, status, found, expected, remedy), about, Optional.empty());
    }
}
