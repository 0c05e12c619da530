package io.polyvisor.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The directory that a private host keeps everything in, and the configuration it starts from. */
final class HostFiles {

    private final Path home;

    private HostFiles(Path home) {
        this.home = home;
    }

    /** Lays out a host; one that has a neighbour knows its address by name, and is known to it. */
    static HostFiles create(String name, String address, Optional<HostFiles> neighbour) {
        try {
            HostFiles files = new HostFiles(Files.createTempDirectory("polyvisor-" + name + "-"));
            Files.writeString(files.home.resolve("name"), name + "\n");
            Files.createDirectories(files.images());
            files.nameHosts(name, address, neighbour);
            files.copyScript("power-supply");
            files.copyScript("host");
            files.copyScript("fence");
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lay out the host " + name, e);
        }
    }

    Path home() {
        return home;
    }

    Path images() {
        return home.resolve("images");
    }

    Path socket() {
        return home.resolve("run/libvirt/libvirt-sock");
    }

    Path powerSupply() {
        return home.resolve("power-supply");
    }

    Path fence() {
        return home.resolve("fence");
    }

    Path powerSupplyLog() {
        return home.resolve("power-supply.log");
    }

    /** What the programs of the host said; the first place to look when it does not come up. */
    String log() {
        StringBuilder text = new StringBuilder();
        for (String file : List.of("power-supply.log", "log/console.log", "log/libvirtd.log")) {
            Path log = home.resolve(file);
            try {
                text.append(Files.exists(log) ? Files.readString(log) : "");
            } catch (IOException e) {
                text.append(e);
            }
        }
        return text.toString().strip();
    }

    /** Writes the daemon's configuration: root's QEMU without confinement, and whatever lines the doors need. */
    void configure(UUID hostUuid, List<String> doorLines) {
        String daemon = """
                auth_unix_ro = "none"
                auth_unix_rw = "none"
                unix_sock_rw_perms = "0700"
                host_uuid = "%s"
                log_outputs = "3:file:/var/log/libvirt/libvirtd.log"
                keepalive_interval = -1
                max_clients = 500
                """.formatted(hostUuid);
        write("etc/libvirtd.conf", daemon + String.join("\n", doorLines) + "\n");
        write("etc/qemu.conf", """
                user = "root"
                group = "root"
                security_driver = "none"
                dynamic_ownership = 0
                remember_owner = 0
                cgroup_controllers = [ ]
                namespaces = [ ]
                stdio_handler = "file"
                """);
    }

    /** Leaves the definitions of guests that are off where the daemon finds them when it starts. */
    void addInactiveGuests(int count) {
        for (int number = 1; number <= count; number++) {
            String name = String.format(Locale.ROOT, "idle-%05d", number);
            write("etc/qemu/" + name + ".xml", GuestXml.firmwareOnly(name).text());
        }
    }

    /** Writes a file of the host, by its path inside {@link #home()}. */
    Path write(String path, String text) {
        Path file = home.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private void nameHosts(String name, String address, Optional<HostFiles> neighbour) throws IOException {
        Path hosts = home.resolve("hosts");
        if (neighbour.isPresent()) {
            // One file under two names: each host mounts its own, both read what either was told.
            Files.createLink(hosts, neighbour.get().home.resolve("hosts"));
        } else {
            Files.writeString(hosts, "127.0.0.1 localhost\n");
        }
        Files.writeString(hosts, address + " " + name + "\n", StandardOpenOption.APPEND);
    }

    private void copyScript(String name) throws IOException {
        Path file = home.resolve(name);
        try (InputStream text = HostFiles.class.getResourceAsStream("host/" + name)) {
            Files.copy(Objects.requireNonNull(text, name), file);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
