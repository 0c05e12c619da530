package io.polyvisor.tck;

import io.polyvisor.Console;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Talks with a guest that has a login and a shell on its serial console: Linux, or the reference model's guests.
 *
 * <p>Thread-safe; one console is used by one thread at a time.
 */
public final class ShellInsider implements GuestInsider {
    private static final int ATTEMPTS = 3;
    private static final Duration GLANCE = Duration.ofMillis(500);

    private final Dialect dialect;
    private final AtomicInteger marks = new AtomicInteger();

    /** Talks that dialect. */
    public ShellInsider(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * What differs between guests.
     *
     * @param readyText what the guest prints once per boot when it is up
     * @param user who logs in; no password is asked for
     * @param prompt with what a prompt ends
     * @param disks a command that prints one line per disk
     * @param nics a command that prints one line per NIC
     * @param inMemory a file that only memory keeps
     * @param onDisk a file that a disk keeps
     */
    public record Dialect(
            String readyText, String user, String prompt, String disks, String nics, String inMemory, String onDisk) {}

    @Override
    public String readyText() {
        return dialect.readyText;
    }

    @Override
    public void enter(Console console, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        StringBuilder line = new StringBuilder();
        console.sendLine("");
        while (System.nanoTime() - end < 0) {
            String more = glance(console);
            line.append(more);
            line.delete(0, line.lastIndexOf("\n") + 1);
            if (line.toString().endsWith(dialect.prompt)) {
                return;
            }
            if (line.toString().stripTrailing().endsWith("login:")) {
                line.setLength(0);
                console.sendLine(dialect.user);
            } else if (more.isEmpty()) {
                console.sendLine("");
            }
        }
        throw new RuleViolation("the console shows a prompt", "its last line is \"" + line + "\"");
    }

    @Override
    public String echo(Console console, String word, Duration patience) {
        return run(console, "echo " + word, patience);
    }

    @Override
    public String hostName(Console console, Duration patience) {
        return run(console, "hostname", patience);
    }

    @Override
    public void remember(Console console, String word, Duration patience) {
        run(console, "echo " + word + " > " + dialect.inMemory, patience);
    }

    @Override
    public String recall(Console console, Duration patience) {
        return file(console, dialect.inMemory, patience);
    }

    @Override
    public void store(Console console, String word, Duration patience) {
        run(console, "echo " + word + " > " + dialect.onDisk + "; sync", patience);
    }

    @Override
    public String stored(Console console, Duration patience) {
        return file(console, dialect.onDisk, patience);
    }

    @Override
    public int disks(Console console, Duration patience) {
        return count(run(console, dialect.disks, patience));
    }

    @Override
    public int nics(Console console, Duration patience) {
        return count(run(console, dialect.nics, patience));
    }

    @Override
    public int processors(Console console, Duration patience) {
        return Integer.parseInt(run(console, "nproc", patience));
    }

    /**
     * Runs a short command line at a prompt and returns what it printed, without blank lines at either end. Tried again when the
     * guest's kernel spoke in between; so the command should be one that can be repeated.
     */
    public String run(Console console, String command, Duration patience) {
        String seen = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String mark = "pv" + marks.incrementAndGet();
            // A mark counts only at the beginning of a line: the terminal shows the typed one in the middle.
            console.sendLine("echo " + mark + "a; " + command + "; echo " + mark + "b");
            seen = console.expect("\n" + mark + "b", patience).replace("\r", "");
            int from = seen.lastIndexOf("\n" + mark + "a\n");
            if (from >= 0) {
                int begin = from + mark.length() + 3;
                int end = seen.lastIndexOf("\n" + mark + "b");
                return begin >= end ? "" : seen.substring(begin, end).strip();
            }
        }
        throw new RuleViolation("the guest answers \"" + command + "\"", "its console shows \"" + seen + "\"");
    }

    private String file(Console console, String path, Duration patience) {
        String text = run(console, "cat " + path, patience);
        return text.contains("No such file") ? "" : text;
    }

    private static int count(String lines) {
        return (int) lines.lines().filter(line -> !line.isBlank()).count();
    }

    private static String glance(Console console) {
        byte[] bytes = new byte[4096];
        int count = console.read(bytes, GLANCE);
        if (count < 0) {
            throw new RuleViolation("the console stays open", "it came to its end");
        }
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }
}
