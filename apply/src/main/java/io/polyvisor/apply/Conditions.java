package io.polyvisor.apply;

import io.polyvisor.Guest;
import io.polyvisor.apply.Sight.HostSight;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostView;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks whether the conditions of steps hold. Changes nothing. */
final class Conditions {
    private static final Set<PowerState> INACTIVE = Set.of(PowerState.OFF, PowerState.SUSPENDED);

    private final Ground ground;
    private final Sight sight;
    private final Foresight foresight;

    Conditions(Ground ground, Sight sight, Foresight foresight) {
        this.ground = ground;
        this.sight = sight;
        this.foresight = foresight;
    }

    /** What is otherwise than all of these say, for a step on that host. */
    List<Finding> findings(List<Condition> conditions, HostKey host) {
        List<Finding> all = new ArrayList<>();
        for (Condition condition : conditions) {
            all.addAll(findings(condition, host));
        }
        return all;
    }

    private List<Finding> findings(Condition condition, HostKey host) {
        if (condition instanceof Condition.GuestIs it) {
            return foresight.touches(it.guest()) ? List.of() : guestIs(it);
        }
        if (condition instanceof Condition.NameFree it) {
            return foresight.touches(it.guest()) ? List.of() : nameFree(it);
        }
        if (condition instanceof Condition.HostTakesGuests it) {
            return foresight.prepares(it.host()) ? List.of() : takesGuests(it.host());
        }
        if (condition instanceof Condition.Room it) {
            return room(it);
        }
        if (condition instanceof Condition.HostEmpty it) {
            return foresight.changes(it.host()) ? List.of() : empty(it.host());
        }
        if (condition instanceof Condition.Fenced it) {
            return foresight.fences(it.host()) ? List.of() : fenced(it.host());
        }
        return runsNowhere(((Condition.RunsNowhere) condition).guest(), host);
    }

    private List<Finding> guestIs(Condition.GuestIs it) {
        String about = "guest " + it.guest();
        Optional<GuestId> id =
                ground.story().id(it.guest(), it.host().endpoint()).or(it::id);
        String expected = (it.powers().size() == 1
                        ? it.powers().iterator().next().toString()
                        : "one of " + it.powers().stream().sorted().toList())
                + " on " + it.host() + id.map(key -> " (" + key + ")").orElse("");
        if (sight.host(it.host()) == HostSight.SILENT) {
            return List.of(Finding.unseen(about, expected, sight.words(it.host())));
        }
        Found found = Found.look(sight, ground.own(it.guest()), it.host(), id);
        if (found.view().isEmpty()) {
            return List.of(
                    found.sure()
                            ? Finding.differs(about, expected, found.words())
                            : Finding.unseen(about, expected, found.words()));
        }
        GuestView view = found.view().get();
        boolean same = view.name().value().equals(ground.own(it.guest()))
                && found.isOn(it.host())
                && it.powers().contains(view.power().state());
        if (same) {
            return List.of();
        }
        return List.of(
                view.power().is(PowerState.UNKNOWN)
                        ? Finding.unseen(about, expected, found.words())
                        : Finding.differs(about, expected, found.words()));
    }

    private List<Finding> nameFree(Condition.NameFree it) {
        String about = "name " + it.guest();
        String expected = "free on endpoint " + it.endpoint();
        if (sight.inventory(it.endpoint()).isEmpty()) {
            return List.of(Finding.unseen(about, expected, sight.trouble(it.endpoint())));
        }
        Optional<GuestId> ours = ours(it);
        List<GuestView> others = sight.guests(it.endpoint()).stream()
                .filter(view -> view.name().value().equals(ground.own(it.guest())))
                .filter(view -> !ours.equals(Optional.of(view.id())))
                .toList();
        if (!others.isEmpty()) {
            return List.of(Finding.differs(
                    about, expected, "taken by " + others.get(0).id() + ", which this plan did not make"));
        }
        boolean complete = sight.inventory(it.endpoint()).get().complete();
        return complete
                ? List.of()
                : List.of(Finding.unseen(about, expected, "what endpoint " + it.endpoint() + " told is incomplete"));
    }

