package io.polyvisor.apply.file;

import java.nio.file.Path;

/** Reads site files: {@code polyvisor.yaml} is one. Stateless. */
public final class SiteDocument {
    private SiteDocument() {}

    /**
     * Reads a site file for placement: a site without hosts, or without endpoints that could have any, is a fault.
     *
     * @throws FileFaultsException for every fault that was found
     */
    public static DeclaredSite read(Path file) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** What a site file's root says of the site; keys that only matter for connections are left to their own reader. */
    public static DeclaredSite of(Section root) {
        throw new UnsupportedOperationException("not built yet");
    }
}
