package io.polyvisor.testbed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ways into one private host beside its socket: first configured, then opened once the host is on. */
final class HostDoors implements AutoCloseable {

    private static final String USER = "alice";
    private static final String PASSWORD = "only-for-tests";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String hostName;
    private final String address;
    private final HostFiles files;
    private final Set<Transport> transports;
    private final Map<Transport, RemoteAccess> ways = new EnumMap<>(Transport.class);
    private final Map<Transport, Wire> wires = new EnumMap<>(Transport.class);
    private Optional<HostCertificates> certificates = Optional.empty();

    HostDoors(String hostName, String address, HostFiles files, Set<Transport> transports) {
        this.hostName = hostName;
        this.address = address;
        this.files = files;
        this.transports = transports;
    }

    /** The lines of the daemon's configuration for these ways; makes the keys that they name. */
    List<String> daemonLines() {
        List<String> lines = new ArrayList<>(List.of("listen_addr = \"" + address + "\""));
        boolean password = transports.contains(Transport.TLS_AND_PASSWORD);
        boolean tls = password || transports.contains(Transport.TLS);
        lines.add("listen_tcp = " + (transports.contains(Transport.TCP) ? 1 : 0));
        lines.add("listen_tls = " + (tls ? 1 : 0));
        lines.add("auth_tcp = \"none\"");
        if (tls) {
            lines.add("auth_tls = \"" + (password ? "sasl" : "none") + "\"");
            HostCertificates made = HostCertificates.make(files);
            lines.addAll(made.daemonLines());
            certificates = Optional.of(made);
        }
        if (password) {
            makePassword();
        }
        return lines;
    }

    /** The daemon's options for these ways. */
    String daemonOptions() {
        boolean listens = transports.stream().anyMatch(way -> way != Transport.UNIX && way != Transport.SSH);
        return listens ? "--listen" : "";
    }

    /** Opens every door; the host must be on, its daemon need not be up yet. */
    void open(HostPower power) {
        for (Transport transport : transports) {
            switch (transport) {
                case UNIX -> openUnix();
                case TCP -> openTcp(power);
                case TLS, TLS_AND_PASSWORD -> openTls(power, transport);
                case SSH -> openSsh(power);
            }
        }
    }

    RemoteAccess access(Transport transport) {
        return planned(ways, transport);
    }

    Wire wire(Transport transport) {
        return planned(wires, transport);
    }

    @Override
    public void close() {
        wires.values().forEach(Wire::close);
    }

    private <T> T planned(Map<Transport, T> all, Transport transport) {
        T one = all.get(transport);
        if (one == null) {
            throw new IllegalArgumentException(hostName + " was planned without " + transport);
        }
        return one;
    }

    private void openUnix() {
        Path socket = files.home().resolve("doors/unix");
        wires.put(Transport.UNIX, Wire.fromSocket(socket, files.socket()));
        ways.put(Transport.UNIX, RemoteAccess.bySocket(socket));
    }

    private void openTcp(HostPower power) {
        int port = door(power, Transport.TCP, 16509);
        ways.put(Transport.TCP, RemoteAccess.open(Transport.TCP, "qemu+tcp://127.0.0.1:" + port + "/system"));
    }

    private void openTls(HostPower power, Transport transport) {
        int port = door(power, transport, 16514);
        String uri = "qemu+tls://127.0.0.1:" + port + "/system?pkipath="
                + certificates.orElseThrow().directory();
        RemoteAccess.Login login = transport == Transport.TLS_AND_PASSWORD
                ? new RemoteAccess.Login(USER, PASSWORD, files.home().resolve("client/auth.conf"))
                : null;
        ways.put(transport, new RemoteAccess(transport, uri, login, null));
    }

    private void openSsh(HostPower power) {
        HostSsh ssh = new HostSsh(files, address);
        ssh.start(power);
        int port = door(power, Transport.SSH, 22);
        String uri = "qemu+ssh://root@127.0.0.1:" + port + "/system";
        ways.put(Transport.SSH, new RemoteAccess(Transport.SSH, uri, null, ssh.clientTrusting(port)));
    }

    /** A free port of this machine that leads to a port of the host, by way of the file system that both see. */
    private int door(HostPower power, Transport transport, int port) {
        Path socket = files.home().resolve("doors").resolve(transport.name());
        power.run("socat UNIX-LISTEN:" + socket + ",fork TCP4:" + address + ":" + port + " &");
        Patience.until("the door " + socket, PATIENCE, () -> Files.exists(socket));
        Wire wire = Wire.fromLoopback(socket);
        wires.put(transport, wire);
        return wire.port();
    }

    /** The realm of a user must be the daemon's host name, or the daemon says that there is no such user. */
    private void makePassword() {
        Path users = files.home().resolve("sasl/users.db");
        files.write("sasl/libvirt.conf", "mech_list: scram-sha-256\nsasldb_path: " + users + "\n");
        Command.of("saslpasswd2", "-p", "-c", "-u", hostName, "-a", "libvirt", "-f", users, USER)
                .reading(PASSWORD)
                .output();
        files.write("client/auth.conf", """
                [credentials-test]
                authname=%s
                password=%s
                [auth-libvirt-default]
                credentials=test
                """.formatted(USER, PASSWORD));
    }
}
