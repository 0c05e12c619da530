package io.polyvisor.placement.search;

import io.polyvisor.model.Memory;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.VlanEvidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sites of one make and any size: two CPU vendors, eight VLANs of which four are everywhere, ten sizes of guests, a third of them bound to
 * a vendor, a fifth kept apart from others, unevenly spread. Heterogeneous ones have hosts of half and double the size as well.
 */
final class Family {
    private static final int[][] SIZES = {
        {1, 2, 18},
        {2, 4, 22},
        {2, 8, 15},
        {4, 8, 12},
        {4, 16, 13},
        {8, 16, 6},
        {8, 32, 6},
        {8, 64, 2},
        {16, 64, 4},
        {16, 128, 2}
    };

    private final Random random;
    private final int hosts;
    private final int guests;
    private final List<SiteHost> made = new ArrayList<>();
    private final Map<String, SiteGuest> placed = new TreeMap<>();
    private final Map<String, Set<String>> groups = new TreeMap<>();
    private final long[] freeMemory;
    private final int[] freeVcpus;
    private final List<Set<String>> groupsOn = new ArrayList<>();

    private Family(int hosts, int guests, long seed, boolean heterogeneous) {
        this.hosts = hosts;
        this.guests = guests;
        random = new Random(seed);
        freeMemory = new long[hosts];
        freeVcpus = new int[hosts];
        for (int host = 0; host < hosts; host++) {
            addHost(host, heterogeneous ? new int[] {50, 100, 100, 200}[random.nextInt(4)] : 100);
        }
        addGuests();
    }

    static Site site(int hosts, int guests, long seed) {
        return new Family(hosts, guests, seed, false).site();
    }

    static Site heterogeneous(int hosts, int guests, long seed) {
        return new Family(hosts, guests, seed, true).site();
    }

    static HostKey key(int host) {
        return new HostKey("farm", "h%04d".formatted(host));
    }

    private void addHost(int host, int percent) {
        double per = (double) guests / hosts;
        Map<VlanId, VlanEvidence> vlans = new LinkedHashMap<>();
        for (int vlan = 0; vlan < 8; vlan++) {
            if (vlan < 4 || random.nextDouble() < 0.7) {
                vlans.put(VlanId.of(vlan + 1), VlanEvidence.OBSERVED);
            }
        }
        SiteHost one = new SiteHost(
                key(host),
                "pool",
                Memory.mib(((long) (19.2 * per * 1024)) * percent / 100),
                ((int) (6.4 * per)) * percent / 100,
                100,
                Optional.of(host % 5 < 3 ? "amd" : "intel"),
                vlans,
                Set.of(),
                HostState.UP);
        made.add(one);
        freeMemory[host] = one.memory().bytes();
        freeVcpus[host] = one.vcpus();
        groupsOn.add(new HashSet<>());
    }

    private void addGuests() {
        List<SiteGuest> all = new ArrayList<>();
        Map<String, String> groupOf = new TreeMap<>();
        int left = 0;
        for (int guest = 0; guest < guests; guest++) {
            SiteGuest one = guest("g%05d".formatted(guest));
            all.add(one);
            boolean follows = left > 0;
            if (follows || random.nextDouble() < 0.075) {
                left = follows ? left - 1 : 1 + random.nextInt(3);
                String group = "group" + (follows ? groups.size() - 1 : groups.size());
                groups.computeIfAbsent(group, any -> new HashSet<>()).add(one.name());
                groupOf.put(one.name(), group);
            }
        }
        all.sort((one, other) ->
                Long.compare(other.memory().bytes(), one.memory().bytes()));
        all.forEach(guest -> place(guest, groupOf.getOrDefault(guest.name(), "")));
    }

    private SiteGuest guest(String name) {
        int draw = random.nextInt(100);
        int size = 0;
        while (draw >= SIZES[size][2]) {
            draw -= SIZES[size++][2];
        }
        int vcpus = Math.min(SIZES[size][0], made.get(0).vcpus());
        long mib = (long) (SIZES[size][1] * 1024 * (0.85 + 0.25 * random.nextDouble()));
        SiteGuest guest = SiteGuest.of(name, vcpus, Memory.mib(mib))
                .on(Set.of(VlanId.of(random.nextDouble() < 0.85 ? 1 + random.nextInt(4) : 5 + random.nextInt(4))));
        double vendor = random.nextDouble();
        return vendor < 0.2 ? guest.onVendor("amd") : vendor < 0.3 ? guest.onVendor("intel") : guest;
    }

    private void place(SiteGuest guest, String group) {
        int found = -1;
        int attempts = 60;
        while (attempts-- > 0 && found < 0) {
            int host = Math.min(hosts - 1, (int) (hosts * Math.pow(random.nextDouble(), 1.15)));
            found = takes(host, guest, group) ? host : -1;
        }
        boolean drawn = found >= 0;
        for (int host = 0; host < hosts && !drawn; host++) {
            boolean roomier = found < 0 || freeMemory[host] > freeMemory[found];
            found = roomier && takes(host, guest, group) ? host : found;
        }
        if (found < 0) {
            groups.values().forEach(names -> names.remove(guest.name()));
            return;
        }
        freeMemory[found] -= guest.memory().bytes();
        freeVcpus[found] -= guest.vcpus();
        groupsOn.get(found).add(group);
        placed.put(guest.name(), guest.at(key(found)));
    }

    private boolean takes(int host, SiteGuest guest, String group) {
        SiteHost one = made.get(host);
        return freeMemory[host] >= guest.memory().bytes()
                && freeVcpus[host] >= guest.vcpus()
                && (guest.cpuVendor().isEmpty() || guest.cpuVendor().equals(one.cpuVendor()))
                && one.vlans().keySet().containsAll(guest.vlans())
                && (group.isEmpty() || !groupsOn.get(host).contains(group));
    }

    private Site site() {
        return Site.of(
                "family",
                "GBP",
                List.of(new SiteEndpoint(
                        "farm",
                        "qemu",
                        EndpointClass.IN_HOUSE,
                        "here",
                        new CostModel(Money.ZERO, Money.of(100)),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        false)),
                List.of(new Pool("pool", 0, true)),
                made,
                List.of(),
                placed.values(),
                groups.entrySet().stream()
                        .map(group -> new Group(group.getKey(), Group.Kind.APART, group.getValue()))
                        .toList(),
                List.of());
    }
}
