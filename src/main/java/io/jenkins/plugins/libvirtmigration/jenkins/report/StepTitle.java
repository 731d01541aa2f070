package io.jenkins.plugins.libvirtmigration.jenkins.report;

/** What a step does with whom, in the language of the reader: steps of one build often have the same host. */
final class StepTitle {
    private StepTitle() {}

    /**
     * @param kind as the request has it; null in a report that somebody wrote
     * @param of hosts and VMs as the request names them
     */
    static String of(String kind, String of) {
        String named = Readable.name(of);
        return switch (kind == null ? "" : kind) {
            case "prepare" -> Messages.StepTitle_prepare(named);
            case "migrate" -> Messages.StepTitle_migrate(named);
            case "evacuate" -> Messages.StepTitle_evacuate(named);
            case "plan" -> Messages.StepTitle_plan(named);
            case "return" -> Messages.StepTitle_return(named);
            case "empty" -> Messages.StepTitle_empty(named);
            default -> named;
        };
    }
}
