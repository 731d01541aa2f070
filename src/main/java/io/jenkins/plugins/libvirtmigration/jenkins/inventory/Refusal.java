package io.jenkins.plugins.libvirtmigration.jenkins.inventory;

/** Why a form was refused, in the words of the rule that refused it. */
final class Refusal {
    private static final int DEEPEST = 20;

    private Refusal() {}

    /** Stapler wraps what a constructor or a setter throws; the innermost IllegalArgumentException is the rule's. */
    static String of(Throwable thrown) {
        String message = null;
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof IllegalArgumentException && !(cause instanceof NumberFormatException)) {
                message = cause.getMessage();
            }
            cause = cause.getCause();
        }
        return message == null ? String.valueOf(thrown.getMessage()) : message;
    }
}
