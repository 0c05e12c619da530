package io.polyvisor.placement.search;

import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.VlanEvidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Builds small sites for tests, one word at a time. Hosts carry the VLANs 10 and 20 and have 16 vCPUs unless said otherwise. */
final class Town {
    static final Policy ANYWHERE = Policy.anywhere(Policy.Fill.SPREAD);

    private final Map<String, SiteEndpoint> endpoints = new LinkedHashMap<>();
    private final Map<String, Pool> pools = new LinkedHashMap<>();
    private final Map<HostKey, SiteHost> hosts = new LinkedHashMap<>();
    private final Map<String, SiteGuest> guests = new LinkedHashMap<>();
    private final List<Group> groups = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();

    /** An endpoint with prices in whole units. */
    Town endpoint(String name, EndpointClass owner, long perGuest, long perHost) {
        CostModel cost = new CostModel(Money.of(perGuest), Money.of(perHost));
        Map<VlanId, NetworkId> networks =
                Map.of(VlanId.of(10), NetworkId.of("servers"), VlanId.of(20), NetworkId.of("rare"));
        endpoints.put(
                name,
                new SiteEndpoint(name, "memory", owner, "forum", cost, networks, Map.of(), Optional.empty(), false));
        pools.putIfAbsent(name, Pool.named(name));
        return this;
    }

    /** A host in the pool of its endpoint's name. */
    Town host(String endpoint, String name, int gib) {
        return host(endpoint, name, gib, any -> any);
    }

    Town host(String endpoint, String name, int gib, UnaryOperator<SiteHost> change) {
        Map<VlanId, VlanEvidence> vlans =
                Map.of(VlanId.of(10), VlanEvidence.OBSERVED, VlanId.of(20), VlanEvidence.ATTESTED);
        HostKey key = new HostKey(endpoint, name);
        SiteHost host = new SiteHost(
                key, endpoint, Memory.gib(gib), 16, 100, Optional.of("Intel"), vlans, Set.of(), HostState.UP);
        hosts.put(key, change.apply(host));
        return this;
    }

    Town pool(String name, int failures) {
        pools.put(name, new Pool(name, failures, false));
        return this;
    }

    /** A guest that has no place yet, with one virtual processor. */
    Town guest(String name, int gib) {
        return guest(name, gib, any -> any);
    }

    Town guest(String name, int gib, UnaryOperator<SiteGuest> change) {
        guests.put(name, change.apply(SiteGuest.of(name, 1, Memory.gib(gib))));
        return this;
    }

    Town group(Group.Kind kind, String name, String... members) {
        groups.add(new Group(name, kind, Set.of(members)));
        return this;
    }

    /** What the guest of that name can be made from. */
    Town service(String name, int gib, Protection protection) {
        services.add(new Service(
                name,
                1,
                Memory.gib(gib),
                protection,
                List.of(VlanId.of(10)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Pins.NONE,
                Map.of(),
                ""));
        return this;
    }

    Site site() {
        return Site.of(
                "town",
                "GBP",
                endpoints.values(),
                pools.values(),
                hosts.values(),
                List.of(),
                guests.values(),
                groups,
                services);
    }

    /** A town of the endpoint {@code kvm} alone, where hosts cost something and guests nothing. */
    static Town town() {
        return new Town().endpoint("kvm", EndpointClass.IN_HOUSE, 0, 10);
    }

    /** A town of hosts of its own, {@code kvm}, and a central service, {@code vc}, that is paid by guest. */
    static Town hybrid(long perGuest, long perHost, long perCentralGuest) {
        return new Town()
                .endpoint("kvm", EndpointClass.IN_HOUSE, perGuest, perHost)
                .endpoint("vc", EndpointClass.CENTRAL, perCentralGuest, 0);
    }

    /** The host of that name of the endpoint {@code kvm}. */
    static HostKey key(String host) {
        return key("kvm", host);
    }

    static HostKey key(String endpoint, String host) {
        return new HostKey(endpoint, host);
    }

    /** The host that it is, with so many logical processors. */
    static UnaryOperator<SiteHost> cpus(int cpus) {
        return host -> new SiteHost(
                host.key(),
                host.pool(),
                host.memory(),
                cpus,
                host.overcommitPercent(),
                host.cpuVendor(),
                host.vlans(),
                host.storages(),
                host.state());
    }

    /** The host that it is, carrying these VLANs only. */
    static UnaryOperator<SiteHost> vlans(int... vlans) {
        Map<VlanId, VlanEvidence> carried = new LinkedHashMap<>();
        for (int vlan : vlans) {
            carried.put(VlanId.of(vlan), VlanEvidence.OBSERVED);
        }
        return host -> new SiteHost(
                host.key(),
                host.pool(),
                host.memory(),
                host.cpus(),
                host.overcommitPercent(),
                host.cpuVendor(),
                carried,
                host.storages(),
                host.state());
    }
}
