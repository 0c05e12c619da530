package io.polyvisor.internal;

import io.polyvisor.Host;
import io.polyvisor.Migration;
import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostView;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Migrating;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Moves a guest to another host of the same kind of hypervisor, keeping others away from it on both sides. */
final class MigrationAction {

    private MigrationAction() {}

    static Action<GuestId> migrate(GuestId guest, Migration where) {
        Verb verb = where.isLive() ? Verb.MIGRATE_LIVE : Verb.MIGRATE_COLD;
        return Action.onGuest(verb, guest, work -> {
            GuestView view = work.requireGuest(guest);
            work.guard(verb, view, Set.of());
            Host target = where.target()
                    .orElseThrow(() -> work.refused(new Fault.InvalidSpec(
                            List.of(new SpecProblem("target", "say where to: Migration.live().to(host)")))));
            EndpointState there = requireKin(work, target);
            requireOtherHost(work, view, target);
            requireReady(work, there, target);
            boolean away = there != work.endpoint();
            if (away) {
                requireRoomFor(work, there, view);
            }
            Migrating.Order order = new Migrating.Order(
                    target.id(),
                    away ? Optional.of(there.driver()) : Optional.empty(),
                    where.isLive(),
                    where.storageDeclaredShared());
            return Plan.send(
                    sending -> move(sending, guest, order, there), looking -> arrival(looking, guest, target, there));
        });
    }

    private static GuestId move(Work work, GuestId guest, Migrating.Order order, EndpointState there) {
        boolean away = there != work.endpoint();
        if (away && !there.runner().hold(guest)) {
            throw work.refused(new Fault.Busy("something is going on with guest " + guest + " on " + there.name()));
        }
        try {
            GuestId arrived =
                    work.send((driver, call) -> work.facet(Migrating.class).migrate(guest, order, call));
            work.hosts().add(order.target());
            noteMove(work, guest, there);
            return arrived;
        } finally {
            if (away) {
                there.runner().release(guest);
            }
        }
    }

    private static void noteMove(Work work, GuestId guest, EndpointState there) {
        if (there != work.endpoint()) {
            work.endpoint().movedTo(guest, there.name());
            there.arrived(guest);
        }
    }

    /** Proved when it is at the target and no longer here, disproved when it is here and not there. */
    private static Plan.Verdict<GuestId> arrival(Work work, GuestId guest, Host target, EndpointState there) {
        Optional<GuestView> here = work.observe(guest);
        if (there == work.endpoint()) {
            boolean moved =
                    here.flatMap(GuestView::host).filter(target.id()::equals).isPresent();
            return moved ? new Plan.Verdict.Proved<>(guest) : new Plan.Verdict.Disproved<>();
        }
        boolean isThere = work.on(there, work.deadline()).observe(guest).isPresent();
        if (isThere && here.isEmpty()) {
            noteMove(work, guest, there);
            return new Plan.Verdict.Proved<>(guest);
        }
        return !isThere && here.isPresent() ? new Plan.Verdict.Disproved<>() : new Plan.Verdict.Open<>();
    }

    private static EndpointState requireKin(Work work, Host target) {
        EndpointState there = ((CoreEndpoint) target.endpoint()).state();
        Driver mine = work.endpoint().driver();
        if (there != work.endpoint() && there.driver().getClass() != mine.getClass()) {
            throw work.refused(new Fault.Unsupported(
                    "moving between kinds of hypervisor",
                    mine.facts().product() + " cannot hand a guest to "
                            + there.driver().facts().product() + "; make it anew from its spec there"));
        }
        there.guard().requireWritable(work.failures().verb(), work.failures());
        return there;
    }

    private static void requireOtherHost(Work work, GuestView view, Host target) {
        if (view.host().filter(target.id()::equals).isPresent()) {
            throw work.refused(new Fault.InvalidState(
                    "guest " + view.name() + " is on host " + target.id() + " already",
                    Optional.of("choose another host")));
        }
    }

    private static void requireReady(Work work, EndpointState there, Host target) {
        HostView host = work
                .on(there, work.deadline())
                .read((driver, call) -> driver.inventory(EnumSet.of(InventoryField.HOSTS), call))
                .hosts()
                .stream()
                .filter(candidate -> candidate.id().equals(target.id()))
                .findFirst()
                .orElseThrow(() -> work.refused(new Fault.NotFound("host " + target.id(), Optional.empty())));
        if (host.state() != HostView.State.ONLINE) {
            throw work.refused(new Fault.InvalidState("host " + host.name() + " is " + host.state(), Optional.empty()));
        }
    }

    private static void requireRoomFor(Work work, EndpointState there, GuestView view) {
        Work looking = work.on(there, work.deadline());
        if (looking.observe(view.id()).isPresent()
                || !looking.read((driver, call) -> driver.named(view.name(), call))
                        .isEmpty()) {
            throw work.refused(new Fault.AlreadyExists("a guest named " + view.name() + " on " + there.name()));
        }
    }
}
