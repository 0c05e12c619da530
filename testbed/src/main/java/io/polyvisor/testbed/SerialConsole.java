package io.polyvisor.testbed;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A witness in front of the guest's serial console: reads and types at the terminal that QEMU offers for it,
 * without libvirt between.
 *
 * <p>It sees what the guest writes from the moment it is opened; what was written before is gone. Only one
 * reader gets each byte: do not open it while the product has the same console open (then ask the
 * {@link GuestAgent}). A revert, a save or a migration starts another QEMU, which has another terminal: open it
 * again. One thread at a time.
 */
public final class SerialConsole implements AutoCloseable {

    private static final Duration TYPED_ANSWER = Duration.ofSeconds(30);

    private final Process terminal;
    private final Writer keyboard;
    private final StringBuilder screen = new StringBuilder();
    private boolean ended;
    private int read;
    private int commands;

    private SerialConsole(Process terminal) {
        this.terminal = terminal;
        this.keyboard = new OutputStreamWriter(terminal.getOutputStream(), StandardCharsets.UTF_8);
        Thread watcher = new Thread(this::watch, "testbed-serial-console");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Sits down at the console of a guest that runs or is paused. */
    public static SerialConsole of(LibvirtHost host, String guest) {
        String device = host.virsh().call("ttyconsole", guest);
        // Not opened by the JVM itself: the terminal could become the JVM's own and hang it up with the guest.
        ProcessBuilder builder = new ProcessBuilder("socat", "-", "FILE:" + device + ",rawer,noctty");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            return new SerialConsole(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run socat", e);
        }
    }

    /**
     * Waits until the guest has written the text after what earlier calls returned.
     *
     * @return what it has written since, up to and with the text
     * @throws TestbedFailure if it does not in time, or its terminal goes away; the message holds what it wrote
     */
    public String expect(String text, Duration longest) {
        long giveUp = System.nanoTime() + longest.toNanos();
        synchronized (screen) {
            int found = screen.indexOf(text, read);
            while (found < 0) {
                awaitMore(text, giveUp);
                found = screen.indexOf(text, read);
            }
            String passage = screen.substring(read, found + text.length());
            read = found + text.length();
            return passage;
        }
    }

    /** Types a line and the Enter key. */
    public void sendLine(String line) {
        try {
            keyboard.write(line + "\n");
            keyboard.flush();
        } catch (IOException e) {
            throw new TestbedFailure("the terminal is gone; it showed: " + seen(), e);
        }
    }

    /** Makes sure that a shell listens: logs in as root unless somebody is logged in already. */
    public void logIn() {
        sendLine("");
        // Whether a shell or a login prompt is there, the first word typed at either ends in a new prompt.
        String prompt = expectEither("login: ", "# ");
        if (prompt.equals("login: ")) {
            sendLine("root");
            expect("# ", TYPED_ANSWER);
        }
    }

    /**
     * Runs a command in the shell that {@link #logIn()} left, half a minute at the longest.
     *
     * @return what it wrote, with plain line ends, without leading and trailing blanks
     */
    public String run(String command) {
        commands++;
        // The shell computes the marks, so that the echo of what is typed cannot be taken for them.
        sendLine("echo from-$((" + commands + "+0)); " + command + "; echo to-$((" + commands + "+0))");
        expect("from-" + commands + "\r\n", TYPED_ANSWER);
        String end = "to-" + commands + "\r\n";
        String answer = expect(end, TYPED_ANSWER);
        return answer.substring(0, answer.length() - end.length())
                .replace("\r\n", "\n")
                .strip();
    }

    /** All that the guest wrote since the console was opened. */
    public String seen() {
        synchronized (screen) {
            return screen.toString();
        }
    }

    /** Leaves the console; the guest does not notice. */
    @Override
    public void close() {
        terminal.destroyForcibly();
    }

    private String expectEither(String one, String other) {
        long giveUp = System.nanoTime() + TYPED_ANSWER.toNanos();
        synchronized (screen) {
            while (true) {
                for (String prompt : new String[] {one, other}) {
                    if (screen.substring(read).endsWith(prompt)) {
                        read = screen.length();
                        return prompt;
                    }
                }
                awaitMore(one + "or " + other, giveUp);
            }
        }
    }

    private void awaitMore(String text, long giveUp) {
        long left = giveUp - System.nanoTime();
        if (ended || left <= 0) {
            throw new TestbedFailure("the guest did not write \"" + text + "\" but: " + screen.substring(read));
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(screen, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedFailure("interrupted while waiting for \"" + text + "\"", e);
        }
    }

    private void watch() {
        try (Reader reader = new InputStreamReader(terminal.getInputStream(), StandardCharsets.UTF_8)) {
            char[] buffer = new char[4096];
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                synchronized (screen) {
                    screen.append(buffer, 0, count);
                    screen.notifyAll();
                }
            }
        } catch (IOException e) {
            System.getLogger(SerialConsole.class.getName()).log(System.Logger.Level.DEBUG, "terminal gone", e);
        }
        synchronized (screen) {
            ended = true;
            screen.notifyAll();
        }
    }
}
