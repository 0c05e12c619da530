package io.polyvisor.placement.check;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.SiteGuest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A guest while a plan is carried out: its definitions on hosts, and which of them is the guest.
 *
 * @param place the host whose definition is the guest
 * @param defined the hosts that have a definition of it
 * @param running those of them that run it
 * @param autostart whether hosts start it together with themselves, where the plan says so
 * @param protection what should happen when its host is lost
 */
record Copies(
        Optional<HostKey> place,
        Set<HostKey> defined,
        Set<HostKey> running,
        Map<HostKey, Boolean> autostart,
        Protection protection) {

    static Copies of(SiteGuest guest) {
        Set<HostKey> there = guest.place().map(Set::of).orElse(Set.of());
        return new Copies(guest.place(), there, guest.active() ? there : Set.of(), Map.of(), guest.protection());
    }

    boolean runsOn(HostKey host) {
        return running.contains(host);
    }

    boolean isOn(HostKey host) {
        return defined.contains(host);
    }

    Copies stoppedOn(HostKey host) {
        return runsOn(host) ? with(place, defined, less(running, host)) : this;
    }

    /** What that action makes of it; empty where it cannot be done. */
    Optional<Copies> after(Action.OnGuest action) {
        HostKey host = action.host();
        if (action instanceof Action.Create create) {
            boolean free = place.isEmpty() || place.equals(create.replaces());
            return when(free && !isOn(host), with(Optional.of(host), more(defined, host), running));
        }
        if (action instanceof Action.Discard || action instanceof Action.Retire) {
            return when(isOn(host) && !runsOn(host), without(host));
        }
        if (action instanceof Action.Start) {
            return when(isOn(host) && !runsOn(host), with(place, defined, more(running, host)));
        }
        if (action instanceof Action.Stop) {
            return when(runsOn(host), with(place, defined, less(running, host)));
        }
        if (action instanceof Action.Move move) {
            return after(move);
        }
        if (action instanceof Action.Recover recover) {
            boolean possible = place.equals(Optional.of(recover.lost())) && !isOn(host);
            return when(possible, with(Optional.of(host), more(defined, host), running));
        }
        if (action instanceof Action.Autostart start) {
            Map<HostKey, Boolean> other = new TreeMap<>(autostart);
            other.put(host, start.on());
            return when(isOn(host), new Copies(place, defined, running, other, protection));
        }
        Action.Protect protect = (Action.Protect) action;
        boolean possible = isOn(host) && protection == protect.from();
        return when(possible, new Copies(place, defined, running, autostart, protect.to()));
    }

    private Optional<Copies> after(Action.Move move) {
        HostKey to = move.host();
        boolean possible = place.equals(Optional.of(move.from())) && runsOn(move.from()) == move.live() && !isOn(to);
        Set<HostKey> runs = move.live() ? more(less(running, move.from()), to) : running;
        return when(possible, with(Optional.of(to), more(less(defined, move.from()), to), runs));
    }

    private Copies without(HostKey host) {
        Set<HostKey> left = less(defined, host);
        boolean itself = place.equals(Optional.of(host));
        return with(itself ? left.stream().sorted().findFirst() : place, left, running);
    }

    private Copies with(Optional<HostKey> at, Set<HostKey> on, Set<HostKey> runs) {
        return new Copies(at, on, runs, autostart, protection);
    }

    private static Optional<Copies> when(boolean possible, Copies then) {
        return possible ? Optional.of(then) : Optional.empty();
    }

    private static Set<HostKey> more(Set<HostKey> set, HostKey host) {
        Set<HostKey> more = new TreeSet<>(set);
        more.add(host);
        return more;
    }

    private static Set<HostKey> less(Set<HostKey> set, HostKey host) {
        Set<HostKey> less = new TreeSet<>(set);
        less.remove(host);
        return less;
    }
}
