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
        Map<String, String> standard = source.standard() ? environment : Map.of();
        Access access = Access.none();
        Optional<String> user = source.user()
                .or(() -> source.userVariable().map(variable -> variable(endpoint, variable, environment)))
                .or(() -> Optional.ofNullable(standard.get("POLYVISOR_USER")));
        if (user.isPresent()) {
            char[] password = password(endpoint, environment, standard);
            access = access.withPassword(user.get(), password);
            Arrays.fill(password, '\0');
        }
        Optional<Path> authority = endpoint.certificateAuthority()
                .or(() -> Optional.ofNullable(standard.get("POLYVISOR_CA_FILE")).map(Path::of));
        Optional<String> fingerprint =
                endpoint.fingerprint().or(() -> Optional.ofNullable(standard.get("POLYVISOR_FINGERPRINT")));
        access = authority.map(access::trusting).orElse(access);
        access = fingerprint.map(access::pinned).orElse(access);
        return endpoint.plaintext() ? access.insecurelyAllowingPlaintext() : access;
    }

    private static char[] password(
            EndpointEntry endpoint, Map<String, String> environment, Map<String, String> standard) {
        CredentialSource source = endpoint.credentials();
        return source.passwordVariable()
                .map(variable -> variable(endpoint, variable, environment))
                .or(() -> source.passwordFile().map(file -> firstLine(endpoint, file)))
                .orElseGet(() -> standard.getOrDefault("POLYVISOR_PASSWORD", ""))
                .toCharArray();
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
