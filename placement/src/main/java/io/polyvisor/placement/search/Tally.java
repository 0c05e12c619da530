package io.polyvisor.placement.search;

import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;

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

    /** Of a site as it is. */
    static Tally of(Site site, Policy policy) {
        Grid grid = new Grid(site, policy, Eligibility.of(site, policy));
        return new Tally(grid, grid.places());
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
