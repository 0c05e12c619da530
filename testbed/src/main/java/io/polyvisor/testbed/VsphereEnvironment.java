package io.polyvisor.testbed;

import io.polyvisor.Access;
import io.polyvisor.EndpointOptions;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.tck.FaultDoor;
import io.polyvisor.tck.ForeignClient;
import io.polyvisor.tck.Provided;
import io.polyvisor.tck.RuleId;
import io.polyvisor.tck.TckEnvironment;
import io.polyvisor.tck.TckTarget;
import io.polyvisor.tck.Witness;
import java.time.Duration;
import java.util.Optional;

/**
 * A simulated vCenter with a cluster of three hosts, or a simulated ESXi host, as an environment of the TCK. Which backend serves it is
 * found on the class path: the testbed never sees it. What the simulator imitates unfaithfully is told rule by rule.
 *
 * <p>The TCK uses it from one thread.
 */
public final class VsphereEnvironment implements TckEnvironment {

    private static final StorageId STORAGE = StorageId.of("LocalDS_0");
    private static final VolumeId IMAGE = new VolumeId(STORAGE, "images/image.vmdk");
    private static final VolumeId MEDIUM = new VolumeId(STORAGE, "media/medium.iso");
    private static final NetworkId NETWORK = NetworkId.of("servers");
    private static final int VLAN = 42;
    private static final long IMAGE_KIB = 8192;
    private static final int MEDIUM_BYTES = 32 * 1024;

    private final Vcsim vcsim;
    private final VcsimDaemon daemon;
    private final VcsimOutsider outsider;

    private VsphereEnvironment(Vcsim vcsim) {
        this.vcsim = vcsim;
        this.daemon = new VcsimDaemon(vcsim);
        this.outsider = vcsim.outsider();
    }

    /**
     * Starts a vCenter; blocks for about a second.
     *
     * @throws TestbedFailure when it can't be started: ask {@link Vcsim#availability()} before
     */
    public static VsphereEnvironment vCenter() {
        return furnished(Vcsim.vCenter().guests(1).start());
    }

    /**
     * Starts an ESXi host; blocks for about a second.
     *
     * @throws TestbedFailure when it can't be started: ask {@link Vcsim#availability()} before
     */
    public static VsphereEnvironment esxi() {
        return furnished(Vcsim.esxi().guests(1).start());
    }

    private static VsphereEnvironment furnished(Vcsim vcsim) {
        VsphereEnvironment environment = new VsphereEnvironment(vcsim);
        try {
            environment.furnish();
            return environment;
        } catch (RuntimeException e) {
            environment.close();
            throw e;
        }
    }

    private void furnish() {
        VcsimEquipment equipment = vcsim.equipment();
        equipment.makeDirectory("[" + STORAGE + "] images");
        equipment.makeDisk("[" + STORAGE + "] " + IMAGE.key(), IMAGE_KIB);
        equipment.putFile(STORAGE.value(), MEDIUM.key(), new byte[MEDIUM_BYTES]);
        equipment.makeNetwork(NETWORK.value(), VLAN);
    }

    /** What the rules run against, for tests that do more than the rules. */
    public Vcsim vcsim() {
        return vcsim;
    }

    @Override
    public String backend() {
        return vcsim.isEsxi() ? "vsphere-esxi" : "vsphere";
    }

    @Override
    public TckTarget target() {
        return TckTarget.of("vsphere://" + daemon.address(), vcsim.access());
    }

    @Override
    public double timeScale() {
        return 2;
    }

    @Override
    public EndpointOptions options() {
        return EndpointOptions.standard()
                .deadlines(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(2));
    }

    /** Has no disk: the simulator's clone changes the disks of its source. */
    @Override
    public GuestSpec.Builder cheapGuest(GuestName name) {
        return GuestSpec.named(name).memory(Memory.mib(32));
    }

    @Override
    public Provided<GuestSpec.Builder> deafGuest(GuestName name) {
        return Provided.absent("the simulator obeys every shutdown request at once, VMware Tools or not");
    }

    @Override
    public Provided<GuestSpec.Builder> readyGuest(GuestName name) {
        return Provided.absent("a simulator's guests have no operating system");
    }

    @Override
    public Provided<StorageId> storage() {
        return Provided.of(STORAGE);
    }

    @Override
    public String volumeKey(String name) {
        return name + ".vmdk";
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
        return Provided.of(outsider);
    }

    @Override
    public Provided<ForeignClient> foreignClient() {
        return Provided.of(new VcsimForeigner(outsider));
    }

    /** Guests of a vCenter move between its own hosts. */
    @Override
    public Provided<TckTarget> peer() {
        return Provided.absent(
                vcsim.isEsxi() ? "an ESXi host is alone" : "guests move between the hosts of one vCenter");
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
        Access wrong = vcsim.access().withPassword(vcsim.user(), "s3cr3t-of-nobody".toCharArray());
        return Provided.of(target().with(wrong));
    }

    /** Port 1 of the loopback interface. */
    @Override
    public Provided<String> deadAddress() {
        return Provided.of("vsphere://127.0.0.1:1");
    }

    @Override
    public Optional<String> cannotVerify(RuleId rule) {
        return VcsimGaps.about(rule, vcsim.isEsxi());
    }

    @Override
    public void close() {
        daemon.close();
        vcsim.close();
    }
}
