package io.polyvisor.placement.failover;

import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.SiteStorage;
import io.polyvisor.placement.site.VlanEvidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes small sites with one endpoint, one shared and one local storage; memory in GiB. */
final class SitesForTests {
    static final String ENDPOINT = "e";
    static final Set<VlanId> VLANS = Set.of(VlanId.of(10), VlanId.of(20));

    private final Map<String, Pool> pools = new LinkedHashMap<>();
    private final Map<HostKey, SiteHost> hosts = new LinkedHashMap<>();
    private final List<SiteGuest> guests = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private CostModel cost = CostModel.FREE;

    static SitesForTests site() {
        return new SitesForTests().pool("p", 1);
    }

    static HostKey key(String host) {
        return new HostKey(ENDPOINT, host);
    }

    SitesForTests pool(String name, int failures) {
        pools.put(name, new Pool(name, failures, false));
        return this;
    }

    /** Hosts of one size. */
    SitesForTests hosts(long gib, String... names) {
        for (String name : names) {
            host(name, gib);
        }
        return this;
    }

    SitesForTests host(String name, long gib) {
        return host(name, gib, UnaryOperator.identity());
    }

    SitesForTests host(String name, long gib, UnaryOperator<SiteHost> change) {
        SiteHost host = new SiteHost(
                key(name),
                "p",
                Memory.gib(gib),
                100,
                100,
                Optional.of("intel"),
                VLANS.stream().collect(Collectors.toMap(vlan -> vlan, any -> VlanEvidence.OBSERVED)),
                Set.of("shared", "local"),
                HostState.UP);
        hosts.put(host.key(), change.apply(host));
        return this;
    }

    SitesForTests guest(String name, long gib, String host) {
        return guest(name, gib, host, UnaryOperator.identity());
    }

    SitesForTests guest(String name, long gib, String host, UnaryOperator<SiteGuest> change) {
        SiteGuest guest = diskOn("shared")
                .apply(SiteGuest.of(name, 1, Memory.gib(gib)))
                .protectedAs(Protection.PROTECTED)
                .at(key(host));
        guests.add(change.apply(guest));
        return this;
    }

    SitesForTests costing(CostModel model) {
        cost = model;
        return this;
    }

    /** Guests of these sizes, named after their host: {@code h1-0}, {@code h1-1}. */
    SitesForTests guests(String host, long... gib) {
        IntStream.range(0, gib.length).forEach(number -> guest(host + "-" + number, gib[number], host));
        return this;
    }

    SitesForTests group(Group.Kind kind, String... names) {
        groups.add(new Group("g" + groups.size(), kind, Set.of(names)));
        return this;
    }

    Site build() {
        return Site.of(
                "s",
                "GBP",
                List.of(new SiteEndpoint(
                        ENDPOINT,
                        "qemu",
                        EndpointClass.IN_HOUSE,
                        "here",
                        cost,
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        false)),
                pools.values(),
                hosts.values(),
                List.of(
                        new SiteStorage("shared", true, Map.of()),
                        new SiteStorage("shared2", true, Map.of()),
                        new SiteStorage("local", false, Map.of())),
                guests,
                groups,
                List.of());
    }

    static UnaryOperator<SiteHost> in(HostState state) {
        return host -> host.in(state);
    }

    static UnaryOperator<SiteHost> inPool(String pool) {
        return host -> new SiteHost(
                host.key(),
                pool,
                host.memory(),
                host.cpus(),
                host.overcommitPercent(),
                host.cpuVendor(),
                host.vlans(),
                host.storages(),
                host.state());
    }

    /** With other processors, vendor, VLANs and storages. */
    static UnaryOperator<SiteHost> with(int cpus, String vendor, Set<Integer> vlans, Set<String> storages) {
        return host -> new SiteHost(
                host.key(),
                host.pool(),
                host.memory(),
                cpus,
                100,
                Optional.of(vendor),
                vlans.stream().collect(Collectors.toMap(VlanId::of, any -> VlanEvidence.OBSERVED)),
                storages,
                host.state());
    }

    static UnaryOperator<SiteGuest> protectedAs(Protection protection) {
        return guest -> guest.protectedAs(protection);
    }

    static UnaryOperator<SiteGuest> diskOn(String storage) {
        return guest -> guest.with(List.of(new GuestDisk(Optional.of(storage), Memory.gib(1))));
    }

    static UnaryOperator<SiteGuest> needing(int vcpus, Optional<String> vendor, Set<Integer> vlans) {
        return guest -> new SiteGuest(
                guest.name(),
                vcpus,
                guest.memory(),
                guest.protection(),
                vlans.stream().map(VlanId::of).collect(Collectors.toSet()),
                vendor,
                guest.image(),
                guest.disks(),
                guest.pins(),
                guest.mobility(),
                guest.active(),
                guest.place(),
                guest.id(),
                guest.tags());
    }
}
