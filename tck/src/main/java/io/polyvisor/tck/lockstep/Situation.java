package io.polyvisor.tck.lockstep;

import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the model's side of a walk has just now: all that decides about the next step. */
final class Situation {
    private final World world;
    private final Side side;

    Situation(Side side) {
        this.side = side;
        this.world = side.lastSeen();
    }

    /** The guest that a step acts on. */
    static Optional<String> touchedBy(Step step) {
        return step instanceof OnGuest onGuest ? Optional.of(onGuest.guest()) : Optional.empty();
    }

    /** Aliases of guests that are there, in the order in which they were made. */
    List<String> guests() {
        return world.guests().entrySet().stream()
                .filter(entry -> entry.getValue().view().isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The state of a guest; empty when it is not there. */
    Optional<PowerState> state(String guest) {
        return view(guest).map(view -> view.power().state());
    }

    int vcpus(String guest) {
        return view(guest).map(GuestView::vcpus).orElse(1);
    }

    int disks(String guest) {
        return slots(guest).disks().size();
    }

    int nics(String guest) {
        return slots(guest).nics().size();
    }

    boolean hasDrive(String guest) {
        return !slots(guest).media().isEmpty();
    }

    boolean driveIsFull(String guest) {
        return slots(guest).media().stream().map(DiskView::volume).anyMatch(Optional::isPresent);
    }

    List<String> snapshots(String guest) {
        World.Sight sight = world.guests().get(guest);
        return sight == null
                ? List.of()
                : sight.snapshots().stream().map(SnapshotView::name).toList();
    }

    /** Whether the guest was asked for something that it has not done yet. */
    boolean hasSomethingGoingOn(String guest) {
        return view(guest)
                .map(view -> !view.requireDetails().currentOperations().isEmpty())
                .orElse(false);
    }

    /** Whether some work goes on that ends by itself: all but a shutdown that a running guest may never follow. */
    boolean isStirring() {
        return world.guests().values().stream()
                .flatMap(sight -> sight.view().stream())
                .anyMatch(Situation::isStirring);
    }

    private static boolean isStirring(GuestView view) {
        return view.requireDetails().currentOperations().stream()
                .flatMap(going -> going.verb().stream())
                .anyMatch(verb -> verb != Verb.SHUTDOWN || view.power().is(PowerState.OFF));
    }

    boolean allows(String guest, Verb verb) {
        World.Sight sight = world.guests().get(guest);
        return sight != null && sight.may().getOrDefault(verb, false);
    }

    /** Aliases of volumes that steps made. */
    List<String> volumes() {
        return world.volumes().stream()
                .flatMap(volume -> side.volumeAlias(volume.id()).stream())
                .sorted()
                .toList();
    }

    /** Aliases of templates that are there. */
    List<String> templates() {
        return world.templates().stream()
                .map(template -> side.plain(template.name().value()))
                .sorted()
                .toList();
    }

    private Optional<GuestView> view(String guest) {
        return Optional.ofNullable(world.guests().get(guest)).flatMap(World.Sight::view);
    }

    private Slots slots(String guest) {
        World.Sight sight = world.guests().get(guest);
        return sight == null ? Slots.none() : sight.slots();
    }
}