    private Optional<GuestId> ours(Condition.NameFree it) {
        Optional<CreationKey> key = ground.keyOf(it.guest());
        try {
            return key.flatMap(ground.endpoints().named(it.endpoint())::find).map(Guest::id);
        } catch (PolyvisorException unseen) {
            return Optional.empty();
        }
    }

    private List<Finding> takesGuests(HostKey host) {
        String about = "host " + host;
        if (ground.state().fenced().containsKey(host)) {
            return List.of(Finding.differs(about, "ready for guests", "it was fenced and has not rejoined"));
        }
        return sight.host(host) == HostSight.READY
                ? List.of()
                : List.of(Finding.differs(about, "ready for guests", sight.words(host)));
    }

    private List<Finding> room(Condition.Room it) {
        String about = "room on host " + it.host();
        Foresight.Load wanted = new Foresight.Load(it.memory().bytes(), it.vcpus());
        String expected = Foresight.words(wanted);
        if (!sight.host(it.host()).answers()) {
            return foresight.prepares(it.host())
                    ? List.of()
                    : List.of(Finding.unseen(about, expected, sight.words(it.host())));
        }
        Foresight.Load free = free(it.host()).plus(foresight.on(it.host()), -1);
        boolean enough = wanted.memory() <= free.memory() && wanted.vcpus() <= free.vcpus();
        return enough ? List.of() : List.of(Finding.differs(about, expected, Foresight.words(free) + " are free"));
    }

    /** What active guests leave of what the site gives them there, and of what the host says that it has. */
    private Foresight.Load free(HostKey host) {
        SiteHost known = ground.site().host(host);
        long memory = sight.view(host)
                .map(HostView::memory)
                .map(has -> Math.min(has.bytes(), known.memory().bytes()))
                .orElse(known.memory().bytes());
        Foresight.Load free = new Foresight.Load(memory, known.vcpus());
        for (GuestView guest : active(host)) {
            free = free.plus(new Foresight.Load(guest.memory().bytes(), guest.vcpus()), -1);
        }
        return free;
    }

    private List<GuestView> active(HostKey host) {
        return sight.guestsOn(host).stream()
                .filter(guest -> !INACTIVE.contains(guest.power().state()))
                .toList();
    }

    private List<Finding> empty(HostKey host) {
        String about = "host " + host;
        if (!sight.host(host).answers()) {
            return List.of(Finding.unseen(about, "no active guest", sight.words(host)));
        }
        List<GuestView> active = active(host);
        return active.isEmpty()
                ? List.of()
                : List.of(Finding.differs(about, "no active guest", "active: " + names(active)));
    }

    private List<Finding> fenced(HostKey host) {
        String about = "host " + host;
        if (sight.host(host).answers()) {
            List<GuestView> active = active(host);
            boolean recorded = ground.state().fenced().containsKey(host);
            return active.isEmpty() && recorded
                    ? List.of()
                    : List.of(Finding.differs(
                            about,
                            "fenced, by evidence",
                            active.isEmpty() ? "no evidence is kept" : "it answers and runs " + names(active)));
        }
        return ground.fenced(host)
                ? List.of()
                : List.of(Finding.unseen(
                        about, "fenced, by evidence", sight.words(host) + ", and a lost connection is no evidence"));
    }

    private static List<String> names(List<GuestView> guests) {
        return guests.stream().map(guest -> guest.name().value()).toList();
    }

    /** Looks at every host where it could run; a host that cannot be seen and is not fenced may run it. */
    List<Finding> runsNowhere(String guest, HostKey around) {
        Copies copies = new Copies(ground, sight);
        List<Finding> all = new ArrayList<>();
        if (!foresight.touches(guest)) {
            all.addAll(copies.running(guest, around, Optional.empty()));
        }
        copies.unseen(guest, around).stream()
                .filter(host -> !foresight.fences(host))
                .forEach(host -> all.add(Finding.unseen(
                        "guest " + guest,
                        "running on no host of its pool",
                        sight.words(host) + ", and no evidence says that it is fenced")));
        return all;
    }
}
