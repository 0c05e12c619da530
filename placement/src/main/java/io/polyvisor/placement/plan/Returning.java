package io.polyvisor.placement.plan;

import io.polyvisor.model.PowerState;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The plan that lets a fenced host return. */
final class Returning {
    private static final Set<PowerState> DEAD = Set.of(PowerState.OFF, PowerState.CRASHED);
    private static final Set<PowerState> ACTIVE = Set.of(PowerState.RUNNING, PowerState.PAUSED, PowerState.CRASHED);

    private Returning() {}

    static Plan plan(Site site, HostKey host, Collection<String> stale) {
        site.host(host);
        List<Step> steps = new ArrayList<>();
        PlanText text = new PlanText().line(site.name(), "rejoin", host);
        for (String guest : new TreeSet<>(stale)) {
            text.line(guest);
            steps.add(new Step(
                    steps.size() + 1,
                    1,
                    new Action.Retire(guest, host),
                    List.of(new Condition.GuestIs(guest, host, DEAD, Optional.empty())),
                    Optional.empty(),
                    Estimates.ADMINISTRATIVE,
                    Money.ZERO,
                    "was started elsewhere while " + host + " was lost; nothing undoes that, its volumes stay"));
        }
        steps.add(new Step(
                steps.size() + 1,
                steps.isEmpty() ? 1 : 2,
                new Action.Rejoin(host),
                asItIs(site, host, stale),
                Optional.empty(),
                Estimates.ADMINISTRATIVE,
                Money.ZERO,
                "nothing on it can run twice any more; only a new fence undoes that"));
        return new Plan(text.digest(), site.name(), "let " + host + " return", "none", steps, List.of(), Money.ZERO);
    }

    /** Guests that its hypervisor started and nobody else did are where they belong: the host takes them back with it. */
    private static List<Condition> asItIs(Site site, HostKey host, Collection<String> stale) {
        List<Condition> running = new ArrayList<>();
        site.guests().values().stream()
                .filter(guest -> guest.active() && guest.place().equals(Optional.of(host)))
                .filter(guest -> !stale.contains(guest.name()))
                .forEach(guest -> running.add(new Condition.GuestIs(guest.name(), host, ACTIVE, guest.id())));
        return running.isEmpty() ? List.of(new Condition.HostEmpty(host)) : running;
    }
}
