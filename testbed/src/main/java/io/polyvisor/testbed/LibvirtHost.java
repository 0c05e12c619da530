package io.polyvisor.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A libvirt host that exists for a test: this machine's libvirtd and QEMU in namespaces of their own, with
 * a host name, a host UUID, networks, storage and guests that nobody else sees.
 *
 * <p>It is on from {@code start} to {@link #close()}, which is like cutting its power: every guest dies, nothing
 * stays behind, neither processes nor mounts, bridges or files. The same happens if this JVM ends in any way,
 * {@code SIGKILL} included. Guests are emulated; {@code /dev/kvm} is hidden from the host.
 *
 * <p>The faults are those of a real daemon: guests live on when it is killed, stopped or started again, and die when the host loses its
 * power. All
 * methods block until what they say has come true, 20 seconds at most. One thread at a time may inflict faults;
 * everything else is thread-safe. Failures are {@link TestbedFailure}s.
 */
public final class LibvirtHost implements AutoCloseable {

    private static final String OF_QEMU = ",debug-threads=on";

    private final String name;
    private final UUID uuid = UUID.randomUUID();
    private final AtomicInteger hostsOnNetwork;
    private final AtomicInteger networks = new AtomicInteger();
    private final String address;
    private final HostFiles files;
    private final Path images;
    private final HostDoors doors;
    private final HostPower power;
    private final HostDaemon daemon;

    private LibvirtHost(LibvirtHostPlan plan) {
        Optional<LibvirtHost> neighbour = plan.neighbour();
        name = plan.name();
        hostsOnNetwork = neighbour.map(other -> other.hostsOnNetwork).orElseGet(AtomicInteger::new);
        address = "127.0.0." + hostsOnNetwork.incrementAndGet();
        files = HostFiles.create(name, address, neighbour.map(other -> other.files));
        images = neighbour.map(LibvirtHost::images).orElse(files.images());
        doors = new HostDoors(name, address, files, plan.transports());
        files.configure(uuid, doors.daemonLines());
        files.addInactiveGuests(plan.inactiveGuests());
        power = HostPower.on(files, neighbour.map(other -> other.power));
        Virsh witness = Virsh.through(RemoteAccess.bySocket(files.socket()));
        daemon = new HostDaemon(power, files, doors.daemonOptions(), witness);
    }

    /** Whether private hosts, and the guests that boot on them, can be had on this machine. */
    public static Availability availability() {
        return HostRequirements.met();
    }

    /** Begins a host of that name: up to 31 lower-case letters, digits and hyphens. */
    public static LibvirtHostPlan named(String name) {
        return new LibvirtHostPlan(name);
    }

    /** Switches on a host of that name with nothing but its socket; the short form of {@link #named}. */
    public static LibvirtHost start(String name) {
        return named(name).start();
    }

    static LibvirtHost start(LibvirtHostPlan plan) {
        LibvirtHost host = new LibvirtHost(plan);
        try {
            host.doors.open(host.power);
            host.daemon.start();
            return host;
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** The host's name, as {@code virsh hostname} tells it. */
    public String name() {
        return name;
    }

    /** The host's own UUID, as libvirt's capabilities tell it. */
    public UUID uuid() {
        return uuid;
    }

    /** The libvirt URI of the host's own socket, on which only the daemon itself can fail. */
    public String uri() {
        return RemoteAccess.bySocket(files.socket()).uri();
    }

    /** What a client needs to come in by one of the ways that the host was planned with. */
    public RemoteAccess access(Transport transport) {
        return doors.access(transport);
    }

    /**
     * The line that one of the ways in runs over, to be disturbed. By {@link Transport#UNIX} too: {@code
     * access(UNIX).uri()} leads over it, {@link #uri()} past it.
     */
    public Wire wire(Transport transport) {
        return doors.wire(transport);
    }

    /** A witness at the host's socket. */
    public Virsh virsh() {
        return Virsh.at(uri());
    }

    /** A directory for disk images that the host and this JVM see under the same path; hosts side by side share it. */
    public Path images() {
        return images;
    }

    /** The daemon's process number, as this machine sees it; a restart changes it. */
    public long pid() {
        return daemon.pid();
    }

    /** The QEMU process of a running guest; nothing if none runs under that name. */
    public Optional<ProcessHandle> guestProcess(String guest) {
        // QEMU doubles commas in the values of its options.
        String named = "guest=" + guest.replace(",", ",,") + OF_QEMU;
        return power.processes().stream()
                .filter(process -> argumentsOf(process).contains(named))
                .findFirst();
    }

    /** The names of all guests that have a QEMU process, whatever libvirt says or cannot say, and whatever state they are in. */
    public Set<String> guestsWithProcesses() {
        return power.processes().stream()
                .flatMap(process -> argumentsOf(process).stream())
                .filter(argument -> argument.startsWith("guest=") && argument.endsWith(OF_QEMU))
                .map(argument -> argument.substring("guest=".length(), argument.length() - OF_QEMU.length())
                        .replace(",,", ","))
                .collect(Collectors.toSet());
    }

    /**
     * Defines and starts a storage pool over a directory, which is made if it is not there. It starts again whenever the host does.
     */
    public void definePool(String pool, Path directory) {
        virsh().call("pool-define-as", "--name", pool, "--type", "dir", "--target", directory.toString());
        virsh().call("pool-build", pool);
        virsh().call("pool-start", pool);
        virsh().call("pool-autostart", pool);
    }

    /**
     * Defines and starts a storage pool that has room for so many bytes and no more.
     *
     * @return its directory, as this machine sees it while the host is on; the host itself names it differently
     */
    public Path definePoolOfSize(String pool, long bytes) {
        Path directory = files.home().resolve("small-pools").resolve(pool);
        power.run("mkdir -p " + directory + " && mount -t tmpfs -o size=" + bytes + " tmpfs " + directory);
        definePool(pool, directory);
        return Path.of("/proc", Long.toString(power.process(1).pid()), "root" + directory);
    }

    /** Defines and starts a network that leads nowhere: guests on it reach each other only. It starts again whenever the host does. */
    public void defineNetwork(String network) {
        String bridge = bridges() + networks.incrementAndGet();
        XmlElement definition = XmlElement.root("network");
        definition.add("name").text(network);
        definition.add("bridge", "name", bridge, "stp", "off", "delay", "0");
        virsh().callReading(definition.document(), "net-define", "/dev/stdin");
        virsh().call("net-start", network);
        virsh().call("net-autostart", network);
    }

    /** Whether the daemon's process is there, be it stopped. */
    public boolean daemonIsAlive() {
        return daemon.isAlive();
    }

    /** Fault: {@code SIGKILL} to the daemon. Its guests live on. */
    public void kill9() {
        daemon.kill();
    }

    /** Ends the daemon in order ({@code SIGTERM}). Its guests live on. */
    public void terminate() {
        daemon.terminate();
    }

    /** Fault: {@code SIGSTOP} to the daemon. It keeps its connections and answers nothing. */
    public void stop() {
        daemon.hold();
    }

    /** Lets a stopped daemon go on. */
    public void cont() {
        daemon.release();
    }

    /** Starts the daemon again, after ending it in order if it still runs; it finds its guests where they are. */
    public void restart() {
        if (daemon.isAlive()) {
            daemon.release();
            daemon.terminate();
        }
        daemon.start();
    }

    /**
     * A program that switches the host off from outside, as a fence does: no arguments, exit code 0 when neither the daemon nor a guest
     * lives any more.
     */
    public Path fence() {
        return files.fence();
    }

    /**
     * Fault: the host loses its power. The daemon and all guests are gone at once, without a chance to write anything; definitions and
     * disks stay, until {@link #regainPower()}.
     */
    public void losePower() {
        Command.of(fence()).output();
        daemon.ended();
    }

    /** The host boots: it knows nothing of what ran, and starts what it was told to start with it. */
    public void regainPower() {
        // What lay in memory is lost, and so are the bridges of its networks; namesakes of the neighbour's are on the
        // same network.
        power.run("rm -rf /run/libvirt /run/libvirtd.pid && mkdir -p /run/libvirt"
                + " && for each in /sys/class/net/" + bridges() + "*; do"
                + " if [[ -e $each ]]; then ip link delete \"${each##*/}\"; fi; done");
        daemon.start();
    }

    /** Cuts the host's power for good. Doing so again changes nothing. */
    @Override
    public void close() {
        doors.close();
        power.off();
    }

    @Override
    public String toString() {
        return "libvirt host " + name + " (" + uri() + ")";
    }

    private String bridges() {
        return "pv" + address.substring(address.lastIndexOf('.') + 1) + "n";
    }

    private static List<String> argumentsOf(ProcessHandle process) {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return List.of(new String(line, StandardCharsets.UTF_8).split("\0", -1));
        } catch (IOException e) {
            // It ended while we looked: it runs no guest any more.
            return List.of();
        }
    }
}
