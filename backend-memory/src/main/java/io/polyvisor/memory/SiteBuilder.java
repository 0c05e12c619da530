package io.polyvisor.memory;

import io.polyvisor.memory.Configuration.Card;
import io.polyvisor.memory.Configuration.Slot;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.NicId;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a site of a plan. */
final class SiteBuilder {
    private static final long UP = Duration.ofDays(3).toNanos();
    private static final Memory WRITTEN = Memory.mib(300);

    private final World world;
    private final Site site;
    private final SitePlan plan;

    private SiteBuilder(World world, Site site, SitePlan plan) {
        this.world = world;
        this.site = site;
        this.plan = plan;
    }

    static Site build(World world, String name, String preset, Pace pace, SitePlan plan) {
        Site site = new Site(world, name, preset, pace);
        SiteBuilder builder = new SiteBuilder(world, site, plan);
        plan.storages().forEach(builder::add);
        plan.hosts().forEach(builder::add);
        plan.networks().forEach(builder::add);
        plan.images().forEach(builder::add);
        plan.guests().forEach(builder::add);
        return site;
    }

    /** A host's id says its site too, so that it is unique in the world. */
    private HostId hostId(String name) {
        return HostId.of(name + "." + site.name());
    }

    private void add(SitePlan.Storage planned) {
        StorageId id = StorageId.of(planned.name());
        String backing = planned.backing().orElse("memory://" + site.name() + "/" + planned.name());
        site.storages()
                .put(
                        id,
                        world.storage(
                                backing, () -> new StorageState(id, planned.kind(), planned.capacity(), backing)));
    }

    private void add(SitePlan.Host planned) {
        Set<StorageId> seen = new HashSet<>();
        for (SitePlan.Storage storage : plan.storages()) {
            if (storage.hosts().isEmpty() || storage.hosts().contains(planned.name())) {
                seen.add(StorageId.of(storage.name()));
            }
        }
        HostId id = hostId(planned.name());
        site.hosts()
                .put(
                        id,
                        new HostState(
                                id,
                                planned.name(),
                                planned.cpus(),
                                planned.vendor(),
                                planned.memory(),
                                seen,
                                world.now() - 10 * UP));
    }

    private void add(SitePlan.Network planned) {
        NetworkId id = NetworkId.of(planned.name());
        site.networks().put(id, new NetworkView(id, true, planned.vlan().map(VlanId::of)));
    }

    private void add(SitePlan.Image planned) {
        VolumeId id = VolumeId.of(planned.storage(), planned.key());
        StorageState storage = site.requireStorage(id.storage());
        // A shared storage has its images already when a second site names it.
        if (storage.volume(id.key()).isEmpty()) {
            storage.add(new VolumeState(
                    id,
                    planned.capacity(),
                    Provisioning.THIN,
                    planned.format(),
                    Optional.empty(),
                    Content.of(planned.software()),
                    planned.written().bytes()));
        }
    }

    private void add(SitePlan.Guest planned) {
        StorageState storage = site.requireStorage(StorageId.of(planned.storage()));
        VolumeId disk = new VolumeId(storage.id(), storage.freeKey(planned.name() + "-vda"));
        Content content = Content.of(Software.SYSTEM).with("/etc/hostname", Content.Stored.text(planned.name()));
        storage.add(new VolumeState(
                disk, planned.disk(), Provisioning.THIN, "thin", Optional.empty(), content, WRITTEN.bytes()));
        GuestState guest = new GuestState(
                GuestId.of("vm-" + world.nextNumber()),
                planned.kind(),
                Optional.empty(),
                GuestName.of(planned.name()),
                site.requireHost(hostId(planned.host())),
                configuration(planned, disk),
                planned.tags().map(tags -> new Mark(Optional.empty(), tags, planned.protection())));
        if (planned.running()) {
            long now = world.now();
            guest.load(Machine.upFor(UP, planned.name()), guest.stored(), now);
            guest.enter(PowerState.RUNNING, StateReason.USER, now);
        }
        site.add(guest);
    }

    private Configuration configuration(SitePlan.Guest planned, VolumeId disk) {
        boolean firmware = planned.kind() == GuestKind.VIRTUAL_MACHINE;
        return new Configuration(
                planned.vcpus(),
                planned.vcpus(),
                planned.memory(),
                planned.memory(),
                List.of(new Slot(DiskId.of("vda"), DiskView.Role.DISK, Optional.of(disk), false, Optional.empty())),
                List.of(new Card(NicId.of("nic0"), site.freshMac(), NetworkId.of(planned.network()))),
                firmware ? List.of(BootDevice.DISK) : List.of(),
                "",
                Optional.empty());
    }

    /** Adds guests that are OFF and have no disks: for crowds. */
    static void crowd(Site site, int count) {
        HostState host = site.hosts().values().iterator().next();
        Configuration bare = new Configuration(
                1, 1, Memory.mib(256), Memory.mib(256), List.of(), List.of(), List.of(), "", Optional.empty());
        for (int i = 1; i <= count; i++) {
            site.add(new GuestState(
                    GuestId.of("vm-" + site.world().nextNumber()),
                    GuestKind.VIRTUAL_MACHINE,
                    Optional.empty(),
                    GuestName.of(String.format("crowd-%05d", i)),
                    host,
                    bare,
                    Optional.of(Mark.adopted())));
        }
    }
}
