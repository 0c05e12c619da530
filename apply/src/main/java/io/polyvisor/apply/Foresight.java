package io.polyvisor.apply;

import io.polyvisor.model.Memory;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What earlier steps of a plan will have changed, when a later one is looked at before they are taken. Empty when a step is really
 * about to be taken. Not thread-safe.
 */
final class Foresight {
    private final Set<String> guests = new HashSet<>();
    private final Set<HostKey> changed = new HashSet<>();
    private final Set<HostKey> prepared = new HashSet<>();
    private final Set<HostKey> fenced = new HashSet<>();
    private final Map<HostKey, Load> load = new HashMap<>();

    /**
     * What a guest takes, or several, or fewer than before.
     *
     * @param memory bytes
     * @param vcpus virtual processors
     */
    record Load(long memory, int vcpus) {
        static final Load NONE = new Load(0, 0);

        Load plus(Load other, int sign) {
            return new Load(memory + sign * other.memory, vcpus + sign * other.vcpus);
        }
    }

    /** That step will have been taken. */
    void take(Action action, Site site, Plan plan) {
        action.subject().ifPresent(guests::add);
        changed.add(action.host());
        if (action instanceof Action.Start start) {
            add(start.host(), size(start.guest(), site, plan), 1);
        } else if (action instanceof Action.Stop stop) {
            add(stop.host(), size(stop.guest(), site, plan), -1);
        } else if (action instanceof Action.Move move) {
            changed.add(move.from());
            if (move.live()) {
                add(move.from(), size(move.guest(), site, plan), -1);
                add(move.host(), size(move.guest(), site, plan), 1);
            }
        } else if (action instanceof Action.Fence fence) {
            fenced.add(fence.host());
        } else if (action instanceof Action.OnHost) {
            prepared.add(action.host());
        }
    }

    private void add(HostKey host, Load more, int sign) {
        load.merge(host, Load.NONE.plus(more, sign), (known, other) -> known.plus(other, 1));
    }

    private static Load size(String guest, Site site, Plan plan) {
        Optional<Load> made = plan.steps().stream()
                .flatMap(step -> step.action() instanceof Action.Create create
                                && create.guest().equals(guest)
                        ? Optional.of(new Load(
                                        create.spec().memory().bytes(),
                                        create.spec().vcpus()))
                                .stream()
                        : Optional.<Load>empty().stream())
                .findFirst();
        return made.or(() -> Optional.ofNullable(site.guests().get(guest))
                        .map(known -> new Load(known.memory().bytes(), known.vcpus())))
                .orElse(Load.NONE);
    }

    boolean touches(String guest) {
        return guests.contains(guest);
    }

    /** Whether guests will have come to that host, or gone. */
    boolean changes(HostKey host) {
        return changed.contains(host);
    }

    /** Whether that host will have been made ready, or taken out of service. */
    boolean prepares(HostKey host) {
        return prepared.contains(host);
    }

    boolean fences(HostKey host) {
        return fenced.contains(host);
    }

    /** How much more will be on that host by then. */
    Load on(HostKey host) {
        return load.getOrDefault(host, Load.NONE);
    }

    /** That much memory in words. */
    static String words(Load load) {
        return Memory.bytes(Math.max(0, load.memory())) + " and " + Math.max(0, load.vcpus()) + " vCPUs";
    }
}
