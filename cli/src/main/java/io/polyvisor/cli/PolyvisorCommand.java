package io.polyvisor.cli;

import io.polyvisor.cli.config.OutputFormat;
import io.polyvisor.cli.config.Site;
import io.polyvisor.cli.config.SiteFile;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command that all others belong to. */
@Command(
        name = "polyvisor",
        description = "One command over unlike hypervisors.",
        footer = {
            "",
            "A guest is written GUEST, ENDPOINT/GUEST or id:ID. Try: polyvisor -c memory:///demo ls",
            "More: polyvisor help COMMAND, polyvisor help exit-codes, polyvisor help config"
        },
        subcommands = {
            LsCommand.class,
            ShowCommand.class,
            CreateCommand.class,
            PowerCommands.Start.class,
            PowerCommands.ShutDown.class,
            PowerCommands.Off.class,
            PowerCommands.Reboot.class,
            PowerCommands.Reset.class,
            PowerCommands.Pause.class,
            PowerCommands.Resume.class,
            PowerCommands.Suspend.class,
            SnapshotCommand.class,
            CloneCommand.class,
            TemplateCommand.class,
            MigrateCommand.class,
            ResizeCommand.class,
            SetCommand.class,
            OwnershipCommands.Autostart.class,
            OwnershipCommands.Adopt.class,
            OwnershipCommands.Remove.class,
            DiskCommand.class,
            NicCommand.class,
            VolumeCommand.class,
            ResourceCommands.Network.class,
            ResourceCommands.Storage.class,
            HostsCommand.class,
            ConsoleCommand.class,
            WaitCommand.class,
            EventsCommand.class,
            StatsCommand.class,
            EndpointCommands.ShowCapabilities.class,
            EndpointCommands.ShowHealth.class,
            PlaceCommand.class,
            MovingCommands.Rebalance.class,
            MovingCommands.Consolidate.class,
            MovingCommands.Evacuate.class,
            FailoverCommand.class,
            RejoinCommand.class,
            ApplyCommand.class,
            CapacityCommand.class,
            WhyCommand.class,
            HistoryCommand.class,
            DriftCommand.class,
            TckCommand.class,
            DemoCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
final class PolyvisorCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    PolyvisorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what shall be done? Name a command, or try: polyvisor help");
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** A session with the configuration file that the command itself names, else the usual one. */
    Session openSession(Optional<String> file) {
        return new Session(options, surroundings, site(file));
    }

    Site site() {
        return site(Optional.empty());
    }

    private Site site(Optional<String> file) {
        return SiteFile.load(
                file.or(() -> options.config),
                surroundings.environment(),
                surroundings.directory(),
                surroundings.home());
    }

    /** How failures are told; asked for even when options or the configuration file are wrong. */
    ErrorLine errorLine() {
        boolean json = options.output.equals(Optional.of(OutputFormat.JSON));
        return new ErrorLine(surroundings.err(), json, options.verbose);
    }
}
