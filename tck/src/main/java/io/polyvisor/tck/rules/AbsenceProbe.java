package io.polyvisor.tck.rules;

import io.polyvisor.Guest;
import io.polyvisor.Migration;
import io.polyvisor.Operation;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.Loss;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.Shutdown;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.tck.TckContext;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** For each capability something that rests on it alone, tried when it is absent: data, in which every line is one verb. */
final class AbsenceProbe {
    private static final StorageId NOWHERE = StorageId.of("pvtck-no-such-storage");
    private static final Memory SMALL = Memory.mib(8);
    private static final Map<Capability, AbsenceProbe> ALL = all();

    private final PowerState state;
    private final BiFunction<TckContext, Guest, Optional<PolyvisorException>> attempt;

    private AbsenceProbe(PowerState state, BiFunction<TckContext, Guest, Optional<PolyvisorException>> attempt) {
        this.state = state;
        this.attempt = attempt;
    }

    /** The probe of that capability; empty when no verb rests on it alone. */
    static Optional<AbsenceProbe> of(Capability capability) {
        return Optional.ofNullable(ALL.get(capability));
    }

    /** In which state the guest must be. */
    PowerState state() {
        return state;
    }

    /** How it failed; empty when it did not. */
    Optional<PolyvisorException> failure(TckContext tck, Guest guest) {
        return attempt.apply(tck, guest);
    }

    private static Map<Capability, AbsenceProbe> all() {
        Map<Capability, AbsenceProbe> all = new EnumMap<>(Capability.class);
        power(all);
        configuration(all);
        devices(all);
        copies(all);
        volumes(all);
        reads(all);
        return Map.copyOf(all);
    }

    private static void power(Map<Capability, AbsenceProbe> all) {
        all.put(Capability.PAUSE, verb(PowerState.RUNNING, (tck, guest) -> guest.pause()));
        all.put(Capability.SUSPEND, verb(PowerState.RUNNING, (tck, guest) -> guest.suspend()));
        all.put(
                Capability.GRACEFUL_SHUTDOWN,
                verb(PowerState.RUNNING, (tck, guest) -> guest.shutdown(Shutdown.gracefully(Duration.ofSeconds(1)))));
        all.put(Capability.REBOOT, verb(PowerState.RUNNING, (tck, guest) -> guest.reboot()));
        all.put(Capability.RESET, verb(PowerState.RUNNING, (tck, guest) -> guest.reset()));
        all.put(Capability.AUTOSTART, verb(PowerState.OFF, (tck, guest) -> guest.autostart(true)));
        all.put(Capability.MIGRATE_LIVE, verb(PowerState.RUNNING, (tck, guest) -> guest.migrate(Migration.live())));
        all.put(Capability.MIGRATE_COLD, verb(PowerState.OFF, (tck, guest) -> guest.migrate(Migration.cold())));
        all.put(
                Capability.MAINTENANCE,
                verb(
                        PowerState.OFF,
                        (tck, guest) -> tck.endpoint().hosts().get(0).enterMaintenance()));
    }

    private static void configuration(Map<Capability, AbsenceProbe> all) {
        all.put(
                Capability.RECONFIGURE_COLD,
                verb(
                        PowerState.OFF,
                        (tck, guest) -> guest.reconfigure(GuestChange.set().vcpus(2))));
        all.put(
                Capability.RECONFIGURE_PENDING,
                verb(
                        PowerState.RUNNING,
                        (tck, guest) ->
                                guest.reconfigure(GuestChange.set().vcpus(2).when(GuestChange.Timing.NEXT_START))));
        all.put(
                Capability.VCPU_HOT_ADD,
                verb(
                        PowerState.RUNNING,
                        (tck, guest) ->
                                guest.reconfigure(GuestChange.set().vcpus(2).when(GuestChange.Timing.NOW))));
        all.put(
                Capability.MEMORY_HOT_ADD,
                verb(PowerState.RUNNING, (tck, guest) -> guest.reconfigure(memoryNow(guest, 16))));
        all.put(
                Capability.MEMORY_HOT_REMOVE,
                verb(PowerState.RUNNING, (tck, guest) -> guest.reconfigure(memoryNow(guest, -16))));
        all.put(
                Capability.CONDITIONAL_RECONFIGURE,
                verb(
                        PowerState.OFF,
                        (tck, guest) ->
                                guest.reconfigure(GuestChange.set().vcpus(2).onlyIf(guest.view()))));
        all.put(
                Capability.BOOT_ORDER,
                verb(
                        PowerState.OFF,
                        (tck, guest) -> tck.endpoint()
                                .create(tck.spec().boot(BootDevice.DISK).build())));
        all.put(
                Capability.SEED,
                verb(
                        PowerState.OFF,
                        (tck, guest) -> tck.endpoint()
                                .create(tck.spec()
                                        .seed(SeedSpec.hostName("pvtck"))
                                        .build())));
    }

    private static GuestChange memoryNow(Guest guest, int moreMib) {
        Memory amount = Memory.mib(guest.view().memory().toMib() + moreMib);
        return GuestChange.set().memory(amount).when(GuestChange.Timing.NOW);
    }

