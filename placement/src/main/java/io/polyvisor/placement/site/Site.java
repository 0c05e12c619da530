package io.polyvisor.placement.site;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that placement decides upon, at one moment. Names are unique, and whatever is named is there.
 *
 * <p>Immutable and thread-safe; equal sites give equal answers.
 *
 * @param name what people call it
 * @param currency what its costs are counted in, such as {@code GBP}
 * @param endpoints its endpoints by name
 * @param pools its pools by name
 * @param hosts its hosts by key
 * @param storages its storages by name
 * @param guests its guests by name: those that are there, and those that shall be
 * @param groups what binds guests to each other
 * @param services what guests can be made from, by name
 */
public record Site(
        String name,
        String currency,
        Map<String, SiteEndpoint> endpoints,
        Map<String, Pool> pools,
        Map<HostKey, SiteHost> hosts,
        Map<String, SiteStorage> storages,
        Map<String, SiteGuest> guests,
        List<Group> groups,
        Map<String, Service> services) {

    /** Copies what could change, in its order; what is named and not there is refused. */
    public Site {
        Names.require(name, "site");
        Names.require(currency, "currency");
        endpoints = ordered(endpoints);
        pools = ordered(pools);
        hosts = ordered(hosts);
        storages = ordered(storages);
        guests = ordered(guests);
        groups = List.copyOf(groups);
        services = ordered(services);
        for (SiteHost host : hosts.values()) {
            requireKnown(endpoints, host.key().endpoint(), "host " + host.key() + " belongs to endpoint ");
            requireKnown(pools, host.pool(), "host " + host.key() + " belongs to pool ");
        }
        for (SiteGuest guest : guests.values()) {
            if (guest.place().isPresent()) {
                requireKnown(hosts, guest.place().get(), "guest " + guest.name() + " is on host ");
            }
        }
        for (Group group : groups) {
            for (String guest : group.guests()) {
                requireKnown(guests, guest, "group " + group.name() + " names guest ");
            }
        }
    }

    /** A site of these parts; two of one name are refused. */
    public static Site of(
            String name,
            String currency,
            Collection<SiteEndpoint> endpoints,
            Collection<Pool> pools,
            Collection<SiteHost> hosts,
            Collection<SiteStorage> storages,
            Collection<SiteGuest> guests,
            Collection<Group> groups,
            Collection<Service> services) {
        return new Site(
                name,
                currency,
                byKey("endpoint", endpoints, SiteEndpoint::name),
                byKey("pool", pools, Pool::name),
                byKey("host", hosts, SiteHost::key),
                byKey("storage", storages, SiteStorage::name),
                byKey("guest", guests, SiteGuest::name),
                List.copyOf(groups),
                byKey("service", services, Service::name));
    }

    /** The endpoint of that host. */
    public SiteEndpoint endpointOf(HostKey host) {
        return require(endpoints, host.endpoint(), "endpoint");
    }

    /** The host of that key. */
    public SiteHost host(HostKey key) {
        return require(hosts, key, "host");
    }

    /** The pool of that host. */
    public Pool poolOf(HostKey host) {
        return require(pools, host(host).pool(), "pool");
    }

    /** The guest of that name. */
    public SiteGuest guest(String guest) {
        return require(guests, guest, "guest");
    }

    /**
     * That guest on that host, its disks where they are once it is made: one for which no storage is named is where the endpoint makes
     * such disks, else on the only storage that the host reaches. Of a guest that has a place already nothing is guessed.
     */
    public SiteGuest settled(SiteGuest guest, HostKey key) {
        SiteGuest there = guest.at(key);
        if (guest.place().isPresent()) {
            return there;
        }
        Optional<String> unnamed =
                guest.disks().stream().allMatch(disk -> disk.storage().isPresent())
                        ? Optional.empty()
                        : storageOfNewDisks(host(key));
        return unnamed.map(storage -> there.with(guest.disks().stream()
                        .map(disk -> new GuestDisk(disk.storage().or(() -> Optional.of(storage)), disk.size()))
                        .toList()))
                .orElse(there);
    }

    private Optional<String> storageOfNewDisks(SiteHost host) {
        SiteEndpoint endpoint = endpointOf(host.key());
        return endpoint.newDisksIn()
                .flatMap(name -> storages.values().stream()
                        .filter(storage -> name.equals(storage.on().get(endpoint.name())))
                        .map(SiteStorage::name)
                        .findFirst())
                .or(() -> host.storages().size() == 1 ? host.storages().stream().findFirst() : Optional.empty());
    }

    /** The same with other guests. */
    public Site withGuests(Collection<SiteGuest> other) {
        return new Site(
                name,
                currency,
                endpoints,
                pools,
                hosts,
                storages,
                byKey("guest", other, SiteGuest::name),
                groups,
                services);
    }

    /** The same with other hosts. */
    public Site withHosts(Collection<SiteHost> other) {
        return new Site(
                name,
                currency,
                endpoints,
                pools,
                byKey("host", other, SiteHost::key),
                storages,
                guests,
                groups,
                services);
    }

    private static <K, V> Map<K, V> byKey(String what, Collection<V> values, Function<V, K> key) {
        Map<K, V> map = new LinkedHashMap<>();
        for (V value : values) {
            if (map.put(key.apply(value), value) != null) {
                throw new IllegalArgumentException("two of the name " + what + " " + key.apply(value));
            }
        }
        return map;
    }

    private static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static <K> void requireKnown(Map<K, ?> known, K key, String who) {
        if (!known.containsKey(key)) {
            throw new IllegalArgumentException(who + key + ", which the site does not have");
        }
    }

    private static <K, V> V require(Map<K, V> map, K key, String what) {
        V value = map.get(Objects.requireNonNull(key, what));
        if (value == null) {
            throw new IllegalArgumentException("the site has no " + what + " " + key);
        }
        return value;
    }
}
