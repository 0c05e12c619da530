package io.polyvisor.apply;

import io.polyvisor.placement.site.HostKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept about one site between runs: who applies a plan now, the journals of plans, fenced hosts, and the last observation of
 * every guest. Only its owner may read it: {@code 0700}, files {@code 0600}.
 *
 * <p>Thread-safe.
 */
public final class StateDirectory {
    private final Path root;

    private StateDirectory(Path root) {
        this.root = root;
    }

    /**
     * The directory at that path, made if need be.
     *
     * @throws StateException UNUSABLE, saying why
     */
    public static StateDirectory at(Path root) {
        return new StateDirectory(root);
    }

    /** Where it is. */
    public Path root() {
        return root;
    }

    /** Who applies a plan to the site now. */
    public Optional<Holder> holder() {
        return Optional.empty();
    }

    /** Hosts that were fenced and have not rejoined. */
    public Map<HostKey, Fenced> fenced() {
        return Map.of();
    }

    /** Journals of plans that were begun and are neither done nor undone. */
    public List<Begun> unfinished() {
        return List.of();
    }

    /**
     * Who holds the lock.
     *
     * @param who on whose behalf
     * @param pid the process
     * @param since since when, as ISO instant
     */
    public record Holder(String who, long pid, String since) {}

    /**
     * A host that was fenced.
     *
     * @param evidence why it is known that nothing runs there
     * @param answeredSince whether it answered again: then the evidence no longer says anything about what runs there
     */
    public record Fenced(FenceEvidence evidence, boolean answeredSince) {}

    /**
     * A plan that was begun.
     *
     * @param plan its id
     * @param purpose what it is for
     * @param who who began it
     * @param began when, as ISO instant
     * @param done how many steps are done
     * @param steps how many there are
     */
    public record Begun(String plan, String purpose, String who, String began, int done, int steps) {}
}
