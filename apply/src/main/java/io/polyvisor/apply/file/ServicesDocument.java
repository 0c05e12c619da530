package io.polyvisor.apply.file;

import java.nio.file.Path;

/** Reads {@code services.yaml}. Stateless. */
public final class ServicesDocument {
    private ServicesDocument() {}

    /**
     * Reads services for that site: names that the site does not have are faults.
     *
     * @throws FileFaultsException for every fault that was found
     */
    public static Services read(Path file, DeclaredSite site) {
        throw new UnsupportedOperationException("not built yet");
    }
}
