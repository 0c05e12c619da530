package io.polyvisor.testbed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A witness inside the guest: runs commands there through QEMU's guest agent and virsh.
 *
 * <p>It needs no console, so it can look while the product has the console open. Immutable and thread-safe;
 * calls block, half a minute at the longest.
 */
public final class GuestAgent {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern PROCESS = Pattern.compile("\"pid\":(\\d+)");
    private static final Pattern EXIT_CODE = Pattern.compile("\"exitcode\":(\\d+)");
    private static final Pattern OUTPUT = Pattern.compile("\"out-data\":\"([^\"]*)\"");

    private final Virsh virsh;
    private final String guest;

    private GuestAgent(Virsh virsh, String guest) {
        this.virsh = virsh;
        this.guest = guest;
    }

    /** The agent in that guest, whether it listens yet or not. */
    public static GuestAgent of(Virsh virsh, String guest) {
        return new GuestAgent(virsh, guest);
    }

    /** Whether the agent answers now. */
    public boolean answers() {
        return virsh.run("qemu-agent-command", "--timeout", "5", guest, "{\"execute\":\"guest-ping\"}")
                .succeeded();
    }

    /** Waits until the agent answers, which in the test guest is just before it says that it is ready. */
    public void await(Duration longest) {
        Patience.until("the agent of " + guest, longest, this::answers);
    }

    /**
     * Runs a shell command in the guest to its end.
     *
     * @return what it wrote to its standard output, without leading and trailing blanks
     * @throws TestbedFailure if the agent does not answer, or the command fails or does not end
     */
    public String run(String command) {
        String started = ask("{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"/bin/sh\",\"arg\":[\"-c\",\""
                + quoted(command) + "\"],\"capture-output\":true}}");
        String process = only(PROCESS, started).orElseThrow(() -> new TestbedFailure("no process in " + started));
        String status = Patience.untilPresent("the end of " + command, PATIENCE, () -> {
            String answer = ask("{\"execute\":\"guest-exec-status\",\"arguments\":{\"pid\":" + process + "}}");
            return Optional.of(answer).filter(text -> text.contains("\"exited\":true"));
        });
        if (!only(EXIT_CODE, status).equals(Optional.of("0"))) {
            throw new TestbedFailure(command + " failed in " + guest + ": " + status);
        }
        byte[] output = Base64.getDecoder().decode(only(OUTPUT, status).orElse(""));
        return new String(output, StandardCharsets.UTF_8).strip();
    }

    private String ask(String question) {
        return virsh.call("qemu-agent-command", guest, question);
    }

    private static Optional<String> only(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String quoted(String command) {
        return command.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t");
    }
}
