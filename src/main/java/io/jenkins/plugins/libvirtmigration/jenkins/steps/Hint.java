package io.jenkins.plugins.libvirtmigration.jenkins.steps;

/** Guests are never left elsewhere without a word: who is where, and how they come home. */
public final class Hint {
    private Hint() {}

    /**
     * @param evacuation the id of the one that is named in the command
     * @return blank where every guest is known to be at home
     */
    public static String of(Away away, String evacuation) {
        String known = away.isNobody() ? "" : "Not at home: " + away.sentence() + ". ";
        String unknown = away.unknown().isEmpty()
                ? ""
                : "What the evacuation " + String.join(", ", away.unknown())
                        + " moved is not known to the end: look at the hosts. ";
        String command = away.isNobody() ? "" : "Bring them home with returnVms evacuation: '" + evacuation + "'.";
        return (known + unknown + command).strip();
    }
}
