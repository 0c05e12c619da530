package io.polyvisor.cli;

import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.Table;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains commands and topics. */
@Command(
        name = "help",
        description =
                "Explain a command, or a topic: exit-codes, config, spec, addresses, site, " + "services, policy.")
final class HelpCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "COMMAND or TOPIC", description = "What shall be explained.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        Page out = ((PolyvisorCommand) spec.root().userObject()).surroundings().out();
        if (words.equals(List.of("exit-codes"))) {
            exitCodes().print(out);
        } else if (words.size() == 1 && HelpTopics.TEXTS.containsKey(words.get(0))) {
            out.line(HelpTopics.text(words.get(0)));
        } else {
            command().usage(spec.commandLine().getOut(), spec.commandLine().getColorScheme());
        }
        return ExitCode.OK.number();
    }

    static Table exitCodes() {
        Table table = Table.of(">CODE", "MEANING");
        Arrays.stream(ExitCode.values()).forEach(code -> table.row(Cell.of(code.number()), Cell.of(code.words())));
        return table;
    }

    private CommandLine command() {
        CommandLine found = spec.root().commandLine();
        for (String word : words) {
            CommandLine next = found.getSubcommands().get(word);
            if (next == null) {
                throw CommandFailure.usage("there is no help about \"" + String.join(" ", words) + "\"; commands: "
                        + String.join(", ", found.getSubcommands().keySet()) + "; topics: exit-codes, "
                        + String.join(", ", HelpTopics.TEXTS.keySet()));
            }
            found = next;
        }
        return found;
    }
}
