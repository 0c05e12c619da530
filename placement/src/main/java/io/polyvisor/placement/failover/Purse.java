package io.polyvisor.placement.failover;

import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import java.util.HashMap;
import java.util.Map;

/** What active guests cost at places, while guests are restarted: so that a budget holds. */
final class Purse {
    private final Site site;
    private final Money limit;
    private final Map<HostKey, Integer> active = new HashMap<>();
    private Money cost = Money.ZERO;

    /** Nobody anywhere yet, and not more than that is to be spent. */
    Purse(Site site, Money limit) {
        this.site = site;
        this.limit = limit;
    }

    /** What all active guests cost at these places. */
    static Money cost(Site site, Map<String, HostKey> places) {
        Purse purse = new Purse(site, new Money(Long.MAX_VALUE));
        places.forEach((guest, host) -> {
            if (site.guest(guest).active()) {
                purse.add(host);
            }
        });
        return purse.cost;
    }

    Money cost() {
        return cost;
    }

    /** One more active guest there. */
    void add(HostKey host) {
        cost = cost.plus(price(host));
        active.merge(host, 1, Integer::sum);
    }

    /** One less. */
    void remove(HostKey host) {
        active.merge(host, -1, Integer::sum);
        cost = cost.minus(price(host));
    }

    /** Whether one more can be paid there. */
    boolean affords(HostKey host) {
        return cost.plus(price(host)).compareTo(limit) <= 0;
    }

    /** What one more guest would cost there now. */
    private Money price(HostKey host) {
        CostModel model = site.endpointOf(host).cost();
        return active.getOrDefault(host, 0) == 0 ? model.perGuest().plus(model.perHost()) : model.perGuest();
    }

    /** Whether a guest more costs the same on both. */
    boolean sameOn(HostKey one, HostKey other) {
        return price(one).equals(price(other));
    }

    boolean exceeded() {
        return cost.compareTo(limit) > 0;
    }
}
