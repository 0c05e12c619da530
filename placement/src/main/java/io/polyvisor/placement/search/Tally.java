package io.polyvisor.placement.search;

import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.HashMap;
import java.util.Map;

/** What an assignment comes to, counted from the places of all guests. */
final class Tally {
    private final Grid grid;
    private final int[] active;

    /** Of guests at these places, by the numbers of the grid; -1 for nowhere. */
    Tally(Grid grid, int[] places) {
        this.grid = grid;
        active = new int[grid.hosts()];
        for (int guest = 0; guest < places.length; guest++) {
            if (places[guest] >= 0 && grid.wantedVcpus(guest) > 0) {
                active[places[guest]]++;
            }
        }
    }

    /** What a site costs in a year as it is. */
    static Money now(Site site) {
        Map<HostKey, Integer> active = new HashMap<>();
        for (SiteGuest guest : site.guests().values()) {
            if (guest.active() && guest.place().isPresent()) {
                active.merge(guest.place().get(), 1, Integer::sum);
            }
        }
        Money cost = Money.ZERO;
        for (Map.Entry<HostKey, Integer> host : active.entrySet()) {
            CostModel prices = site.endpointOf(host.getKey()).cost();
            cost = cost.plus(prices.perHost()).plus(prices.perGuest().times(host.getValue()));
        }
        return cost;
    }

    /** What all active guests cost in a year, with the hosts that they use. */
    Money cost() {
        long cost = 0;
        for (int host = 0; host < active.length; host++) {
            cost = Math.addExact(cost, Math.multiplyExact(grid.costOfGuest(host), active[host]));
            cost = Math.addExact(cost, active[host] > 0 ? grid.costOfHost(host) : 0);
        }
        return new Money(cost);
    }

    /** How many hosts have an active guest. */
    int hostsUsed() {
        int used = 0;
        for (int guests : active) {
            used += guests > 0 ? 1 : 0;
        }
        return used;
    }
}
