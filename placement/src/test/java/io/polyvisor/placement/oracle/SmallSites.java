package io.polyvisor.placement.oracle;

import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.Protection;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.placement.policy.GuestMatch;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.PolicyRule;
import io.polyvisor.placement.policy.Requirement;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.SiteStorage;
import io.polyvisor.placement.site.VlanEvidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes small sites with everything that can matter in them, the same for the same seed. */
final class SmallSites {
    private static final List<VlanId> VLANS = List.of(VlanId.of(10), VlanId.of(20), VlanId.of(30));
    private static final List<String> VENDORS = List.of("Intel", "AMD");
    private static final List<String> SHARED = List.of("san", "nas");
    private static final List<String> IMAGES = List.of("debian", "rocky");

    private final Dice dice;
    private final List<SiteEndpoint> endpoints = new ArrayList<>();
    private final Map<String, Pool> pools = new LinkedHashMap<>();
    private final List<SiteHost> hosts = new ArrayList<>();
    private final List<SiteGuest> guests = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final List<SiteStorage> storages = new ArrayList<>();
    private final int roominess;
    private final int servicesPercent;

    private SmallSites(long seed, int servicesPercent) {
        dice = new Dice(seed);
        this.servicesPercent = servicesPercent;
        roominess = dice.between(1, 4);
    }

    /** A site with that many hosts and guests at most. */
    static Site site(long seed, int mostHosts, int mostGuests, int placedPercent) {
        return new SmallSites(seed, 30).make(mostHosts, mostGuests, placedPercent);
    }

    /** The same, and every guest that can be made from a service is. */
    static Site serviceSite(long seed, int mostHosts, int mostGuests, int placedPercent) {
        return new SmallSites(seed, 100).make(mostHosts, mostGuests, placedPercent);
    }

    static Policy policy(long seed) {
        Dice dice = new Dice(seed ^ 0x5DEECE66DL);
        List<PolicyRule> rules = new ArrayList<>();
        if (dice.chance(30)) {
            rules.addAll(Policy.hybrid().rules());
        }
        if (dice.chance(12)) {
            rules.add(new PolicyRule(
                    "by name",
                    new GuestMatch(Set.of(), Optional.of(dice.of(List.of("g1*", "*2", "*"))), Map.of()),
                    new Requirement(Set.of(), Set.of(dice.of(List.of("north", "south"))), Set.of())));
        }
        if (dice.chance(15)) {
            rules.add(new PolicyRule(
                    "by tag",
                    new GuestMatch(Set.of(), Optional.empty(), Map.of("tier", "a")),
                    new Requirement(Set.of(), Set.of(), Set.of("e0", "e2"))));
        }
        Reserve reserve =
                new Reserve(dice.of(List.of(0, 0, 0, 10, 25)), dice.of(List.of(0, 0, 0, 20)), dice.chance(15) ? 1 : 0);
        Policy.Fill fill = dice.chance(60) ? Policy.Fill.PACK : Policy.Fill.SPREAD;
        Optional<Money> budget = dice.chance(15) ? Optional.of(Money.of(dice.between(200, 2_500))) : Optional.empty();
        return new Policy("dice", rules, fill, reserve, budget);
    }

    private Site make(int mostHosts, int mostGuests, int placedPercent) {
        int count = dice.between(1, 3);
        for (int number = 0; number < count; number++) {
            endpoint(number);
        }
        int many = dice.between(3, mostHosts);
        for (int number = 0; number < many; number++) {
            host(number);
        }
        SHARED.forEach(name -> storages.add(new SiteStorage(name, true, on(name))));
        storages.add(new SiteStorage("disk", false, on("disk")));
        int all = dice.between(3, mostGuests);
        for (int number = 0; number < all; number++) {
            guests.add(guest("g" + number));
        }
        groups();
        settle(placedPercent);
        return Site.of("small", "GBP", endpoints, pools.values(), hosts, storages, guests, groups, services);
    }

    private Map<String, StorageId> on(String storage) {
        Map<String, StorageId> on = new TreeMap<>();
        endpoints.forEach(endpoint -> on.put(endpoint.name(), StorageId.of(storage)));
        return on;
    }

    private void endpoint(int number) {
        Map<VlanId, NetworkId> networks = new LinkedHashMap<>();
        dice.some(VLANS, 95).forEach(vlan -> networks.put(vlan, NetworkId.of("net" + vlan.value())));
        Map<String, VolumeId> images = new LinkedHashMap<>();
        dice.some(IMAGES, 80).forEach(image -> images.put(image, VolumeId.of("san", image)));
        EndpointClass owner = number == 0 && dice.chance(70) ? EndpointClass.CENTRAL : EndpointClass.IN_HOUSE;
        CostModel cost =
                new CostModel(Money.of(dice.of(List.of(0, 100, 150, 365))), Money.of(dice.of(List.of(0, 0, 200, 500))));
        String kind = owner == EndpointClass.CENTRAL ? "vsphere" : "qemu";
        String location = dice.of(List.of("north", "south"));
        endpoints.add(new SiteEndpoint(
                "e" + number, kind, owner, location, cost, networks, images, Optional.of(StorageId.of("san")), false));
    }

