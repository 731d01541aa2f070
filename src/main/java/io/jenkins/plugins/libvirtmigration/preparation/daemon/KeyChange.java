package io.jenkins.plugins.libvirtmigration.preparation.daemon;

import io.jenkins.plugins.libvirtmigration.preparation.host.HostShell;

/**
 * A private key on a host, replaced by one that was made there; the old one is kept. No key is in an argument, or leaves its
 * host.
 *
 * @param kept where the old one is kept, whole or not at all; beside it, that there was none
 */
record KeyChange(String path, String kept) {
    private static final String LABEL = "if command -v restorecon >/dev/null; then restorecon -- \"$1\"; fi";

    /** $1 key file, $2 where the old one is kept, $3 the new one, $4 group that reads it or ""; says if one was kept. */
    private static final String PLACE = "set -eu; umask 077;"
            + " d=$(dirname -- \"$1\"); [ -d \"$d\" ] || (umask 022; mkdir -p -- \"$d\"); mkdir -p -- \"$(dirname -- \"$2\")\";"
            + " if [ -e \"$1\" ]; then cp -p -- \"$1\" \"$2.part\"; mv -T -- \"$2.part\" \"$2\"; echo kept; else : > \"$2.none\"; fi;"
            + " t=$(mktemp -- \"$d/.libvirt-migration.XXXXXX\"); cat \"$3\" > \"$t\";"
            + " if [ -n \"$4\" ]; then chgrp -- \"$4\" \"$t\"; chmod 640 \"$t\"; fi; mv -T -- \"$t\" \"$1\"; " + LABEL;

    /** Without the old key, and without a word that there was none, the new one was never placed: what is there stays. */
    private static final String RESTORE = "set -eu;"
            + " if [ -e \"$2\" ]; then cp -p -- \"$2\" \"$1.old\"; mv -T -- \"$1.old\" \"$1\"; " + LABEL + ";"
            + " elif [ -e \"$2.none\" ]; then rm -f -- \"$1\"; fi";

    /** @return whether there was one before */
    boolean make(HostShell shell, String fresh, String group) {
        return !shell.rootOutput("sh", "-c", PLACE, "sh", path, kept, fresh, group)
                .isBlank();
    }

    /** However far {@link #make} came. */
    void undo(HostShell shell) {
        shell.rootOutput("sh", "-c", RESTORE, "sh", path, kept);
    }
}
