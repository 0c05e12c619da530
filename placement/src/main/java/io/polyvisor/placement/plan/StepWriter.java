package io.polyvisor.placement.plan;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.plan.Condition.Fenced;
import io.polyvisor.placement.plan.Condition.GuestIs;
import io.polyvisor.placement.plan.Condition.HostTakesGuests;
import io.polyvisor.placement.plan.Condition.NameFree;
import io.polyvisor.placement.plan.Condition.Room;
import io.polyvisor.placement.plan.Condition.RunsNowhere;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.SiteGuest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes legs as steps: with what must be so before, what undoes them, how long they take and why they are taken. */
final class StepWriter {
    private static final Set<PowerState> OFF = Set.of(PowerState.OFF);
    private static final Set<PowerState> RUNNING = Set.of(PowerState.RUNNING);
    private static final Set<PowerState> ANY =
            Set.of(PowerState.OFF, PowerState.RUNNING, PowerState.PAUSED, PowerState.SUSPENDED, PowerState.CRASHED);

    private final Errands errands;
    private final Blueprint blueprint;
    private final Wording wording;
    private final Estimates estimates;
    private final String planId;

    StepWriter(Errands errands, Blueprint blueprint, Wording wording, Pace pace, String planId) {
        this.errands = errands;
        this.blueprint = blueprint;
        this.wording = wording;
        this.planId = planId;
        estimates = new Estimates(pace);
    }

    Step write(int number, Drafted drafted) {
        Action action = action(drafted);
        return new Step(
                number,
                drafted.wave(),
                action,
                before(drafted),
                inverse(action),
                estimates.of(drafted.leg().kind(), drafted.guest()),
                new Money(drafted.cost()),
                wording.why(drafted));
    }

    private Action action(Drafted drafted) {
        SiteGuest guest = drafted.guest();
        String name = guest.name();
        HostKey from = drafted.leg().from().key();
        HostKey to = drafted.leg().to().key();
        return switch (drafted.leg().kind()) {
            case CREATE -> new Action.Create(name, to, blueprint.specOf(guest, to), key(name), guest.place());
            case START -> new Action.Start(name, to);
            case STOP -> new Action.Stop(name, from);
            case LIVE -> new Action.Move(name, from, to, true);
            case COLD -> new Action.Move(name, from, to, false);
            case RECOVER -> new Action.Recover(name, from, to);
            case AUTOSTART_OFF -> new Action.Autostart(name, to, false);
            case PROTECT ->
                new Action.Protect(
                        name,
                        from,
                        guest.protection(),
                        errands.newProtection(guest).orElse(guest.protection()));
        };
    }

    private CreationKey key(String guest) {
        String text = planId + "/" + guest;
        return new CreationKey(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<Action> inverse(Action action) {
        if (action instanceof Action.Create create) {
            return Optional.of(new Action.Discard(create.guest(), create.host()));
        }
        if (action instanceof Action.Start start) {
            return Optional.of(new Action.Stop(start.guest(), start.host()));
        }
        if (action instanceof Action.Stop stop) {
            return Optional.of(new Action.Start(stop.guest(), stop.host()));
        }
        if (action instanceof Action.Move move) {
            return Optional.of(new Action.Move(move.guest(), move.host(), move.from(), move.live()));
        }
        if (action instanceof Action.Recover recover) {
            return Optional.of(new Action.Retire(recover.guest(), recover.host()));
        }
        if (action instanceof Action.Protect protect) {
            return Optional.of(new Action.Protect(protect.guest(), protect.host(), protect.to(), protect.from()));
        }
        if (action instanceof Action.Autostart autostart) {
            return Optional.of(new Action.Autostart(autostart.guest(), autostart.host(), !autostart.on()));
        }
        return Optional.empty();
    }

    private List<Condition> before(Drafted drafted) {
        SiteGuest guest = drafted.guest();
        Leg leg = drafted.leg();
        HostKey from = leg.from().key();
        HostKey to = leg.to().key();
        List<Condition> before = new ArrayList<>();
        switch (leg.kind()) {
            case CREATE ->
                before.addAll(
                        List.of(new NameFree(guest.name(), to.endpoint()), new HostTakesGuests(to), room(guest, to)));
            case START -> {
                before.add(is(drafted, to, OFF));
                before.add(room(guest, to));
            }
            case STOP -> before.add(is(drafted, from, RUNNING));
            case LIVE -> before.addAll(List.of(is(drafted, from, RUNNING), new HostTakesGuests(to), room(guest, to)));
            case COLD -> before.addAll(List.of(is(drafted, from, OFF), new HostTakesGuests(to)));
            case RECOVER ->
                before.addAll(List.of(
                        new Fenced(from), new RunsNowhere(guest.name()), new HostTakesGuests(to), room(guest, to)));
            case AUTOSTART_OFF -> before.add(is(drafted, to, OFF));
            case PROTECT -> before.add(is(drafted, from, ANY));
        }
        if (leg.kind() == Leg.Kind.START && errands.recovers(guest)) {
            before.addAll(List.of(new Fenced(from), new RunsNowhere(guest.name())));
        }
        return before;
    }

    private static Room room(SiteGuest guest, HostKey host) {
        return guest.active()
                ? new Room(host, guest.memory(), guest.vcpus())
                : new Room(host, io.polyvisor.model.Memory.ZERO, 0);
    }

    /** A guest that this plan makes or defines anew has a key that is not known yet. */
    private GuestIs is(Drafted drafted, HostKey host, Set<PowerState> powers) {
        SiteGuest guest = drafted.guest();
        boolean another = errands.recovers(guest)
                || (errands.makes(guest)
                        && drafted.leg().kind() != Leg.Kind.STOP
                        && drafted.leg().kind() != Leg.Kind.PROTECT);
        Optional<GuestId> id = another ? Optional.empty() : guest.id();
        return new GuestIs(guest.name(), host, powers, id);
    }
}
