package io.polyvisor.cli.config;

import io.polyvisor.model.AccessMode;
import io.polyvisor.model.EndpointUri;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * An endpoint as a user wrote it down: its address, and where its credentials are found. Holds no secret.
 *
 * @param name what people call it
 * @param uri its address
 * @param mode which guests may be touched; empty for the default
 * @param credentials where user and password are found
 * @param certificateAuthority a PEM file to trust instead of the system's authorities
 * @param fingerprint the only certificate or host key to trust
 * @param plaintext whether a transport without encryption may be used
 * @param readTimeout for reads; empty for the default
 */
public record EndpointEntry(
        String name,
        EndpointUri uri,
        Optional<AccessMode> mode,
        CredentialSource credentials,
        Optional<Path> certificateAuthority,
        Optional<String> fingerprint,
        boolean plaintext,
        Optional<Duration> readTimeout) {

    /** Checks presence. */
    public EndpointEntry {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uri, "uri");
    }

    /** An endpoint given by its address alone; credentials come from the POLYVISOR_ environment variables. */
    public static EndpointEntry at(EndpointUri uri) {
        return new EndpointEntry(
                uri.toString(),
                uri,
                Optional.empty(),
                CredentialSource.standardEnvironment(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** The same, with this user and password file instead, each where it is given. */
    public EndpointEntry loggingInAs(Optional<String> user, Optional<Path> passwordFile) {
        return new EndpointEntry(
                name,
                uri,
                mode,
                credentials.preferring(user, passwordFile),
                certificateAuthority,
                fingerprint,
                plaintext,
                readTimeout);
    }

    /** The same, trusting this authority and this fingerprint instead, each where it is given. */
    public EndpointEntry trusting(Optional<Path> authority, Optional<String> sha256) {
        return new EndpointEntry(
                name,
                uri,
                mode,
                credentials,
                authority.or(() -> certificateAuthority),
                sha256.or(() -> fingerprint),
                plaintext,
                readTimeout);
    }

    /** The same, whose transport need neither encrypt nor authenticate. */
    public EndpointEntry allowingPlaintext() {
        return new EndpointEntry(name, uri, mode, credentials, certificateAuthority, fingerprint, true, readTimeout);
    }
}
