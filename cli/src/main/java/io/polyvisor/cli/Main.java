package io.polyvisor.cli;

import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Where the {@code polyvisor} command begins. */
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String... arguments) {
        Logging.toStandardError();
        System.exit(run(Surroundings.ofThisProcess(), arguments));
    }

    /** Runs the command within this process. */
    static int run(Surroundings surroundings, String... arguments) {
        PolyvisorCommand root = new PolyvisorCommand(surroundings);
        int code = garbled(arguments)
                ? root.errorLine()
                        .report(CommandFailure.usage("an argument holds letters that this locale does not have; "
                                + "run with LC_ALL=C.UTF-8"))
                        .number()
                : commandLine(root).execute(arguments);
        surroundings.out().stream().flush();
        surroundings.err().stream().flush();
        return code;
    }

    /** In a locale without such letters Java replaces them, and a guest of another name would be hit or made. */
    private static boolean garbled(String... arguments) {
        return Arrays.stream(arguments).anyMatch(argument -> argument.indexOf('\uFFFD') >= 0);
    }

    static CommandLine commandLine(PolyvisorCommand root) {
        Surroundings surroundings = root.surroundings();
        CommandLine line = new CommandLine(root)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(Math.min(120, Math.max(60, surroundings.out().columns())))
                .setUsageHelpAutoWidth(false)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(surroundings.out().colour() ? Ansi.ON : Ansi.OFF))
                .setOut(writer(surroundings.out().stream()))
                .setErr(writer(surroundings.err().stream()))
                .setParameterExceptionHandler((e, ignored) -> wrongUsage(e, root))
                .setExecutionExceptionHandler(
                        (e, ignored, alsoIgnored) -> root.errorLine().report(e).number());
        Converters.register(line);
        CommandList.install(line);
        return line;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static int wrongUsage(ParameterException e, PolyvisorCommand root) {
        var err = root.surroundings().err();
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String hint = e.getCommandLine().getParent() == null ? "polyvisor help" : command.replaceFirst(" ", " help ");
        err.line(err.paint(Tone.BAD, "polyvisor: ") + Text.harmless(String.valueOf(e.getMessage())) + " (see: " + hint
                + ")");
        return ExitCode.USAGE.number();
    }
}