    private void host(int number) {
        SiteEndpoint endpoint = dice.of(endpoints);
        String pool = endpoint.kind() + (dice.chance(15) ? "-2" : "");
        pools.computeIfAbsent(pool, name -> new Pool(name, dice.chance(25) ? dice.between(1, 2) : 0, dice.chance(20)));
        Map<VlanId, VlanEvidence> vlans = new LinkedHashMap<>();
        dice.some(VLANS, 93).forEach(vlan -> vlans.put(vlan, VlanEvidence.OBSERVED));
        Set<String> reached = new HashSet<>(dice.some(SHARED, 92));
        reached.addAll(dice.some(List.of("disk"), 60));
        HostState state = dice.chance(90)
                ? HostState.UP
                : dice.of(List.of(HostState.OFF, HostState.MAINTENANCE, HostState.UNREACHABLE));
        hosts.add(new SiteHost(
                new HostKey(endpoint.name(), "h" + number),
                pool,
                Memory.gib(dice.between(2, 5) * 2L * roominess),
                dice.between(1, 3) * roominess,
                dice.of(List.of(100, 150, 300)),
                dice.maybe(90, VENDORS),
                vlans,
                reached,
                state));
    }

    private SiteGuest guest(String name) {
        List<GuestDisk> disks = new ArrayList<>();
        if (dice.chance(60)) {
            String storage = dice.chance(85) ? dice.of(SHARED) : "disk";
            disks.add(new GuestDisk(dice.chance(85) ? Optional.of(storage) : Optional.empty(), Memory.gib(10)));
        }
        List<VlanId> vlans = dice.some(VLANS, 15);
        Optional<String> image = dice.maybe(20, IMAGES);
        Optional<String> vendor = dice.maybe(12, VENDORS);
        Memory memory = Memory.gib(dice.between(1, 5));
        int vcpus = dice.between(1, 3);
        Protection protection = dice.of(List.of(Protection.values()));
        Map<String, String> tags = dice.chance(25) ? Map.of("tier", "a") : Map.of();
        Pins pins = pins();
        if (dice.chance(servicesPercent)) {
            services.add(new Service(
                    name, vcpus, memory, protection, vlans, vendor, image, disks, Optional.empty(), pins, tags, ""));
        }
        Mobility mobility = dice.chance(80) ? Mobility.LIVE : dice.of(List.of(Mobility.COLD, Mobility.FIXED));
        return new SiteGuest(
                name,
                vcpus,
                memory,
                protection,
                Set.copyOf(vlans),
                vendor,
                image,
                disks,
                pins,
                mobility,
                dice.chance(90),
                Optional.empty(),
                Optional.empty(),
                tags);
    }

    private Pins pins() {
        if (dice.chance(92)) {
            return Pins.NONE;
        }
        HostKey host = dice.of(hosts).key();
        return switch (dice.between(0, 3)) {
            case 0 -> Pins.to(host);
            case 1 -> new Pins(Set.of(), Set.of(host.endpoint()), Set.of(), Set.of());
            case 2 -> new Pins(Set.of(), Set.of(), Set.of("north"), Set.of());
            default -> new Pins(Set.of(), Set.of(), Set.of(), Set.of(host));
        };
    }

    private void groups() {
        List<String> names = guests.stream().map(SiteGuest::name).toList();
        int count = dice.between(0, 2);
        boolean together = false;
        for (int number = 0; number < count; number++) {
            List<String> members = dice.some(names, 50);
            if (members.size() > 1) {
                boolean apart = together || dice.chance(70);
                together |= !apart;
                groups.add(new Group(
                        "group" + number, apart ? Group.Kind.APART : Group.Kind.TOGETHER, Set.copyOf(members)));
            }
        }
    }

    /** Gives some guests a place, where there is room; what else would forbid it is not looked at, as in real sites. */
    private void settle(int percent) {
        for (int number = 0; number < guests.size(); number++) {
            SiteGuest guest = guests.get(number);
            SiteHost host = dice.of(hosts);
            boolean stands = host.state() == HostState.OFF && guest.active();
            if (dice.chance(percent) && !stands && hasRoom(host, guest) && fitsGroups(guest, host.key())) {
                guests.set(number, guest.at(host.key()));
            }
        }
    }

    private boolean hasRoom(SiteHost host, SiteGuest guest) {
        List<SiteGuest> there = guests.stream()
                .filter(SiteGuest::active)
                .filter(other -> other.place().equals(Optional.of(host.key())))
                .toList();
        long memory = there.stream().mapToLong(each -> each.memory().bytes()).sum();
        int vcpus = there.stream().mapToInt(SiteGuest::vcpus).sum();
        return !guest.active()
                || (memory + guest.memory().bytes() <= host.memory().bytes() && vcpus + guest.vcpus() <= host.vcpus());
    }

    private boolean fitsGroups(SiteGuest guest, HostKey host) {
        return groups.stream()
                .filter(group -> group.guests().contains(guest.name()))
                .allMatch(group -> guests.stream()
                        .filter(other -> group.guests().contains(other.name()))
                        .filter(other -> other.place().isPresent())
                        .allMatch(other ->
                                other.place().equals(Optional.of(host)) == (group.kind() == Group.Kind.TOGETHER)));
    }
}
