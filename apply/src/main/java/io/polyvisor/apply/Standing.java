package io.polyvisor.apply;

import io.polyvisor.Guest;
import io.polyvisor.apply.Sight.HostSight;
import io.polyvisor.error.NotFoundException;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.HostKey;
import java.util.Optional;

/** Whether what a step leads to is so already: told by looking only, never from what was sent. */
final class Standing {
    private final Ground ground;
    private final Sight sight;

    Standing(Ground ground, Sight sight) {
        this.ground = ground;
        this.sight = sight;
    }

    /** How a step stands. */
    sealed interface Stand {
        /** It is so. */
        record Done(Optional<GuestId> id, String words) implements Stand {}

        /** It is not so. */
        record NotDone() implements Stand {}

        /** It cannot be seen, or what is seen fits neither. */
        record Open(Finding finding) implements Stand {}
    }

    Stand of(Step step) {
        Action action = step.action();
        if (action instanceof Action.Create create) {
            return made(create.guest(), create.host(), create.key());
        }
        if (action instanceof Action.Recover recover) {
            return recovered(recover);
        }
        if (action instanceof Action.Move move) {
            return moved(step, move);
        }
        if (action instanceof Action.OnGuest onGuest) {
            return ofGuest(step, onGuest);
        }
        return ofHost(action);
    }

    /** A manager of both hosts may have restarted its guest itself, and knows it in any case. */
    private Stand recovered(Action.Recover recover) {
        Stand stand = made(recover.guest(), recover.host(), ground.keyOf(recover));
        boolean known = recover.lost().endpoint().equals(recover.host().endpoint());
        return known && stand instanceof Stand.Open
                ? new Stand.Open(
                        Finding.differs(
                                "guest " + recover.guest(),
                                "defined on another endpoint than that of its lost host",
                                "endpoint " + recover.host().endpoint()
                                        + " manages both hosts and still knows the guest; its own high availability restarts it"))
                : stand;
    }

    private Stand made(String guest, HostKey host, CreationKey key) {
        String about = "guest " + guest;
        String expected = "made under key " + key + " on " + host;
        try {
            Optional<Guest> found = ground.endpoints().named(host.endpoint()).find(key);
            if (found.isEmpty()) {
                return new Stand.NotDone();
            }
            GuestView view = found.get().view();
            Optional<HostKey> place = sight.place(host.endpoint(), view);
            String words = "guest " + view.name() + " (" + view.id() + ") is on "
                    + place.map(HostKey::toString).orElse("a host that the site does not know");
            boolean ours = view.name().value().equals(ground.own(guest)) && place.equals(Optional.of(host));
            return ours
                    ? new Stand.Done(Optional.of(view.id()), words + " under that key")
                    : new Stand.Open(Finding.differs(about, expected, words));
        } catch (NotFoundException gone) {
            return new Stand.NotDone();
        } catch (PolyvisorException e) {
            return new Stand.Open(Finding.unseen(about, expected, String.valueOf(e.getMessage())));
        }
    }

    private Stand moved(Step step, Action.Move move) {
        Optional<GuestId> id =
                ground.idOf(step, move.guest(), move.host()).or(() -> ground.idOf(step, move.guest(), move.from()));
        Found there = Found.look(sight, ground.own(move.guest()), move.host(), id);
        Found here = Found.look(sight, ground.own(move.guest()), move.from(), id);
        String expected = "on " + move.host() + " and no longer on " + move.from();
        if (!there.sure() || !here.sure()) {
            String why = there.sure() ? here.words() : there.words();
            return new Stand.Open(Finding.unseen("guest " + move.guest(), expected, why));
        }
        if (there.isOn(move.host()) && here.isOn(move.from())) {
            String both = "both " + there.words() + ", and " + here.words()
                    + ": a move may still be under way; wait, look at both hosts, then resume";
            return new Stand.Open(Finding.unseen("guest " + move.guest(), expected, both));
        }
        return there.isOn(move.host()) ? new Stand.Done(idOf(there), there.words()) : new Stand.NotDone();
    }

    private Stand ofGuest(Step step, Action.OnGuest action) {
        HostKey host = action.host();
        boolean goes = action instanceof Action.Discard || action instanceof Action.Retire;
        Found found = Found.look(sight, ground.own(action.guest()), host, ground.idOf(step, action.guest(), host));
        if (!found.sure() || sight.host(host) == HostSight.SILENT) {
            String why = found.sure() ? sight.words(host) : found.words();
            return new Stand.Open(Finding.unseen("guest " + action.guest(), "to be seen on " + host, why));
        }
        boolean here = found.view().isPresent() && found.isOn(host);
        if (goes) {
            return here ? new Stand.NotDone() : new Stand.Done(Optional.empty(), found.words());
        }
        if (!here || !found.view().get().name().value().equals(ground.own(action.guest()))) {
            return new Stand.NotDone();
        }
        return is(action, found.view().get()) ? new Stand.Done(idOf(found), found.words()) : new Stand.NotDone();
    }

    private boolean is(Action.OnGuest action, GuestView view) {
        if (action instanceof Action.Start) {
            return view.power().is(PowerState.RUNNING);
        }
        if (action instanceof Action.Stop) {
            return view.power().is(PowerState.OFF);
        }
        if (action instanceof Action.Autostart autostart) {
            return view.autostart() == autostart.on();
        }
        return action instanceof Action.Protect protect
                && mark(protect.host(), view)
                        .map(mark -> mark.protection() == protect.to())
                        .orElse(false);
    }

    private Optional<Mark> mark(HostKey host, GuestView view) {
        try {
            return ground.endpoints()
                    .named(host.endpoint())
                    .guest(view.id())
                    .view()
                    .requireDetails()
                    .mark();
        } catch (PolyvisorException unseen) {
            return Optional.empty();
        }
    }

    private Stand ofHost(Action action) {
        HostKey host = action.host();
        boolean done;
        if (action instanceof Action.Fence) {
            done = ground.fenced(host) && !sight.host(host).answers();
        } else if (action instanceof Action.Rejoin) {
            done = !ground.state().fenced().containsKey(host);
        } else {
            HostSight goal = action instanceof Action.Release ? HostSight.MAINTENANCE : HostSight.READY;
            done = sight.host(host) == goal;
        }
        return done ? new Stand.Done(Optional.empty(), words(action)) : new Stand.NotDone();
    }

    private String words(Action action) {
        if (action instanceof Action.Fence) {
            return Optional.ofNullable(ground.state().fenced().get(action.host()))
                    .map(fenced -> fenced.evidence().words())
                    .orElse("");
        }
        return action instanceof Action.Rejoin
                ? "host " + action.host() + " is not fenced"
                : sight.words(action.host());
    }

    private static Optional<GuestId> idOf(Found found) {
        return found.view().map(GuestView::id);
    }
}
