package io.jenkins.plugins.libvirtmigration.preparation;

import io.jenkins.plugins.libvirtmigration.check.Check;
import io.jenkins.plugins.libvirtmigration.check.CheckStatus;
import io.jenkins.plugins.libvirtmigration.domain.MalformedXmlException;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Finding;
import io.jenkins.plugins.libvirtmigration.preparation.examination.Subject;
import io.jenkins.plugins.libvirtmigration.preparation.host.ExaminedHost;
import io.jenkins.plugins.libvirtmigration.preparation.host.NotSeenException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Looks, mends where that was asked for, and looks again: an action that says it worked is not believed, what is found
 * afterwards is.
 */
final class Settlement {
    private static final Logger LOG = Logger.getLogger(Settlement.class.getName());

    private final boolean apply;
    private final List<ExaminedHost> hosts;
    private final BooleanSupplier cancelled;

    /** One look at one thing; may throw {@link NotSeenException}. */
    interface Look {
        List<Finding> look();
    }

    private record Attempt(Finding before, Optional<String> change, String failure) {}

    /** @param cancelled asked before each action: one that has begun is finished, or taken back by itself */
    Settlement(boolean apply, List<ExaminedHost> hosts, BooleanSupplier cancelled) {
        this.apply = apply;
        this.hosts = hosts;
        this.cancelled = cancelled;
    }

    List<Finding> settle(Subject subject, Look look) {
        List<Finding> before = seen(subject, look);
        if (!apply) {
            return before;
        }
        List<Attempt> attempts = new ArrayList<>();
        for (Finding finding : before) {
            if (finding.action().isPresent() && !cancelled.getAsBoolean()) {
                attempts.add(attempt(finding));
                hosts.forEach(ExaminedHost::forget);
            }
        }
        return attempts.isEmpty() ? before : merge(seen(subject, look), attempts);
    }

    /** What was changed and could not be looked at again is told as just that. */
    private static boolean isUnseen(List<Finding> after) {
        return after.stream().anyMatch(Finding::isUnseen);
    }

    private static Attempt attempt(Finding finding) {
        try {
            return new Attempt(
                    finding, Optional.of(finding.action().orElseThrow().perform()), "");
        } catch (IllegalStateException | NotSeenException | LibvirtCallException | HypervisorUnreachableException e) {
            return new Attempt(finding, Optional.empty(), e.getMessage());
        }
    }

    private static List<Finding> merge(List<Finding> after, List<Attempt> attempts) {
        List<Finding> merged = new ArrayList<>();
        List<Attempt> told = new ArrayList<>();
        for (Finding finding : after) {
            Optional<Attempt> attempt = attempts.stream()
                    .filter(one -> one.before().sameSubject(finding))
                    .findFirst();
            attempt.ifPresent(told::add);
            merged.add(attempt.map(one -> outcome(finding, one)).orElse(finding));
        }
        // What was wrong and is no longer mentioned is mended, unless nobody could look.
        boolean unseen = isUnseen(after);
        attempts.stream()
                .filter(attempt -> !told.contains(attempt))
                .forEach(attempt -> merged.add(
                        attempt.change().isEmpty()
                                ? failed(attempt.before(), attempt)
                                : unseen ? unproven(attempt) : changed(attempt.before(), attempt)));
        return merged;
    }

    private static Finding outcome(Finding after, Attempt attempt) {
        if (attempt.change().isEmpty()) {
            return after.check().status() == CheckStatus.PASSED ? after : failed(after, attempt);
        }
        return after.check().status() == CheckStatus.PASSED
                ? changed(after, attempt)
                : with(
                        after,
                        CheckStatus.FAILED,
                        "still " + after.check().found() + ", although this was done: "
                                + attempt.change().get(),
                        after.check().remedy());
    }

    private static Finding unproven(Attempt attempt) {
        return with(
                attempt.before(),
                CheckStatus.FAILED,
                attempt.before().check().found() + "; this was done, and whether it helped could not be seen: "
                        + attempt.change().orElseThrow(),
                attempt.before().check().remedy());
    }

    private static Finding changed(Finding finding, Attempt attempt) {
        return with(
                finding,
                CheckStatus.CHANGED,
                "was: " + attempt.before().check().found() + "\ndone: "
                        + attempt.change().orElseThrow(),
                null);
    }

    private static Finding failed(Finding finding, Attempt attempt) {
        return with(
                finding,
                CheckStatus.FAILED,
                finding.check().found() + "; mending failed: " + attempt.failure(),
                finding.check().remedy());
    }

    private static Finding with(Finding finding, CheckStatus status, String found, String remedy) {
        Check check = finding.check();
        return new Finding(
                new Check(check.host(), check.peer(), check.id(), status, found, check.expected(), remedy),
                finding.about(),
                Optional.empty());
    }

    private static List<Finding> seen(Subject subject, Look look) {
        try {
            return look.look();
        } catch (NotSeenException e) {
            return List.of(subject.notSeen(e));
        } catch (MalformedXmlException | HypervisorUnreachableException e) {
            return List.of(subject.notSeen(new NotSeenException(e.getMessage(), "See what is wrong there.")));
        } catch (RuntimeException e) {
            // What a host says may be anything: one thing that is not understood must not hide all the others.
            LOG.log(Level.WARNING, e, () -> subject.id() + " of " + subject.host());
            return List.of(subject.notSeen(new NotSeenException(
                    "what " + subject.host() + " said was not understood (" + e + ")",
                    "Report it with the log of this run.")));
        }
    }
}
