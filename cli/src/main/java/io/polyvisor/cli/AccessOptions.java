package io.polyvisor.cli;

import io.polyvisor.cli.config.EndpointEntry;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** How to get into the endpoints of a command, as options of every command; they go before what is configured. */
final class AccessOptions {
    private static final int AFTER_CONNECT = 101;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            order = AFTER_CONNECT,
            description = "Log in as this user (default: as configured, else $POLYVISOR_USER).")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = AFTER_CONNECT,
            description = "The password is the first line of FILE, which nobody else may read "
                    + "(default: as configured, else $POLYVISOR_PASSWORD).")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = AFTER_CONNECT,
            description = "Trust the authorities in this PEM file instead of the system's "
                    + "(default: as configured, else $POLYVISOR_CA_FILE).")
    private Optional<Path> certificateAuthority = Optional.empty();

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256",
            scope = ScopeType.INHERIT,
            order = AFTER_CONNECT,
            description = "Trust exactly the certificate with this fingerprint, as a refusal shows it "
                    + "(default: as configured, else $POLYVISOR_FINGERPRINT).")
    private Optional<String> fingerprint = Optional.empty();

    @Option(
            names = "--insecurely-allow-plaintext",
            scope = ScopeType.INHERIT,
            order = AFTER_CONNECT,
            description = "Allow an address whose transport neither encrypts nor authenticates (qemu+tcp).")
    private boolean plaintext;

    /** The same endpoint, reached as these options say; relative paths begin in {@code directory}. */
    EndpointEntry applied(EndpointEntry entry, Path directory) {
        EndpointEntry reached = entry.loggingInAs(user, passwordFile.map(directory::resolve))
                .trusting(certificateAuthority.map(directory::resolve), fingerprint);
        return plaintext ? reached.allowingPlaintext() : reached;
    }
}
