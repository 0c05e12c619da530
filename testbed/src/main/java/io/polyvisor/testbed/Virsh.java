package io.polyvisor.testbed;

import java.time.Duration;

/**
 * A witness outside the product: libvirt's own command line, connected to one URI.
 *
 * <p>Immutable and thread-safe; each call is a process of its own and blocks until it ended, a minute at the
 * longest unless {@link #within} says otherwise.
 */
public final class Virsh {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

    private final RemoteAccess access;
    private final Duration patience;

    private Virsh(RemoteAccess access, Duration patience) {
        this.access = access;
        this.patience = patience;
    }

    /** A witness that looks at the libvirt daemon at this URI. */
    public static Virsh at(String uri) {
        return new Virsh(RemoteAccess.open(Transport.UNIX, uri), USUAL_PATIENCE);
    }

    /** A witness that comes into a private host by the same way as the client under test. */
    public static Virsh through(RemoteAccess access) {
        return new Virsh(access, USUAL_PATIENCE);
    }

    /** The same witness with another limit to its patience. */
    public Virsh within(Duration longest) {
        return new Virsh(access, longest);
    }

    /**
     * Runs a virsh command to its end, whatever its exit code.
     *
     * @param words the command and its arguments, each one word to virsh
     * @throws TestbedFailure if it did not end in time
     */
    public CommandResult run(String... words) {
        return command(words).run();
    }

    /**
     * Runs a virsh command that must succeed.
     *
     * @return what it printed, without leading and trailing blanks
     * @throws TestbedFailure if it failed or did not end in time; the message holds what virsh said
     */
    public String call(String... words) {
        return command(words).output().strip();
    }

    /** Runs a virsh command that reads a document, such as {@code define /dev/stdin}, and must succeed. */
    public String callReading(String document, String... words) {
        return command(words).reading(document).output().strip();
    }

    private Command command(String... words) {
        return Command.of("virsh", "-q", "-c", access.uri())
                .and((Object[]) words)
                .knowing(access.environment())
                .within(patience);
    }
}