    private static void devices(Map<Capability, AbsenceProbe> all) {
        DiskId slot = DiskId.of("pvtck-no-such-slot");
        NicSpec nic = NicSpec.on("pvtck-no-such-network");
        all.put(
                Capability.DISK_COLD,
                verb(PowerState.OFF, (tck, guest) -> guest.disks().attach(DiskSpec.existing(volume(tck)))));
        all.put(
                Capability.DISK_HOT,
                verb(PowerState.RUNNING, (tck, guest) -> guest.disks().attach(DiskSpec.existing(volume(tck)))));
        all.put(
                Capability.DISK_GROW_COLD,
                verb(PowerState.OFF, (tck, guest) -> guest.disks().grow(slot, Memory.gib(1))));
        all.put(
                Capability.DISK_GROW_HOT,
                verb(PowerState.RUNNING, (tck, guest) -> guest.disks().grow(slot, Memory.gib(1))));
        all.put(
                Capability.MEDIA,
                verb(PowerState.OFF, (tck, guest) -> guest.disks().eject(slot)));
        all.put(
                Capability.NIC_COLD,
                verb(PowerState.OFF, (tck, guest) -> guest.nics().attach(nic)));
        all.put(
                Capability.NIC_HOT,
                verb(PowerState.RUNNING, (tck, guest) -> guest.nics().attach(nic)));
    }

    private static void copies(Map<Capability, AbsenceProbe> all) {
        SnapshotId none = SnapshotId.of("pvtck-no-such-snapshot");
        all.put(
                Capability.SNAPSHOT_DISKS,
                verb(PowerState.OFF, (tck, guest) -> guest.snapshots().create("moment", SnapshotContent.DISKS)));
        all.put(
                Capability.SNAPSHOT_MEMORY,
                verb(
                        PowerState.RUNNING,
                        (tck, guest) -> guest.snapshots().create("moment", SnapshotContent.DISKS_AND_MEMORY)));
        all.put(
                Capability.SNAPSHOT_REVERT,
                verb(PowerState.OFF, (tck, guest) -> guest.snapshots().revert(none, Loss.OF_PRESENT_STATE)));
        all.put(
                Capability.CLONE_FULL,
                verb(
                        PowerState.OFF,
                        (tck, guest) ->
                                guest.cloneAs(CloneSpec.full(tck.freshName().value()))));
        all.put(
                Capability.CLONE_LINKED,
                verb(
                        PowerState.OFF,
                        (tck, guest) ->
                                guest.cloneAs(CloneSpec.linked(tck.freshName().value()))));
        all.put(Capability.TEMPLATES, verb(PowerState.OFF, (tck, guest) -> guest.makeTemplate(tck.freshName())));
    }

    private static void volumes(Map<Capability, AbsenceProbe> all) {
        all.put(
                Capability.VOLUMES,
                verb(PowerState.OFF, (tck, guest) -> tck.endpoint().volumes().create(thin(tck))));
        all.put(
                Capability.VOLUME_IMPORT,
                verb(
                        PowerState.OFF,
                        (tck, guest) -> tck.endpoint()
                                .volumes()
                                .importFrom(thin(tck), InputStream.nullInputStream(), Optional.empty())));
        all.put(
                Capability.VOLUME_THIN,
                verb(PowerState.OFF, (tck, guest) -> tck.endpoint().volumes().create(thin(tck))));
        all.put(
                Capability.VOLUME_LINKED,
                verb(
                        PowerState.OFF,
                        (tck, guest) -> tck.endpoint()
                                .create(tck.spec()
                                        .disk(DiskSpec.linkedTo(volume(tck)))
                                        .build())));
        all.put(
                Capability.VOLUME_THICK,
                verb(
                        PowerState.OFF,
                        (tck, guest) -> tck.endpoint().volumes().create(VolumeSpec.thick(volume(tck), SMALL))));
    }

    private static VolumeId volume(TckContext tck) {
        return new VolumeId(NOWHERE, tck.environment().volumeKey("pvtck-volume"));
    }

    private static VolumeSpec thin(TckContext tck) {
        return VolumeSpec.thin(volume(tck), SMALL);
    }

    private static void reads(Map<Capability, AbsenceProbe> all) {
        all.put(
                Capability.CONSOLE_SERIAL,
                read(PowerState.RUNNING, (tck, guest) -> guest.console().close()));
        all.put(Capability.NATIVE_DEFINITION, read(PowerState.OFF, (tck, guest) -> guest.definition()));
        all.put(
                Capability.STATS_GUEST,
                read(PowerState.RUNNING, (tck, guest) -> tck.endpoint().guestStats()));
        all.put(
                Capability.STATS_HOST,
                read(PowerState.RUNNING, (tck, guest) -> tck.endpoint().hostStats()));
    }

    private static AbsenceProbe verb(PowerState state, BiFunction<TckContext, Guest, Operation<?>> verb) {
        return new AbsenceProbe(state, (tck, guest) -> failureOf(() -> tck.done(verb.apply(tck, guest))));
    }

    private static AbsenceProbe read(PowerState state, java.util.function.BiConsumer<TckContext, Guest> read) {
        return new AbsenceProbe(state, (tck, guest) -> failureOf(() -> read.accept(tck, guest)));
    }

    private static Optional<PolyvisorException> failureOf(Runnable what) {
        try {
            what.run();
            return Optional.empty();
        } catch (PolyvisorException failure) {
            return Optional.of(failure);
        }
    }
}
