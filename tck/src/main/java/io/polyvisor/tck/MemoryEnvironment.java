package io.polyvisor.tck;

import io.polyvisor.Access;
import io.polyvisor.memory.MemoryProvider;
import io.polyvisor.memory.VirtualTime;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The reference model as an environment: two places of three hosts each that share a storage, on a clock of their own that sleepers
 * move. Everything that rules can need is there. Each instance has a world of its own.
 */
public final class MemoryEnvironment implements TckEnvironment {
    private static final AtomicInteger WORLDS = new AtomicInteger();
    private static final StorageId STORAGE = StorageId.of("nfs");
    private static final ShellInsider.Dialect SHELL = new ShellInsider.Dialect(
            "Model system on ttyS0", "root", "# ", "ls /sys/block", "ip", "/run/pvtck", "/pvtck");

    private final VirtualTime time = VirtualTime.flowing();
    private final String world = "tck" + WORLDS.incrementAndGet();
    private final MemoryOutsiders outsiders = new MemoryOutsiders();
    private final MemoryDaemon daemon = new MemoryDaemon();
    private final TckTarget target;
    private final Driver outside;
    private final String parameters;
    private final double timeScale;
    private final boolean twoPlaces;

    private MemoryEnvironment(String parameters, double timeScale, boolean twoPlaces) {
        this.parameters = parameters;
        this.timeScale = timeScale;
        this.twoPlaces = twoPlaces;
        this.target = new TckTarget(
                daemon.around(outsiders.around(new MemoryProvider())),
                EndpointUri.parse(address("forum")),
                Access.none());
        this.outside = new MemoryProvider().open(target.uri(), Access.none(), new OutsideCall(time));
    }

    /** The model with all that it can do. */
    public static MemoryEnvironment complete() {
        return new MemoryEnvironment("", 1, true);
    }

    /** One place alone: its guests move between its own hosts. */
    public static MemoryEnvironment onePlace() {
        return new MemoryEnvironment("", 1, false);
    }

    /** The same with a harness that waits a second for what on the model takes none: for runs in which much fails. */
    public static MemoryEnvironment impatient() {
        return new MemoryEnvironment("&speed=quick", 0.1, true);
    }

    /** The model without some capabilities: names joined by commas. */
    public static MemoryEnvironment lacking(String capabilities) {
        return new MemoryEnvironment("&lacks=" + capabilities, 1, true);
    }

    /** The model with no more than such a hypervisor can: {@code libxl}, {@code vsphere}, {@code openvz}. */
    public static MemoryEnvironment like(String hypervisor) {
        return new MemoryEnvironment("&like=" + hypervisor, 1, true);
    }

    private String address(String place) {
        return "memory:///" + place + "?world=" + world + parameters;
    }

    @Override
    public String backend() {
        return "memory";
    }

    @Override
    public TckTarget target() {
        return target;
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public double timeScale() {
        return timeScale;
    }

    @Override
    public GuestSpec.Builder cheapGuest(GuestName name) {
        return GuestSpec.named(name).memory(Memory.mib(64));
    }

    @Override
    public Provided<GuestSpec.Builder> deafGuest(GuestName name) {
        return Provided.of(cheapGuest(name)
                .disk(DiskSpec.copyOf(new VolumeId(STORAGE, "firmware-only")).in(STORAGE)));
    }

    @Override
    public Provided<GuestSpec.Builder> readyGuest(GuestName name) {
        return Provided.of(GuestSpec.named(name)
                .memory(Memory.mib(256))
                .maxMemory(Memory.mib(512))
                .disk(DiskSpec.copyOf(new VolumeId(STORAGE, "linux")).in(STORAGE))
                .nic(io.polyvisor.model.NicSpec.on("servers")));
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
        return Provided.of(new VolumeId(STORAGE, "linux"));
    }

    @Override
    public Provided<VolumeId> medium() {
        return Provided.of(new VolumeId(STORAGE, "installer.iso"));
    }

    @Override
    public Provided<NetworkId> network() {
        return Provided.of(NetworkId.of("servers"));
    }

    @Override
    public Provided<Witness> witness() {
        return Provided.of(new MemoryWitness(outside, time));
    }

    @Override
    public Provided<ForeignClient> foreignClient() {
        return Provided.of(new MemoryForeigner(outside, time, outsiders));
    }

    @Override
    public Provided<TckTarget> peer() {
        return twoPlaces ? Provided.of(target.at(address("kb"))) : Provided.absent("the model shows one place only");
    }

    @Override
    public boolean peerSharesStorage() {
        return true;
    }

    @Override
    public Provided<FaultDoor> faultDoor() {
        return Provided.of(daemon);
    }

    @Override
    public Provided<TckTarget> refusedTarget() {
        return Provided.of(
                target.with(Access.none().withPassword(MemoryDaemon.UNWELCOME, "s3cr3t-of-nobody".toCharArray())));
    }

    @Override
    public Provided<String> deadAddress() {
        return Provided.of(address(MemoryDaemon.DEAD_PLACE));
    }

    @Override
    public void close() {
        outside.close();
    }
}
