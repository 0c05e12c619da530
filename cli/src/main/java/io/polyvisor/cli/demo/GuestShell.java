package io.polyvisor.cli.demo;

import io.polyvisor.Console;
import io.polyvisor.Guest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A root shell in a guest, through its serial console: what can be seen from inside and from nowhere else. */
final class GuestShell implements AutoCloseable {
    private static final String PROMPT = "# ";
    private static final String LOGIN = "login: ";
    private static final String IN_STEP = "in-step";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern STEERING = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

    private final Console console;
    private final byte[] buffer = new byte[4096];

    private GuestShell(Console console) {
        this.console = console;
    }

    /** Opens the console; logs in unless somebody is logged in already. */
    static GuestShell on(Guest guest) {
        GuestShell shell = new GuestShell(guest.console());
        shell.console.sendLine("");
        if (shell.readUntil(text -> text.endsWith(PROMPT) || text.endsWith(LOGIN))
                .endsWith(LOGIN)) {
            shell.console.sendLine("root");
            shell.readUntil(text -> text.endsWith(PROMPT));
        }
        shell.catchUp();
        return shell;
    }

    /** A console may show an old prompt to a newcomer: only what answers a question of ours is known to be new. */
    private void catchUp() {
        console.sendLine("echo " + IN_STEP);
        readUntil(text -> text.contains("\n" + IN_STEP) && text.endsWith(PROMPT));
    }

    /** Runs a command and returns what it printed, without the prompt and the echo of the command. */
    List<String> run(String command) {
        console.sendLine(command);
        List<String> lines = readUntil(text -> text.endsWith(PROMPT)).lines().toList();
        return lines.stream()
                .skip(1)
                .limit(Math.max(0, lines.size() - 2))
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** The same, in one line. */
    String ask(String command) {
        return String.join(" ", run(command));
    }

    /** Asks again until the answer is right, at most as long as a console may be silent. */
    void askUntil(String command, Predicate<String> right) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!right.test(ask(command)) && System.nanoTime() < end) {
            ask("sleep 0.2");
        }
    }

    private String readUntil(Predicate<String> enough) {
        StringBuilder seen = new StringBuilder();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            int count = console.read(buffer, Duration.ofMillis(200));
            if (count < 0) {
                throw new DemoFailure("the guest's console ended; it had shown: " + seen);
            }
            seen.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            String plain = STEERING.matcher(seen).replaceAll("");
            if (enough.test(plain)) {
                return plain;
            }
        }
        throw new DemoFailure(
                "the guest's console said nothing new for " + PATIENCE.toSeconds() + " s; it had shown: " + seen);
    }

    @Override
    public void close() {
        console.close();
    }
}
