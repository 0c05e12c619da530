package io.polyvisor.tck.mutants;

import io.polyvisor.model.Inventory;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.VolumeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Drivers that read snapshots or volumes wrongly. */
final class WrongStores {

    private WrongStores() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        snapshots(all);
        volumes(all);
        return all;
    }

    private static void snapshots(List<Mutant> all) {
        all.add(snapshot(
                "snapshots read without their description", s -> as(s, s.name(), "", s.parent(), s.current())));
        all.add(snapshot(
                "snapshots' names lose quotes",
                s -> as(s, s.name().replace("\"", ""), s.description(), s.parent(), s.current())));
        all.add(snapshot(
                "snapshots read without parents",
                s -> as(s, s.name(), s.description(), Optional.empty(), s.current())));
        all.add(snapshot("every snapshot reads as current", s -> as(s, s.name(), s.description(), s.parent(), true)));
        all.add(snapshot("no snapshot reads as current", s -> as(s, s.name(), s.description(), s.parent(), false)));
        all.add(snapshot(
                "every snapshot reads as one of disks",
                s -> new SnapshotView(
                        s.id(),
                        s.name(),
                        s.description(),
                        s.parent(),
                        s.current(),
                        SnapshotContent.DISKS,
                        s.revertsTo(),
                        s.takenAt(),
                        s.key())));
        all.add(snapshot(
                "every snapshot reads as reverting to OFF",
                s -> new SnapshotView(
                        s.id(),
                        s.name(),
                        s.description(),
                        s.parent(),
                        s.current(),
                        s.holds(),
                        PowerState.OFF,
                        s.takenAt(),
                        s.key())));
        all.add(snapshot(
                "snapshots read without their key",
                s -> new SnapshotView(
                        s.id(),
                        s.name(),
                        s.description(),
                        s.parent(),
                        s.current(),
                        s.holds(),
                        s.revertsTo(),
                        s.takenAt(),
                        Optional.empty())));
        all.add(Mutant.answer("snapshots are not listed", "Snapshots.snapshots", any -> List.of()));
        all.add(Mutant.driver(
                "snapshots are listed backwards",
                "Snapshots.snapshots",
                call -> WrongLists.backwards((List<?>) call.proceed(List.class))));
    }

    private static Mutant snapshot(String name, UnaryOperator<SnapshotView> changed) {
        return Mutant.driver(
                name,
                "Snapshots.snapshots",
                call -> ((List<?>) call.proceed(List.class))
                        .stream()
                                .map(each -> changed.apply((SnapshotView) each))
                                .toList());
    }

    private static SnapshotView as(
            SnapshotView s, String name, String description, Optional<SnapshotId> parent, boolean current) {
        return new SnapshotView(
                s.id(), name, description, parent, current, s.holds(), s.revertsTo(), s.takenAt(), s.key());
    }

    private static void volumes(List<Mutant> all) {
        all.add(volume(
                "nobody uses a volume",
                v -> new VolumeView(
                        v.id(), v.capacity(), v.allocated(), v.format(), v.backing(), Optional.of(Set.of()))));
        all.add(volume(
                "volumes read without parents",
                v -> new VolumeView(v.id(), v.capacity(), v.allocated(), v.format(), Optional.empty(), v.usedBy())));
        all.add(volume(
                "volumes read with what they take as their size",
                v -> new VolumeView(v.id(), v.allocated(), v.allocated(), v.format(), v.backing(), v.usedBy())));
        all.add(volume(
                "thin volumes read as taking all",
                v -> new VolumeView(v.id(), v.capacity(), v.capacity(), v.format(), v.backing(), v.usedBy())));
        all.add(volume(
                "thick volumes read as taking nothing",
                v -> new VolumeView(v.id(), v.capacity(), Memory.ZERO, v.format(), v.backing(), v.usedBy())));
        all.add(Mutant.answer("volumes are not found", "Volumes.volume", any -> Optional.empty()));
        all.add(Mutant.driver("volumes are not listed", Views.listed(seen -> volumes(seen, List.of()))));
    }

    private static Mutant volume(String name, UnaryOperator<VolumeView> changed) {
        return Mutant.driver(name, passing -> {
            Object answer = passing.proceed();
            if (Mutant.is(passing, "Volumes.volume")) {
                return ((Optional<?>) answer).map(view -> changed.apply((VolumeView) view));
            }
            if (Mutant.is(passing, "Driver.inventory")) {
                Inventory seen = (Inventory) answer;
                return volumes(seen, seen.volumes().stream().map(changed).toList());
            }
            return answer instanceof VolumeView view ? changed.apply(view) : answer;
        });
    }

    private static Inventory volumes(Inventory s, List<VolumeView> volumes) {
        return new Inventory(
                s.observedAt(),
                s.fields(),
                s.guests(),
                s.hosts(),
                s.storages(),
                volumes,
                s.networks(),
                s.templates(),
                s.gaps());
    }
}
