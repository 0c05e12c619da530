package io.polyvisor.placement.search;

import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.Set;

/**
 * Who is to be placed.
 *
 * @param guests the guests; those that have a place keep it
 * @param lifted guests that are placed anew although they have a place
 * @param barred hosts to which none of them goes
 * @param before the site that pools must not become weaker than
 */
record Ask(Set<String> guests, Set<String> lifted, Set<HostKey> barred, Site before) {

    /** Guests that have no place yet. */
    static Ask places(Site site, Set<String> guests) {
        return new Ask(guests, Set.of(), Set.of(), site);
    }

    /** The same about some of the guests only. */
    Ask only(Set<String> some) {
        return new Ask(some, lifted, barred, before);
    }

    /** The same on a site that was changed: what its pools survive is what they must not fall below. */
    Ask beside(Site other) {
        return new Ask(guests, lifted, barred, other);
    }
}
