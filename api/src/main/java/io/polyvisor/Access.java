package io.polyvisor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * How to get in: credentials and what is trusted. Certificates and host keys are verified; to leave that out takes a call whose name
 * says so. Secrets never show in {@link #toString}, logs or exceptions.
 *
 * <p>Immutable and thread-safe.
 */
public final class Access {
    private static final Access NOTHING =
            new Access(Optional.empty(), new char[0], Optional.empty(), Optional.empty(), false);

    private final Optional<String> user;
    private final char[] password;
    private final Optional<Path> certificateAuthority;
    private final Optional<String> fingerprint;
    private final boolean plaintext;

    private Access(
            Optional<String> user,
            char[] password,
            Optional<Path> certificateAuthority,
            Optional<String> fingerprint,
            boolean plaintext) {
        this.user = user;
        this.password = password;
        this.certificateAuthority = certificateAuthority;
        this.fingerprint = fingerprint;
        this.plaintext = plaintext;
    }

    /** No credentials of our own: local sockets, SSH keys, client certificates that the transport finds by itself. */
    public static Access none() {
        return NOTHING;
    }

    /**
     * Credentials from {@code POLYVISOR_USER} and {@code POLYVISOR_PASSWORD}, and the trusted certificate authority from {@code
     * POLYVISOR_CA_FILE}; what is not set is left out.
     */
    public static Access fromEnvironment() {
        Access access = none();
        String name = System.getenv("POLYVISOR_USER");
        String secret = System.getenv("POLYVISOR_PASSWORD");
        if (name != null) {
            access = access.withPassword(name, secret == null ? new char[0] : secret.toCharArray());
        }
        String authority = System.getenv("POLYVISOR_CA_FILE");
        return authority == null ? access : access.trusting(Path.of(authority));
    }

    /** The same with a user's name and password; the array is copied. */
    public Access withPassword(String name, char[] secret) {
        return new Access(
                Optional.of(Objects.requireNonNull(name, "user")),
                secret.clone(),
                certificateAuthority,
                fingerprint,
                plaintext);
    }

    /** The same, trusting certificates that this authority signed (a PEM file) instead of the system's. */
    public Access trusting(Path authority) {
        return new Access(user, password, Optional.of(authority), fingerprint, plaintext);
    }

    /** The same, trusting exactly the certificate or host key of that SHA-256 fingerprint. */
    public Access pinned(String sha256) {
        return new Access(user, password, certificateAuthority, Optional.of(sha256), plaintext);
    }

    /** The same, allowing a transport that neither encrypts nor authenticates ({@code qemu+tcp}). For test networks. */
    public Access insecurelyAllowingPlaintext() {
        return new Access(user, password, certificateAuthority, fingerprint, true);
    }

    /** Whose credentials. */
    public Optional<String> user() {
        return user;
    }

    /** A copy of the password; empty when there is none. Wipe it after use. */
    public char[] password() {
        return password.clone();
    }

    /** The authority to trust instead of the system's. */
    public Optional<Path> certificateAuthority() {
        return certificateAuthority;
    }

    /** The only fingerprint to trust. */
    public Optional<String> fingerprint() {
        return fingerprint;
    }

    /** Whether a transport without encryption and authentication may be used. */
    public boolean plaintextAllowed() {
        return plaintext;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Access that
                && user.equals(that.user)
                && Arrays.equals(password, that.password)
                && certificateAuthority.equals(that.certificateAuthority)
                && fingerprint.equals(that.fingerprint)
                && plaintext == that.plaintext;
    }

    @Override
    public int hashCode() {
        return Objects.hash(user, certificateAuthority, fingerprint, plaintext);
    }

    @Override
    public String toString() {
        return "Access[" + user.orElse("no user") + (password.length == 0 ? "" : ", a password")
                + certificateAuthority.map(file -> ", trusting " + file).orElse("")
                + fingerprint.map(f -> ", pinned " + f).orElse("")
                + (plaintext ? ", PLAINTEXT ALLOWED]" : "]");
    }
}
