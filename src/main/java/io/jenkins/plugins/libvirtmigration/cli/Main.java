package io.jenkins.plugins.libvirtmigration.cli;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Goal;
import io.jenkins.plugins.libvirtmigration.host.HypervisorAddress;
import io.jenkins.plugins.libvirtmigration.host.HypervisorUnreachableException;
import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtMissingException;
import io.jenkins.plugins.libvirtmigration.preparation.examination.PreparationRequest.PeerTransport;
import io.jenkins.plugins.libvirtmigration.request.Control;
import io.jenkins.plugins.libvirtmigration.request.DowntimeSchedule;
import io.jenkins.plugins.libvirtmigration.request.StorageMode;
import io.jenkins.plugins.libvirtmigration.unit.Bandwidth;
import io.jenkins.plugins.libvirtmigration.unit.Durations;
import io.jenkins.plugins.libvirtmigration.unit.Words;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line {@code libvirt-migration}. */
@Command(
        name = "libvirt-migration",
        description = "Moves running libvirt/KVM guests between hosts, and proves it.",
        mixinStandardHelpOptions = true,
        version = "libvirt-migration 1.0",
        subcommands = {
            MigrateCommand.class,
            PrepareCommand.class,
            EvacuateCommand.class,
            ReturnCommand.class,
            DrillCommand.class
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all was done and proven",
            "1:something was not moved, or a check failed",
            "2:the request itself is wrong",
            "3:interrupted"
        })
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Main())
                .registerConverter(Bandwidth.class, Conversion.of(Bandwidth::parse))
                .registerConverter(Duration.class, Conversion.of(Durations::parse))
                .registerConverter(HypervisorAddress.class, Conversion.of(HypervisorAddress::parse))
                .registerConverter(ProbeOption.class, Conversion.of(ProbeOption::parse))
                .registerConverter(StorageMode.class, Conversion.of(text -> Words.parse(StorageMode.class, text)))
                .registerConverter(Control.class, Conversion.of(text -> Words.parse(Control.class, text)))
                .registerConverter(
                        DowntimeSchedule.class, Conversion.of(text -> Words.parse(DowntimeSchedule.class, text)))
                .registerConverter(Goal.class, Conversion.of(text -> Words.parse(Goal.class, text)))
                .registerConverter(PeerTransport.class, Conversion.of(text -> Words.parse(PeerTransport.class, text)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain)
                .execute(arguments);
    }

    /** An error that no command turned into a report: one sentence, no stack trace. */
    private static int explain(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println(error.getMessage() == null ? error.toString() : error.getMessage());
        boolean wrongRequest = error instanceof IllegalArgumentException;
        boolean said = error instanceof HypervisorUnreachableException || error instanceof LibvirtMissingException;
        if (!wrongRequest && !said) {
            error.printStackTrace(command.getErr());
        }
        return (wrongRequest ? ExitCode.WRONG_REQUEST : ExitCode.NOT_DONE).status();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: a command is missing.");
    }
}
