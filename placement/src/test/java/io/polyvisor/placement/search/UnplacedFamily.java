package io.polyvisor.placement.search;

import io.polyvisor.model.Memory;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Pool;
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
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The family of big sites on which placement was measured: hosts of two vendors, eight VLANs of which four are rare, guests of ten
 * sizes, a third of them bound to a vendor, a quarter kept apart in groups of two to four. Nobody has a place yet.
 */
final class UnplacedFamily {
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
    private static final int[] SCALES = {50, 100, 150, 200};

    private UnplacedFamily() {}

    static Site site(int hosts, int guests, long seed, boolean heterogeneous) {
        SplittableRandom random = new SplittableRandom(seed);
        SiteEndpoint endpoint = new SiteEndpoint(
                "e",
                "memory",
                EndpointClass.IN_HOUSE,
                "forum",
                CostModel.FREE,
                Map.of(),
                Map.of(),
                Optional.empty(),
                false);
        double each = (double) guests / hosts;
        List<SiteHost> all = new ArrayList<>();
        for (int number = 0; number < hosts; number++) {
            int scale = heterogeneous ? SCALES[number % 4] : 100;
            all.add(host(random, number, (int) (6.4 * each * scale / 100), (long) (19.2 * each * 1024 * scale / 100)));
        }
        Map<Integer, Set<String>> apart = new TreeMap<>();
        List<SiteGuest> wanted = guests(random, guests, (long) (19.2 * each * 1024), apart);
        List<Group> groups = new ArrayList<>();
        apart.forEach((number, names) -> groups.add(new Group("apart" + number, Group.Kind.APART, names)));
        Pool pool = new Pool("p", 0, true);
        return Site.of("family", "GBP", List.of(endpoint), List.of(pool), all, List.of(), wanted, groups, List.of());
    }

    private static SiteHost host(SplittableRandom random, int number, int cpus, long mib) {
        Map<VlanId, VlanEvidence> vlans = new LinkedHashMap<>();
        for (int vlan = 1; vlan <= 8; vlan++) {
            if (vlan <= 4 || random.nextDouble() < 0.7) {
                vlans.put(VlanId.of(vlan), VlanEvidence.OBSERVED);
            }
        }
        String vendor = number % 5 < 3 ? "A" : "B";
        HostKey key = new HostKey("e", "h" + number);
        return new SiteHost(key, "p", Memory.mib(mib), cpus, 100, Optional.of(vendor), vlans, Set.of(), HostState.UP);
    }

    private static List<SiteGuest> guests(
            SplittableRandom random, int count, long most, Map<Integer, Set<String>> apart) {
        List<SiteGuest> guests = new ArrayList<>();
        int left = 0;
        for (int number = 0; number < count; number++) {
            int[] size = size(random);
            long mib = Math.min(most, (long) (size[1] * 1024 * (0.85 + 0.25 * random.nextDouble())));
            double vendor = random.nextDouble();
            int vlan = random.nextDouble() < 0.85 ? 1 + random.nextInt(4) : 5 + random.nextInt(4);
            SiteGuest guest =
                    SiteGuest.of("g" + number, size[0], Memory.mib(mib)).on(Set.of(VlanId.of(vlan)));
            guests.add(vendor < 0.2 ? guest.onVendor("A") : vendor < 0.3 ? guest.onVendor("B") : guest);
            if (left > 0) {
                left--;
            } else if (random.nextDouble() < 0.075) {
                left = 1 + random.nextInt(3);
                apart.put(number, new TreeSet<>());
            } else {
                continue;
            }
            new ArrayList<>(apart.values()).get(apart.size() - 1).add(guest.name());
        }
        return guests;
    }

    private static int[] size(SplittableRandom random) {
        int ticket = random.nextInt(100);
        int index = 0;
        while (ticket >= SIZES[index][2]) {
            ticket -= SIZES[index++][2];
        }
        return SIZES[index];
    }
}
