package io.polyvisor.placement.failover;

import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Plans failover as XAPI does, so that its figure can stand beside {@link FailoverCapacity}'s: memory only, losses one after the other,
 * every guest restarted on the host that has most room. Written from a description of XAPI's behaviour; its agreement is tested with
 * XAPI's own answers. It is safe and not exact: the pool may survive more than it says.
 *
 * <p>Pure and thread-safe. Takes at most a few thousand packings.
 */
public final class XapiPlanner {
    private static final int MANY_HOSTS = 32;
    private static final long MANY_ORDERS = 3500;

    private final XapiPool pool;

    private XapiPlanner(XapiPool pool) {
        this.pool = pool;
    }

    /** What XAPI answers about that pool. */
    public static XapiFigures plan(XapiPool pool) {
        return new XapiPlanner(pool).figures();
    }

    /**
     * What XAPI would answer about that pool of a site, whatever its hypervisor: memory only, protected guests only. A protected guest that
     * not every live host could start makes both figures 0, by XAPI's own rule.
     *
     * @throws IllegalArgumentException when the site has no such pool
     */
    public static XapiFigures plan(Site site, String pool) {
        return new XapiView(site, pool).figures();
    }

    private XapiFigures figures() {
        XapiHosts state = new XapiHosts(pool);
        List<String> offline = pool.sizes().keySet().stream()
                .filter(guest -> !pool.residents().containsKey(guest))
                .toList();
        Map<String, String> started = state.start(offline);
        boolean complete = started.size() == offline.size();
        int most = complete ? bisect(failures -> survives(state, failures)) : 0;
        int conservative = complete ? bisect(failures -> survivesRoughly(state, failures)) : 0;
        return new XapiFigures(backwards(started), most, conservative, Set.of());
    }

    private static Map<String, String> backwards(Map<String, String> started) {
        List<String> guests = new ArrayList<>(started.keySet());
        Collections.reverse(guests);
        Map<String, String> plan = new LinkedHashMap<>();
        guests.forEach(guest -> plan.put(guest, Objects.requireNonNull(started.get(guest))));
        return plan;
    }

    /** The largest number that passes, as far as bisection finds it: 0 is taken for granted. */
    private int bisect(IntPredicate passes) {
        int good = 0;
        int bad = pool.free().size() + 1;
        while (bad - good > 1) {
            int middle = good + (bad - good) / 2;
            if (passes.test(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return good;
    }

    private boolean survives(XapiHosts state, int failures) {
        boolean few = pool.hosts() <= MANY_HOSTS && orders(pool.hosts(), failures) < MANY_ORDERS;
        return possible(failures) && (few ? survivesEveryOrder(state, failures) : survivesRoughly(state, failures));
    }

    private boolean possible(int failures) {
        int live = pool.free().size();
        return failures < live || (failures == live && pool.sizes().isEmpty());
    }

    /** How many ordered choices there are, or that they are many. */
    private static long orders(int hosts, int failures) {
        long orders = 1;
        for (int i = 0; i < failures && orders < MANY_ORDERS; i++) {
            orders *= hosts - i;
        }
        return orders;
    }

    private static boolean survivesEveryOrder(XapiHosts state, int failures) {
        return failures == 0
                || state.hosts().stream().allMatch(host -> {
                    XapiHosts after = state.copy();
                    List<String> stopped = after.lose(host);
                    return after.start(stopped).size() == stopped.size() && survivesEveryOrder(after, failures - 1);
                });
    }

    /** Every guest as big as the biggest; the hosts with most guests, and those with most room, are lost. */
    private boolean survivesRoughly(XapiHosts state, int failures) {
        long biggest =
                pool.sizes().values().stream().mapToLong(size -> size).max().orElse(0);
        if (!possible(failures) || biggest == 0) {
            return possible(failures);
        }
        long needed = state.guests().stream()
                .map(List::size)
                .sorted(Comparator.reverseOrder())
                .limit(failures)
                .mapToLong(count -> count)
                .sum();
        long slots = state.free().stream()
                .map(room -> room / biggest)
                .sorted(Comparator.reverseOrder())
                .skip(failures)
                .mapToLong(count -> count)
                .sum();
        return slots >= needed;
    }
}
