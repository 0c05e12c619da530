package io.polyvisor.apply.site;

import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a site costs in a year. Stateless. */
final class Costs {
    private Costs() {}

    /** With its active guests at these places. */
    static Money of(Site site, Map<String, HostKey> places) {
        Money sum = Money.ZERO;
        Set<HostKey> used = new TreeSet<>();
        for (SiteGuest guest : site.guests().values()) {
            Optional<HostKey> place = Optional.ofNullable(places.get(guest.name()));
            if (guest.active() && place.isPresent()) {
                CostModel cost = site.endpointOf(place.get()).cost();
                sum = sum.plus(cost.perGuest());
                sum = used.add(place.get()) ? sum.plus(cost.perHost()) : sum;
            }
        }
        return sum;
    }

    /** As it is. */
    static Money of(Site site) {
        Map<String, HostKey> places = new java.util.HashMap<>();
        site.guests().values().forEach(guest -> guest.place().ifPresent(place -> places.put(guest.name(), place)));
        return of(site, places);
    }
}
