package io.polyvisor.tck.lockstep;

import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.tck.Intercepted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Something is wrong with snapshots. */
final class SnapshotMutants {

    private SnapshotMutants() {}

    static Stream<ModelMutant> all() {
        return Stream.of(
                ModelMutant.of("revert forgets the amount of memory", SnapshotMutants::revertKeepsMemory),
                ModelMutant.remembering("revert loses tags", SnapshotMutants::revertLosesTags),
                ModelMutant.of(
                        "snapshots have no parents",
                        (call, driver) -> listed(
                                call,
                                all -> all.stream()
                                        .map(one -> with(one, Optional.empty(), one.current()))
                                        .toList())),
                ModelMutant.of(
                        "the last snapshot of the list is always current",
                        (call, driver) -> listed(call, SnapshotMutants::lastIsCurrent)),
                ModelMutant.of("dropping a snapshot drops its children", SnapshotMutants::dropTakesChildren));
    }

    private static Object revertKeepsMemory(Intercepted call, Driver driver) {
        if (!call.is(Snapshots.class, "revert")) {
            return call.proceed();
        }
        GuestId guest = call.argument(GuestId.class);
        GuestView before = driver.observe(guest, call.argument(Call.class)).orElseThrow();
        Object answer = call.proceed();
        GuestView after = driver.observe(guest, call.argument(Call.class)).orElseThrow();
        if (after.power().is(PowerState.OFF) && !after.memory().equals(before.memory())) {
            driver.reconfigure(guest, GuestChange.set().memory(before.memory()), call.argument(Call.class));
        }
        return answer;
    }

    private static ModelMutant.Flaw revertLosesTags() {
        Set<GuestId> reverted = ConcurrentHashMap.newKeySet();
        return (call, driver) -> {
            if (call.is(Snapshots.class, "revert")) {
                reverted.add(call.argument(GuestId.class));
            }
            return call.is(Driver.class, "mark") && reverted.remove(call.argument(GuestId.class))
                    ? call.proceedWith(Mark.class, call.argument(Mark.class).withTags(Map.of()))
                    : call.proceed();
        };
    }

    private static List<SnapshotView> lastIsCurrent(List<SnapshotView> all) {
        List<SnapshotView> other = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            other.add(with(all.get(i), all.get(i).parent(), i == all.size() - 1));
        }
        return other;
    }

    private static Object dropTakesChildren(Intercepted call, Driver driver) {
        if (call.is(Snapshots.class, "drop")) {
            Snapshots snapshots = call.target(Snapshots.class);
            GuestId guest = call.argument(GuestId.class);
            Optional<SnapshotId> parent = Optional.of(call.argument(SnapshotId.class));
            snapshots.snapshots(guest, call.argument(Call.class)).stream()
                    .filter(each -> each.parent().equals(parent))
                    .forEach(child -> snapshots.drop(guest, child.id(), call.argument(Call.class)));
        }
        return call.proceed();
    }

    @SuppressWarnings("unchecked")
    private static Object listed(Intercepted call, UnaryOperator<List<SnapshotView>> change) {
        Object answer = call.proceed();
        return call.is(Snapshots.class, "snapshots") ? change.apply((List<SnapshotView>) answer) : answer;
    }

    private static SnapshotView with(SnapshotView old, Optional<SnapshotId> parent, boolean current) {
        return new SnapshotView(
                old.id(),
                old.name(),
                old.description(),
                parent,
                current,
                old.holds(),
                old.revertsTo(),
                old.takenAt(),
                old.key());
    }
}
