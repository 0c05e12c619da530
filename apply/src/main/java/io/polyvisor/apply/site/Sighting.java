package io.polyvisor.apply.site;

import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import java.util.Optional;
import java.util.UUID;

/**
 * A guest as one endpoint shows it.
 *
 * @param look the endpoint
 * @param view the guest
 * @param host its host
 * @param state its host's state
 */
record Sighting(Look look, GuestView view, HostKey host, HostState state) {

    String name() {
        return view.name().value();
    }

    Optional<Mark> mark() {
        return view.details().flatMap(GuestDetails::mark);
    }

    boolean ours() {
        return mark().isPresent();
    }

    /** What is known of its power, as far back as it goes. */
    PowerState power() {
        return view.power().is(PowerState.UNKNOWN)
                ? view.power().lastKnown().orElse(PowerState.UNKNOWN)
                : view.power().state();
    }

    /** Whether it takes its host's memory; what nobody knows of is counted. */
    boolean active() {
        return power() != PowerState.OFF && power() != PowerState.SUSPENDED;
    }

    boolean runs() {
        return power() == PowerState.RUNNING || power() == PowerState.PAUSED;
    }

    /** Whether both are one guest at two places: made under one key, or of one key that only one guest in the world has. */
    boolean isSameAs(Sighting other) {
        boolean sameKey = mark().flatMap(Mark::key).isPresent()
                && mark().flatMap(Mark::key).equals(other.mark().flatMap(Mark::key));
        boolean sameId = view.id().equals(other.view.id())
                && isUniqueInTheWorld(view.id().value());
        return !host.equals(other.host) && name().equals(other.name()) && (sameKey || sameId);
    }

    static boolean isUniqueInTheWorld(String id) {
        try {
            return UUID.fromString(id).toString().equalsIgnoreCase(id);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** How likely it is the guest itself and not a copy that was left behind; less is likelier. */
    int doubt() {
        int place = switch (state) {
            case UP, MAINTENANCE -> 0;
            case UNREACHABLE, OFF -> 2;
            case LOST -> 4;
        };
        return place + (runs() ? 0 : 1);
    }
}
