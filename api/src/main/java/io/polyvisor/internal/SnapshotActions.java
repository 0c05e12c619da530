package io.polyvisor.internal;

import io.polyvisor.error.Fault;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Loss;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Snapshots;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verbs on a guest's snapshots. */
final class SnapshotActions {

    private SnapshotActions() {}

    static Action<SnapshotId> take(GuestId guest, Snapshots.Order order) {
        Verb verb = order.holds() == SnapshotContent.DISKS ? Verb.SNAPSHOT_DISKS : Verb.SNAPSHOT_MEMORY;
        return Action.onGuest(verb, guest, work -> {
            GuestView view = work.requireGuest(guest);
            work.guard(verb, view, Set.of());
            requireName(work, order.name());
            if (list(work, guest).stream().anyMatch(other -> other.name().equals(order.name()))) {
                throw work.refused(new Fault.AlreadyExists("a snapshot named " + order.name()));
            }
            return Plan.send(
                    sending -> sending.send(
                            (driver, call) -> sending.facet(Snapshots.class).take(guest, order, call)),
                    looking -> made(looking, guest, order.key())
                            .<Plan.Verdict<SnapshotId>>map(found -> new Plan.Verdict.Proved<>(found.id()))
                            .orElseGet(Plan.Verdict.Disproved::new));
        });
    }

    static Action<Effect> revert(GuestId guest, SnapshotId snapshot, Loss accepted) {
        return Action.onGuest(Verb.SNAPSHOT_REVERT, guest, work -> {
            GuestView view = work.requireGuest(guest);
            work.guard(Verb.SNAPSHOT_REVERT, view, Set.of(accepted));
            if (list(work, guest).stream().noneMatch(other -> other.id().equals(snapshot))) {
                throw work.refused(
                        new Fault.NotFound("snapshot " + snapshot + " of guest " + view.name(), Optional.empty()));
            }
            return Plan.send(
                    sending -> {
                        sending.tell(
                                (driver, call) -> sending.facet(Snapshots.class).revert(guest, snapshot, call));
                        keepMark(sending, view);
                        sending.endpoint().shutdownAnswered(guest);
                        return Effect.APPLIED;
                    },
                    Plan.unprovable());
        });
    }

    static Action<Effect> delete(GuestId guest, SnapshotId snapshot) {
        return Action.onGuest(Verb.SNAPSHOT_DELETE, guest, work -> {
            work.guard(Verb.SNAPSHOT_DELETE, work.requireGuest(guest), Set.of());
            requireSome(work);
            if (isGone(work, guest, snapshot)) {
                return Plan.already(Effect.UNCHANGED);
            }
            return Plan.send(
                    sending -> {
                        sending.tell(
                                (driver, call) -> sending.facet(Snapshots.class).drop(guest, snapshot, call));
                        return Effect.APPLIED;
                    },
                    looking -> ConfigurationActions.verdict(isGone(looking, guest, snapshot), Effect.APPLIED));
        });
    }

    static List<SnapshotView> list(Work work, GuestId guest) {
        requireSome(work);
        return work.read((driver, call) -> work.facet(Snapshots.class).snapshots(guest, call));
    }

    private static void requireSome(Work work) {
        Capabilities capabilities = work.endpoint().driver().capabilities();
        if (!capabilities.provides(Capability.SNAPSHOT_DISKS)) {
            work.endpoint().guard().require(Capability.SNAPSHOT_MEMORY, work.failures());
        }
    }

    /** A snapshot restores configuration; whose guest it is, its tags and protection are not configuration. */
    private static void keepMark(Work work, GuestView before) {
        before.requireDetails()
                .mark()
                .ifPresent(mark -> work.tell((driver, call) -> driver.mark(before.id(), mark, call)));
    }

    private static boolean isGone(Work work, GuestId guest, SnapshotId snapshot) {
        return list(work, guest).stream().noneMatch(other -> other.id().equals(snapshot));
    }

    private static Optional<SnapshotView> made(Work work, GuestId guest, CreationKey key) {
        return list(work, guest).stream()
                .filter(other -> other.key().filter(key::equals).isPresent())
                .findFirst();
    }

    private static void requireName(Work work, String name) {
        boolean bad = name.isBlank()
                || name.length() > 120
                || name.indexOf('/') >= 0
                || name.chars().anyMatch(Character::isISOControl);
        if (bad) {
            SpecRules.refuse(
                    List.of(new SpecProblem("name", "1 to 120 visible characters without slashes are right")), work);
        }
    }
}
