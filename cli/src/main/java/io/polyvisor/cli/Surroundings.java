package io.polyvisor.cli;

import io.polyvisor.cli.output.Page;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the command sees of the process around it; tests give their own.
 *
 * @param in standard input
 * @param inIsTerminal whether a person types there
 * @param out standard output
 * @param err standard error
 * @param environment environment variables
 * @param directory where relative paths begin
 * @param home the user's home
 */
record Surroundings(
        InputStream in,
        boolean inIsTerminal,
        Page out,
        Page err,
        Map<String, String> environment,
        Path directory,
        Path home) {
    private static final int USUAL_COLUMNS = 100;

    /** Those of this process. */
    static Surroundings ofThisProcess() {
        Map<String, String> environment = System.getenv();
        return new Surroundings(
                System.in,
                isTerminal(0),
                page(FileDescriptor.out, 1, environment),
                page(FileDescriptor.err, 2, environment),
                environment,
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home", ".")));
    }

    private static Page page(FileDescriptor descriptor, int number, Map<String, String> environment) {
        boolean terminal = isTerminal(number);
        // Scripts read JSON in UTF-8 whatever the locale says.
        PrintStream stream = new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
        boolean colour = terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Page(stream, terminal, terminal ? columns(environment) : USUAL_COLUMNS, colour, utf8(environment));
    }

    private static boolean utf8(Map<String, String> environment) {
        String locale = Optional.ofNullable(environment.get("LC_ALL"))
                .filter(text -> !text.isEmpty())
                .or(() -> Optional.ofNullable(environment.get("LC_CTYPE")))
                .filter(text -> !text.isEmpty())
                .orElse(environment.getOrDefault("LANG", ""));
        return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
    }

    private static int columns(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("COLUMNS"))
                .filter(text -> text.matches("[1-9]\\d{1,3}"))
                .map(Integer::parseInt)
                .or(TerminalLine::columns)
                .orElse(USUAL_COLUMNS);
    }

    /** The JDK tells only of all three streams at once, so the kernel is asked, by {@code test} where there is no /proc. */
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return TerminalLine.test(descriptor);
        }
    }
}
