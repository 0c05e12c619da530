package io.polyvisor.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what teaches a shell to complete. */
@Command(
        name = "completion",
        description = "Print a script that teaches bash and zsh to complete: source <(polyvisor completion)")
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PolyvisorCommand root = (PolyvisorCommand) spec.root().userObject();
        root.surroundings()
                .out()
                .line(AutoComplete.bash("polyvisor", spec.root().commandLine()));
        return ExitCode.OK.number();
    }
}
