package io.polyvisor.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** OpenSSH's server inside one private host, and its only client. */
final class HostSsh {

    private final HostFiles files;
    private final String address;

    HostSsh(HostFiles files, String address) {
        this.files = files;
        this.address = address;
    }

    /** The server, unpacked by install-packages but not installed: installed it would serve this machine. */
    static Path server() {
        return TestbedCache.ofThisUser().unpackedPackage("openssh-server").resolve("usr/sbin/sshd");
    }

    void start(HostPower power) {
        files.write("ssh/sshd_config", """
                ListenAddress %s
                HostKey %s
                AuthorizedKeysFile %s.pub
                PermitRootLogin prohibit-password
                StrictModes no
                UsePAM no
                PidFile none
                """.formatted(address, hostKey(), clientKey()));
        makeKey(hostKey());
        makeKey(clientKey());
        power.run(server() + " -f " + files.home().resolve("ssh/sshd_config"));
    }

    /** A directory with an {@code ssh} that trusts the host at this port and nobody else, and knows its key. */
    Path clientTrusting(int port) {
        try {
            String publicKey = Files.readString(Path.of(hostKey() + ".pub"));
            Path known = files.write("ssh/known_hosts", "[127.0.0.1]:" + port + " " + publicKey);
            Path client = files.write("ssh/bin/ssh", """
                    #!/bin/sh
                    exec /usr/bin/ssh -F /dev/null -o BatchMode=yes -o IdentitiesOnly=yes \\
                      -o GlobalKnownHostsFile=/dev/null -o UserKnownHostsFile=%s -o IdentityFile=%s "$@"
                    """.formatted(known, clientKey()));
            Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwxr-xr-x"));
            return files.home().resolve("ssh/bin");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make an ssh client", e);
        }
    }

    private Path hostKey() {
        return files.home().resolve("ssh/host_key");
    }

    private Path clientKey() {
        return files.home().resolve("ssh/client_key");
    }

    private static void makeKey(Path key) {
        Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key).output();
    }
}
