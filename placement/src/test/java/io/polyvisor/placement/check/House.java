package io.polyvisor.placement.check;

import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.Protection;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.SiteStorage;
import io.polyvisor.placement.site.VlanEvidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A little site: one central host, three in-house hosts and one that is off; two guests run, one is to be made. */
final class House {
    static final HostKey CENTRAL = new HostKey("vc", "e1");
    static final HostKey K1 = new HostKey("kvm", "k1");
    static final HostKey K2 = new HostKey("kvm", "k2");
    static final HostKey K3 = new HostKey("kvm", "k3");
    static final HostKey OFF = new HostKey("kvm", "k4");
    static final Policy ANYWHERE = Policy.anywhere(Policy.Fill.PACK);
    static final Question PLACE_APP = new Question.Place(Set.of("app"));

    private House() {}

    static Site site() {
        return site(Pool.named("kvm"), List.of());
    }

    static Site site(Pool kvm, List<Group> groups) {
        List<SiteHost> hosts = List.of(
                host(CENTRAL, "vs", HostState.UP),
                host(K1, "kvm", HostState.UP),
                host(K2, "kvm", HostState.UP),
                host(K3, "kvm", HostState.UP),
                host(OFF, "kvm", HostState.OFF));
        return Site.of(
                "house",
                "GBP",
                List.of(
                        endpoint("vc", "vsphere", EndpointClass.CENTRAL, 365),
                        endpoint("kvm", "qemu", EndpointClass.IN_HOUSE, 100)),
                List.of(Pool.named("vs"), kvm),
                hosts,
                List.of(
                        new SiteStorage("san", true, Map.of("vc", StorageId.of("san"), "kvm", StorageId.of("san"))),
                        new SiteStorage("disk", false, Map.of("kvm", StorageId.of("disk")))),
                List.of(
                        guest("web1").at(K1),
                        guest("web2").at(K2).protectedAs(Protection.RESTART_IF_POSSIBLE),
                        guest("app")),
                groups,
                List.of(service("app"), service("web1")));
    }

    private static SiteEndpoint endpoint(String name, String kind, EndpointClass owner, int perGuest) {
        return new SiteEndpoint(
                name,
                kind,
                owner,
                "north",
                new CostModel(Money.of(perGuest), Money.of(10)),
                Map.of(VlanId.of(10), NetworkId.of("net10")),
                Map.of("debian", VolumeId.of("san", "debian")),
                Optional.of(StorageId.of("san")),
                false);
    }

    private static SiteHost host(HostKey key, String pool, HostState state) {
        return new SiteHost(
                key,
                pool,
                Memory.gib(16),
                8,
                100,
                Optional.of("Intel"),
                Map.of(VlanId.of(10), VlanEvidence.OBSERVED),
                Set.of("san", "disk"),
                state);
    }

    static SiteGuest guest(String name) {
        return service(name).guest();
    }

    private static Service service(String name) {
        return new Service(
                name,
                2,
                Memory.gib(4),
                Protection.DO_NOT_RESTART,
                List.of(VlanId.of(10)),
                Optional.empty(),
                Optional.of("debian"),
                List.of(new GuestDisk(Optional.of("san"), Memory.gib(10))),
                Optional.empty(),
                io.polyvisor.placement.site.Pins.NONE,
                Map.of(),
                "");
    }

    static Site with(Site site, String guest, UnaryOperator<SiteGuest> change) {
        return site.withGuests(site.guests().values().stream()
                .map(each -> each.name().equals(guest) ? change.apply(each) : each)
                .toList());
    }

    static Site with(Site site, HostKey host, UnaryOperator<SiteHost> change) {
        return site.withHosts(site.hosts().values().stream()
                .map(each -> each.key().equals(host) ? change.apply(each) : each)
                .toList());
    }

    static SiteHost holding(SiteHost host, Memory memory, int cpus) {
        return new SiteHost(
                host.key(),
                host.pool(),
                memory,
                cpus,
                100,
                host.cpuVendor(),
                host.vlans(),
                host.storages(),
                host.state());
    }

    /** Places as they are, but for one guest. */
    static Map<String, HostKey> places(Site site, String guest, HostKey host) {
        Map<String, HostKey> places = new LinkedHashMap<>();
        site.guests().values().forEach(each -> each.place().ifPresent(place -> places.put(each.name(), place)));
        places.put(guest, host);
        return places;
    }

    /** An answer with these places whose figures are right. */
    static Answer answer(Site site, Question question, Map<String, HostKey> places) {
        Map<String, HostKey> before = new LinkedHashMap<>();
        site.guests().values().forEach(each -> each.place().ifPresent(place -> before.put(each.name(), place)));
        Money cost = cost(site, places);
        List<HostKey> engaged = Stream.of(OFF).filter(places::containsValue).toList();
        return new Answer(
                question,
                Verdict.OPTIMAL,
                places,
                Set.of(),
                List.of(),
                engaged,
                cost(site, before),
                cost,
                List.of(new Bound("cost in hundredths of GBP", cost.hundredths(), cost.hundredths())),
                Optional.empty());
    }

    /** Every guest of this house is active. */
    private static Money cost(Site site, Map<String, HostKey> places) {
        Money sum = Money.ZERO;
        for (HostKey host : places.values()) {
            sum = sum.plus(site.endpointOf(host).cost().perGuest());
        }
        return sum.plus(Money.of(10).times(places.values().stream().distinct().count()));
    }
}
