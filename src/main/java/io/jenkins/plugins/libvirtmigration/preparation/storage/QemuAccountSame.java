package io.jenkins.plugins.libvirtmigration.preparation.storage;

import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PairExamination;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Surroundings;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import java.util.List;

/**
 * QEMU runs with the same numbers on both hosts: on shared storage a file belongs to a number. Never mended here: the
 * guides' {@code find / -uid} gives away every file of whoever had that number before.
 */
public final class QemuAccountSame implements PairExamination {
    @Override
    public String id() {
        return "qemu-account-same";
    }

    @Override
    public List<Finding> examine(ExaminedHost from, ExaminedHost to, Surroundings around) {
        QemuAccount one = QemuAccount.of(from);
        QemuAccount other = QemuAccount.of(to);
        return List.of(
                judge(Subject.of(from, to, id()), one, other, around.request().storage()));
    }

    static Finding judge(Subject subject, QemuAccount one, QemuAccount other, StorageMode storage) {
        String expected = "QEMU runs with the same uid and gid on both";
        String found = told(one) + " on " + subject.host() + ", " + told(other) + " on " + subject.peer();
        if (one.uid() == other.uid() && one.gid() == other.gid()) {
            return subject.passed(told(one), expected);
        }
        String remedy = one.isRoot() || other.isRoot()
                ? "Set user and group alike in /etc/libvirt/qemu.conf of both, and restart the daemon."
                : renumber(subject.peer(), one, other);
        return storage == StorageMode.SHARED
                ? subject.failed(found, expected, remedy)
                : subject.warning(found, expected, remedy);
    }

    private static String renumber(String host, QemuAccount wanted, QemuAccount there) {
        return "Without a running guest on " + host + ": usermod -u " + wanted.uid() + " " + there.user()
                + "; groupmod -g " + wanted.gid() + " " + there.group()
                + "; then chown -h in the image directories only, with find -xdev. Never find /.";
    }

    private static String told(QemuAccount account) {
        return account.user() + " " + account.uid() + ":" + account.gid();
    }
}
