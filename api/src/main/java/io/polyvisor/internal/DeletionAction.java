package io.polyvisor.internal;

import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Volumes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Deletes a guest, then the volumes that it alone referenced, and lists what went and what stayed. */
final class DeletionAction {

    private DeletionAction() {}

    static Action<Deleted> delete(GuestId guest, Deletion how) {
        return Action.onGuest(Verb.DELETE, guest, work -> {
            Optional<GuestView> seen = work.observe(guest);
            if (seen.isEmpty()) {
                if (work.endpoint().hasMoved(guest)) {
                    throw work.endpoint().notFound(work.failures(), guest);
                }
                work.endpoint().guard().requireWritable(Verb.DELETE, work.failures());
                return Plan.already(new Deleted(Effect.UNCHANGED, List.of(), List.of()));
            }
            GuestView view = seen.get();
            work.guard(Verb.DELETE, view, how.losses());
            List<VolumeId> all = view.requireDetails().disks().stream()
                    .flatMap(disk -> disk.volume().stream())
                    .toList();
            List<VolumeId> owned = how.volumes() == Deletion.Volumes.DELETE_OWNED ? owned(work, view) : List.of();
            return Plan.send(sending -> delete(sending, guest, all, owned), looking -> gone(looking, guest, all));
        });
    }

    private static Deleted delete(Work work, GuestId guest, List<VolumeId> all, List<VolumeId> owned) {
        try {
            work.tell((driver, call) -> driver.delete(guest, call));
        } catch (PolyvisorException failure) {
            if (failure.outcome() != Outcome.UNKNOWN || !isGone(work, guest)) {
                throw failure;
            }
        }
        work.endpoint().gone(guest);
        return deleteVolumes(work, guest, all, owned);
    }

    /** After a lost reply the volumes still wait for their turn, so the guest's end must be found out here. */
    private static boolean isGone(Work work, GuestId guest) {
        try {
            return work.observe(guest).isEmpty();
        } catch (PolyvisorException unseen) {
            return false;
        }
    }

    private static Plan.Verdict<Deleted> gone(Work work, GuestId guest, List<VolumeId> all) {
        return work.observe(guest).isPresent()
                ? new Plan.Verdict.Disproved<>()
                : new Plan.Verdict.Proved<>(new Deleted(Effect.APPLIED, List.of(), all));
    }

    private static Deleted deleteVolumes(Work work, GuestId guest, List<VolumeId> all, List<VolumeId> owned) {
        List<VolumeId> deleted = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (VolumeId volume : owned) {
            try {
                work.tell((driver, call) -> work.facet(Volumes.class).delete(volume, call));
                deleted.add(volume);
            } catch (PolyvisorException e) {
                failed.add("volume " + volume + ": " + e.fault().message());
            }
        }
        if (!failed.isEmpty()) {
            List<String> done = new ArrayList<>(List.of("guest " + guest));
            deleted.forEach(volume -> done.add("volume " + volume));
            throw work.failures().of(new Fault.PartialFailure(done, failed, List.of()), Outcome.APPLIED);
        }
        List<VolumeId> kept =
                all.stream().filter(volume -> !deleted.contains(volume)).toList();
        return new Deleted(Effect.APPLIED, deleted, kept);
    }

    private static List<VolumeId> owned(Work work, GuestView view) {
        if (work.endpoint().driver().facet(Volumes.class).isEmpty()) {
            return List.of();
        }
        List<VolumeId> candidates = view.requireDetails().disks().stream()
                .filter(disk -> disk.role() != DiskView.Role.MEDIA && !disk.shared())
                .filter(disk -> disk.role() == DiskView.Role.SEED || !disk.readOnly())
                .flatMap(disk -> disk.volume().stream())
                .toList();
        if (candidates.isEmpty()) {
            return List.of();
        }
        List<VolumeView> volumes = work.read(
                        (driver, call) -> driver.inventory(EnumSet.of(InventoryField.VOLUMES), call))
                .volumes();
        return candidates.stream()
                .filter(volume -> volumes.stream()
                        .noneMatch(
                                other -> other.backing().filter(volume::equals).isPresent()))
                .filter(volume -> usedOnlyBy(work, volume, view.id()))
                .toList();
    }

    private static boolean usedOnlyBy(Work work, VolumeId volume, GuestId guest) {
        return work.read((driver, call) -> work.facet(Volumes.class).volume(volume, call))
                .flatMap(VolumeView::usedBy)
                .filter(users -> Set.of(guest).containsAll(users))
                .isPresent();
    }
}
