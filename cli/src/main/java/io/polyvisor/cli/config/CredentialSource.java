package io.polyvisor.cli.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a user's name and password are found. References only: the secret itself is looked up when a connection is made.
 *
 * @param user the user's name, which is no secret
 * @param userVariable the environment variable that holds the name
 * @param passwordVariable the environment variable that holds the password
 * @param passwordFile the file whose first line is the password
 * @param standard whether the POLYVISOR_ environment variables say what is said nowhere else
 */
public record CredentialSource(
        Optional<String> user,
        Optional<String> userVariable,
        Optional<String> passwordVariable,
        Optional<Path> passwordFile,
        boolean standard) {

    /** No credentials. */
    static CredentialSource none() {
        return new CredentialSource(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** The POLYVISOR_ environment variables. */
    static CredentialSource standardEnvironment() {
        return new CredentialSource(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);
    }

    /** The same, with this user and password file instead, each where it is given. */
    CredentialSource preferring(Optional<String> otherUser, Optional<Path> otherPasswordFile) {
        return new CredentialSource(
                otherUser.or(() -> user),
                otherUser.isPresent() ? Optional.empty() : userVariable,
                otherPasswordFile.isPresent() ? Optional.empty() : passwordVariable,
                otherPasswordFile.or(() -> passwordFile),
                standard);
    }
}
