package io.polyvisor.placement.site;

import java.util.Set;

/**
 * Where a guest must be, by its owner's word. An empty set allows everything of its sort.
 *
 * <p>Immutable and thread-safe.
 *
 * @param hosts only these hosts
 * @param endpoints only these endpoints
 * @param locations only these physical sites
 * @param never none of these hosts
 */
public record Pins(Set<HostKey> hosts, Set<String> endpoints, Set<String> locations, Set<HostKey> never) {
    /** Anywhere. */
    public static final Pins NONE = new Pins(Set.of(), Set.of(), Set.of(), Set.of());

    /** Copies the sets; pins that contradict each other are refused. */
    public Pins {
        hosts = Set.copyOf(hosts);
        endpoints = Set.copyOf(endpoints);
        locations = Set.copyOf(locations);
        never = Set.copyOf(never);
        if (!hosts.isEmpty() && never.containsAll(hosts)) {
            throw new IllegalArgumentException(
                    "pins contradict each other: every host that is allowed is also one where the guest must never be");
        }
        Set<String> allowed = endpoints;
        if (!hosts.isEmpty()
                && !allowed.isEmpty()
                && hosts.stream().noneMatch(host -> allowed.contains(host.endpoint()))) {
            throw new IllegalArgumentException(
                    "pins contradict each other: no host that is allowed belongs to an endpoint that is allowed");
        }
    }

    /** Only that host. */
    public static Pins to(HostKey host) {
        return new Pins(Set.of(host), Set.of(), Set.of(), Set.of());
    }

    /** Whether these pins allow that host, which is in that physical site. */
    public boolean allow(HostKey host, String location) {
        return (hosts.isEmpty() || hosts.contains(host))
                && (endpoints.isEmpty() || endpoints.contains(host.endpoint()))
                && (locations.isEmpty() || locations.contains(location))
                && !never.contains(host);
    }
}
