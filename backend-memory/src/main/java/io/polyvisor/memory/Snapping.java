package io.polyvisor.memory;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Snapshots;
import java.util.List;
import java.util.Optional;

/** Snapshots of the model: they keep references to what never changes, so reverting is putting them back. Call it under the lock. */
final class Snapping {
    private final Site site;

    Snapping(Site site) {
        this.site = site;
    }

    /** All that the snapshot will hold, as it is now; nothing shows yet. */
    SnapshotTree.Node capture(GuestId id, Snapshots.Order order) {
        boolean withMemory = order.holds() == SnapshotContent.DISKS_AND_MEMORY;
        GuestState guest = site.require(id, withMemory ? Verb.SNAPSHOT_MEMORY : Verb.SNAPSHOT_DISKS);
        guest.snapshots().requireNew(order.name(), order.key());
        List<VolumeState.Image> images = guest.present().disks().stream()
                .filter(slot -> !slot.readOnly())
                .flatMap(slot -> slot.volume().flatMap(site::volume).stream())
                .map(VolumeState::image)
                .toList();
        long now = site.world().now();
        Optional<SnapshotTree.Kept> memory = withMemory
                ? Optional.of(
                        new SnapshotTree.Kept(guest.present(), guest.machine().copy(now), memoryPlace(guest)))
                : Optional.empty();
        memory.flatMap(SnapshotTree.Kept::where)
                .ifPresent(where -> site.requireStorage(where)
                        .requireRoom(guest.present().memory().bytes()));
        return new SnapshotTree.Node(
                SnapshotId.of("snapshot-" + site.world().nextNumber()),
                order.key(),
                order.name(),
                order.description(),
                guest.snapshots().current(),
                order.holds(),
                withMemory ? guest.power() : PowerState.OFF,
                site.world().label(now),
                guest.stored(),
                memory,
                guest.mark(),
                images);
    }

    /** The snapshot appears. */
    SnapshotId add(GuestId id, SnapshotTree.Node node) {
        GuestState guest = site.require(id);
        node.memory()
                .ifPresent(kept -> kept.where()
                        .ifPresent(where -> site.requireStorage(where)
                                .keepFor(node.id().value(), kept.live().memory().bytes())));
        guest.snapshots().add(node);
        site.tell(id);
        return node.id();
    }

    /** Configuration, mark, disks, memory and power are what they were. The name stays: others may have taken the old one. */
    void revert(GuestId id, SnapshotId snapshot) {
        GuestState guest = site.require(id);
        SnapshotTree.Node node = guest.snapshots().require(snapshot);
        node.images().forEach(image -> requireVolume(image.volume(), node));
        long now = site.world().now();
        requireRoomAfter(guest, node);
        guest.enter(PowerState.OFF, StateReason.SNAPSHOT, now);
        node.images().forEach(image -> site.requireVolume(image.volume()).putBack(image));
        guest.store(node.stored());
        guest.mark(node.mark());
        node.memory().ifPresent(kept -> {
            guest.load(kept.machine().copy(now), kept.live(), now);
            guest.enter(node.revertsTo(), StateReason.SNAPSHOT, now);
        });
        guest.snapshots().goBackTo(snapshot);
        site.tell(id);
    }

    void drop(GuestId id, SnapshotId snapshot) {
        GuestState guest = site.require(id, Verb.SNAPSHOT_DELETE);
        forget(guest.snapshots().drop(snapshot));
        site.tell(id);
    }

    /** The guest goes, with its snapshots and its saved memory; its volumes stay. */
    void forgetAllOf(GuestState guest) {
        guest.snapshots().all().forEach(this::forget);
        guest.enter(PowerState.OFF, StateReason.USER, site.world().now());
        site.remove(guest);
    }

    private void forget(SnapshotTree.Node node) {
        node.memory()
                .ifPresent(kept -> kept.where()
                        .ifPresent(where ->
                                site.requireStorage(where).forget(node.id().value())));
    }

    private void requireVolume(VolumeId volume, SnapshotTree.Node node) {
        if (site.volume(volume).isEmpty()) {
            throw Refusal.state(
                    "volume " + volume + " of snapshot " + node.name() + " is gone", "revert to another snapshot");
        }
    }

    private void requireRoomAfter(GuestState guest, SnapshotTree.Node node) {
        boolean needsMemory = node.revertsTo() == PowerState.RUNNING || node.revertsTo() == PowerState.PAUSED;
        if (needsMemory && !guest.holdsHostMemory()) {
            node.memory()
                    .ifPresent(
                            kept -> site.requireMemory(guest.host(), kept.live().memory()));
        }
    }

    private static Optional<StorageId> memoryPlace(GuestState guest) {
        return guest.present().disks().stream()
                .filter(slot -> !slot.readOnly())
                .flatMap(slot -> slot.volume().stream())
                .map(VolumeId::storage)
                .findFirst();
    }
}
