package io.polyvisor.cli.config;

import io.polyvisor.Access;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows references to credentials at the moment when a connection is made. Stateless; what it reads goes into {@link Access}. */
public final class Secrets {
    private static final Set<PosixFilePermission> OTHERS_READ =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private Secrets() {}

    /** How to get into that endpoint. */
    public static Access access(EndpointEntry endpoint, Map<String, String> environment) {
        CredentialSource source = endpoint.credentials();
        Access access = source.standard() ? Access.fromEnvironment() : Access.none();
        Optional<String> user = source.user()
                .or(() -> source.userVariable().map(variable -> variable(endpoint, variable, environment)));
        if (user.isPresent()) {
            char[] password = password(endpoint, environment);
            access = access.withPassword(user.get(), password);
            Arrays.fill(password, '\0');
        }
        if (endpoint.certificateAuthority().isPresent()) {
            access = access.trusting(endpoint.certificateAuthority().get());
        }
        if (endpoint.fingerprint().isPresent()) {
            access = access.pinned(endpoint.fingerprint().get());
        }
        return endpoint.plaintext() ? access.insecurelyAllowingPlaintext() : access;
    }

    private static char[] password(EndpointEntry endpoint, Map<String, String> environment) {
        CredentialSource source = endpoint.credentials();
        return source.passwordVariable()
                .map(variable -> variable(endpoint, variable, environment))
                .or(() -> source.passwordFile().map(file -> firstLine(endpoint, file)))
                .map(String::toCharArray)
                .orElseGet(() -> new char[0]);
    }

    private static String variable(EndpointEntry endpoint, String variable, Map<String, String> environment) {
        String value = environment.get(variable);
        if (value == null) {
            throw new MissingSecretException("endpoint " + endpoint.name() + ": environment variable " + variable
                    + " is not set; its credentials refer to it");
        }
        return value;
    }

    private static String firstLine(EndpointEntry endpoint, Path file) {
        try {
            if (othersMayRead(file)) {
                throw new MissingSecretException("endpoint " + endpoint.name() + ": others can read password file "
                        + file + "; run: chmod 600 " + file);
            }
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                String line = reader.readLine();
                return line == null ? "" : line;
            }
        } catch (IOException e) {
            throw new MissingSecretException("endpoint " + endpoint.name() + ": password file " + file
                    + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static boolean othersMayRead(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS_READ::contains);
    }
}
