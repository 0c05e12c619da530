package io.polyvisor.apply.site;

import io.polyvisor.model.HostId;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A site as it is, and how to reach what it is made of.
 *
 * <p>Immutable and thread-safe.
 *
 * @param site the site; guests that shall be made are in it without a place
 * @param hostIds the backend's key of each host that was ever observed
 * @param guests where to ask for each guest that is there, by its name in the site
 * @param ours the names of guests that bear our mark
 * @param copies further definitions of guests that are elsewhere, too
 * @param returned hosts that were fenced and answer again: they take no guests until they rejoin
 * @param remarks what people should know: what could not be seen, and what files and endpoints say differently
 */
public record Observed(
        Site site,
        Map<HostKey, HostId> hostIds,
        Map<String, Located> guests,
        Set<String> ours,
        List<Copy> copies,
        Set<HostKey> returned,
        List<String> remarks) {

    /** Copies what could change. */
    public Observed {
        Objects.requireNonNull(site, "site");
        hostIds = Collections.unmodifiableMap(new TreeMap<>(hostIds));
        guests = Collections.unmodifiableMap(new TreeMap<>(guests));
        ours = Collections.unmodifiableSet(new TreeSet<>(ours));
        copies = List.copyOf(copies);
        returned = Collections.unmodifiableSet(new TreeSet<>(returned));
        remarks = List.copyOf(remarks);
    }

    /**
     * The host that people mean: {@code endpoint/host}, an endpoint that has one host, or a host's name that is unique in the site.
     *
     * @throws IllegalArgumentException when there is none or several, with the names that would be right
     */
    public HostKey host(String text) {
        return HostNames.meant(site, text);
    }
}
