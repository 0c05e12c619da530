package io.polyvisor.placement.check;

import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A site while a plan is carried out: who is where, running or not, and what the hosts do. Not thread-safe. */
final class World {
    private final Map<String, Copies> guests = new HashMap<>();
    private final Map<HostKey, HostState> hosts = new HashMap<>();

    World(Site site) {
        site.guests().values().forEach(guest -> guests.put(guest.name(), Copies.of(guest)));
        site.hosts().values().forEach(host -> hosts.put(host.key(), host.state()));
    }

    private World(World other) {
        guests.putAll(other.guests);
        hosts.putAll(other.hosts);
    }

    World copy() {
        return new World(this);
    }

    Copies copies(String guest) {
        return Objects.requireNonNull(guests.get(guest));
    }

    HostState state(HostKey host) {
        return Objects.requireNonNull(hosts.get(host));
    }

    boolean isLost(HostKey host) {
        return state(host) == HostState.LOST;
    }

    Collection<Copies> all() {
        return guests.values();
    }

    /** On how many hosts the guest runs; what is fenced runs nothing. */
    long running(String guest) {
        return copies(guest).running().stream().filter(host -> !isLost(host)).count();
    }

    boolean isEmpty(HostKey host) {
        return guests.values().stream().noneMatch(copies -> copies.runsOn(host));
    }

    /** Takes the step; says why it cannot be taken, and then changes nothing. */
    Optional<String> take(Action action) {
        if (action instanceof Action.OnGuest onGuest) {
            Copies now = copies(onGuest.guest());
            Optional<Copies> then = now.after(onGuest);
            then.ifPresent(copies -> guests.put(onGuest.guest(), copies));
            return then.isPresent()
                    ? Optional.empty()
                    : Optional.of(onGuest + " cannot be done to guest " + onGuest.guest() + ", which is " + now);
        }
        return takeOnHost((Action.OnHost) action);
    }

    private Optional<String> takeOnHost(Action.OnHost action) {
        HostKey host = action.host();
        if (action instanceof Action.Fence) {
            hosts.put(host, HostState.LOST);
            guests.replaceAll((name, copies) -> copies.stoppedOn(host));
            return Optional.empty();
        }
        HostState now = state(host);
        boolean possible;
        if (action instanceof Action.Release) {
            possible = now != HostState.LOST && isEmpty(host);
        } else if (action instanceof Action.Rejoin) {
            possible = now == HostState.LOST;
        } else {
            possible = now == HostState.OFF;
        }
        if (!possible) {
            return Optional.of(
                    action + " cannot be done to a host that is " + now + (isEmpty(host) ? "" : " and used"));
        }
        hosts.put(host, action instanceof Action.Release ? HostState.OFF : HostState.UP);
        return Optional.empty();
    }
}
