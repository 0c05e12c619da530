package io.polyvisor.apply.file;

import io.polyvisor.placement.policy.Policy;
import java.nio.file.Path;

/** Reads policies. Stateless. */
public final class PolicyDocument {
    private PolicyDocument() {}

    /**
     * Reads a policy for that site: names that the site does not have are faults.
     *
     * @throws FileFaultsException for every fault that was found
     */
    public static Policy read(Path file, DeclaredSite site) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The hybrid strategy, as shipped: {@link #standardText}. */
    public static Policy standard() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The shipped policy as a file, to begin an own one with. */
    public static String standardText() {
        throw new UnsupportedOperationException("not built yet");
    }
}
