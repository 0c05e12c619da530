package io.polyvisor.testbed;

import io.polyvisor.Access;
import io.polyvisor.EndpointOptions;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.tck.FaultDoor;
import io.polyvisor.tck.ForeignClient;
import io.polyvisor.tck.GuestInsider;
import io.polyvisor.tck.Provided;
import io.polyvisor.tck.ShellInsider;
import io.polyvisor.tck.TckEnvironment;
import io.polyvisor.tck.TckTarget;
import io.polyvisor.tck.Witness;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Two private libvirt hosts side by side, with real QEMU guests, as an environment of the TCK. Which backend serves them is found on
 * the class path: the testbed never sees it.
 *
 * <p>The TCK uses it from one thread.
 */
public final class LibvirtEnvironment implements TckEnvironment {
    private static final String POOL = "default";
    private static final StorageId STORAGE = StorageId.of(POOL);
    private static final NetworkId NETWORK = NetworkId.of("lan");
    private static final VolumeId IMAGE = new VolumeId(STORAGE, "ready.qcow2");
    private static final VolumeId MEDIUM = new VolumeId(STORAGE, "medium.iso");
    private static final ShellInsider.Dialect SHELL = new ShellInsider.Dialect(
            "GUEST-READY",
            "root",
            "# ",
            "ls /sys/block | grep ^vd",
            "ls /sys/class/net | grep ^eth",
            "/tmp/pvtck",
            "/data/pvtck");

    private final LibvirtHost host;
    private final LibvirtHost peer;
    private Optional<LibvirtHost> guarded = Optional.empty();

    private LibvirtEnvironment(LibvirtHost host, LibvirtHost peer) {
        this.host = host;
        this.peer = peer;
    }

    /**
     * Starts both hosts; blocks for about a second.
     *
     * @throws TestbedFailure when they can't be started: ask {@link LibvirtHost#availability()} before
     */
    public static LibvirtEnvironment start() {
        LibvirtHost host = LibvirtHost.start("left");
        try {
            LibvirtHost peer = LibvirtHost.named("right").beside(host).start();
            LibvirtEnvironment environment = new LibvirtEnvironment(host, peer);
            environment.furnish();
            return environment;
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    private void furnish() {
        ReadyGuest.obtain().copyDiskTo(host.images().resolve(IMAGE.key()));
        ReadyGuest.writeSeed(host.images().resolve(MEDIUM.key()), "medium");
        for (LibvirtHost each : new LibvirtHost[] {host, peer}) {
            each.definePool(POOL, host.images());
            each.defineNetwork(NETWORK.value());
        }
    }

    /** The host under test, for tests that do more than the rules. */
    public LibvirtHost host() {
        return host;
    }

    /** The host beside it. */
    public LibvirtHost besides() {
        return peer;
    }

    @Override
    public String backend() {
        return "kvm";
    }

    @Override
    public TckTarget target() {
        return TckTarget.of(host.uri(), Access.none());
    }

    /** Emulated guests on a machine with other work need patience; no deadline that a rule tests is stretched. */
    @Override
    public double timeScale() {
        return 4;
    }

    @Override
    public EndpointOptions options() {
        return EndpointOptions.standard()
                .deadlines(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofMinutes(10));
    }

    /** Has a small disk, since QEMU keeps a snapshot's memory in one. */
    @Override
    public GuestSpec.Builder cheapGuest(GuestName name) {
        return GuestSpec.named(name)
                .memory(Memory.mib(32))
                .disk(DiskSpec.newDisk(Memory.mib(16)).in(STORAGE));
    }

    /** Nothing listens in firmware. */
    @Override
    public Provided<GuestSpec.Builder> deafGuest(GuestName name) {
        return Provided.of(cheapGuest(name));
    }

    @Override
    public Provided<GuestSpec.Builder> readyGuest(GuestName name) {
        return Provided.of(GuestSpec.named(name)
                .memory(Memory.mib(160))
                .disk(DiskSpec.copyOf(IMAGE).in(STORAGE))
                .nic(NicSpec.on(NETWORK))
                .seed(SeedSpec.hostName("pvtck")));
    }

    @Override
    public Provided<GuestInsider> insider() {
        return Provided.of(new ShellInsider(SHELL));
    }

    @Override
    public Provided<StorageId> storage() {
        return Provided.of(STORAGE);
    }

    @Override
    public Provided<VolumeId> image() {
        return Provided.of(IMAGE);
    }

    @Override
    public Provided<VolumeId> medium() {
        return Provided.of(MEDIUM);
    }

    @Override
    public Provided<NetworkId> network() {
        return Provided.of(NETWORK);
    }

    @Override
    public Provided<Witness> witness() {
        return Provided.of(new VirshWitness(host.virsh()));
    }

    @Override
    public Provided<ForeignClient> foreignClient() {
        return Provided.of(new VirshForeigner(host.virsh()));
    }

    @Override
    public Provided<TckTarget> peer() {
        return Provided.of(target().at(peer.uri()));
    }

    @Override
    public boolean peerSharesStorage() {
        return true;
    }

    @Override
    public Provided<FaultDoor> faultDoor() {
        return Provided.of(new HostFaultDoor(host));
    }

    /** Whoever may open the Unix socket is let in; a third host asks for a password, over TLS. */
    @Override
    public Provided<TckTarget> refusedTarget() {
        LibvirtHost third = guarded.orElseGet(() -> LibvirtHost.named("guarded")
                .reachableBy(Transport.TLS_AND_PASSWORD)
                .start());
        guarded = Optional.of(third);
        RemoteAccess access = third.access(Transport.TLS_AND_PASSWORD);
        String user = Objects.requireNonNull(access.login(), "who may log in").user();
        Access wrong = Access.none().withPassword(user, "s3cr3t-of-nobody".toCharArray());
        return Provided.of(TckTarget.of(access.uri(), wrong));
    }

    @Override
    public Provided<String> deadAddress() {
        return Provided.of("qemu+unix:///system?socket=/nonexistent/libvirt-sock");
    }

    @Override
    public void close() {
        guarded.ifPresent(LibvirtHost::close);
        peer.close();
        host.close();
    }
}
