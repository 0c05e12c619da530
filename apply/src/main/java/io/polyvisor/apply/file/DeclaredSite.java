package io.polyvisor.apply.file;

import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteStorage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a site file says of a site.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name; {@code site} when the file does not say
 * @param currency what its costs are counted in
 * @param endpoints its endpoints by name
 * @param hosts what is said of hosts, by key
 * @param pools what is said of pools, by name; a pool of which nothing is said need not survive anything
 * @param storages storages to which several endpoints have names, by their names in the site
 * @param guests guests for planning, by name; each is on its host, or yet to be made
 * @param groups what binds guests to each other
 */
public record DeclaredSite(
        String name,
        String currency,
        Map<String, DeclaredEndpoint> endpoints,
        Map<HostKey, DeclaredHost> hosts,
        Map<String, Pool> pools,
        Map<String, SiteStorage> storages,
        Map<String, SiteGuest> guests,
        List<Group> groups) {

    /** The name of a site whose file says none. */
    public static final String UNNAMED = "site";

    /** Copies what could change, in its order. */
    public DeclaredSite {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(currency, "currency");
        endpoints = ordered(endpoints);
        hosts = ordered(hosts);
        pools = ordered(pools);
        storages = ordered(storages);
        guests = ordered(guests);
        groups = List.copyOf(groups);
    }

    /** Nothing is said. */
    public static DeclaredSite empty() {
        return new DeclaredSite(UNNAMED, "GBP", Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of());
    }

    private static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
