package io.polyvisor.placement.search;

import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.CostModel;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A site as arrays: hosts and guests are numbered in the order of their names, so that the same site gives the same numbers everywhere.
 * Guests whom the same hosts are open to share one set of hosts, which is found when it is first asked for: a question about one guest
 * among ten thousand does not pay for the others.
 *
 * <p>Not to be changed after it was made, but for the copies that its methods return. For one thread at a time.
 */
public final class Grid {
    private static final int[] NONE = {};

    private final List<HostKey> hosts;
    private final List<String> guests;
    private final Map<HostKey, Integer> hostNumbers = new HashMap<>();
    private final Map<String, Integer> guestNumbers = new HashMap<>();
    private final long[] memory;
    private final int[] vcpus;
    private final long[] wantedMemory;
    private final int[] wantedVcpus;
    private final int[] places;
    private final Site site;
    private final Policy policy;
    private final Eligibility eligibility;
    private final Map<List<Object>, BitSet> known = new HashMap<>();
    private final @Nullable BitSet[] open;
    private final int[][] apart;
    private final int[] together;
    private final int apartGroups;
    private final long[] costOfGuest;
    private final long[] costOfHost;

    /** The whole site, with the policy's reserve taken from every host. */
    public Grid(Site site, Policy policy, Eligibility eligibility) {
        this.site = site;
        this.policy = policy;
        this.eligibility = eligibility;
        hosts = site.hosts().keySet().stream().sorted().toList();
        guests = site.guests().keySet().stream().sorted().toList();
        IntStream.range(0, hosts.size()).forEach(host -> hostNumbers.put(hosts.get(host), host));
        IntStream.range(0, guests.size()).forEach(guest -> guestNumbers.put(guests.get(guest), guest));
        memory = new long[hosts.size()];
        vcpus = new int[hosts.size()];
        costOfGuest = new long[hosts.size()];
        costOfHost = new long[hosts.size()];
        for (int host = 0; host < hosts.size(); host++) {
            SiteHost each = site.host(hosts.get(host));
            memory[host] = share(each.memory().bytes(), 100 - policy.reserve().memoryPercent());
            vcpus[host] = (int) share(each.vcpus(), 100 - policy.reserve().vcpuPercent());
            CostModel cost = site.endpointOf(each.key()).cost();
            costOfGuest[host] = cost.perGuest().hundredths();
            costOfHost[host] = cost.perHost().hundredths();
        }
        wantedMemory = new long[guests.size()];
        wantedVcpus = new int[guests.size()];
        places = new int[guests.size()];
        open = new BitSet[guests.size()];
        for (int guest = 0; guest < guests.size(); guest++) {
            SiteGuest each = site.guest(guests.get(guest));
            wantedMemory[guest] = each.active() ? each.memory().bytes() : 0;
            wantedVcpus[guest] = each.active() ? each.vcpus() : 0;
            places[guest] = each.place().map(this::numberOf).orElse(-1);
        }
        List<Group> groups = site.groups();
        apartGroups = groups.size();
        apart = new int[guests.size()][];
        together = new int[guests.size()];
        Arrays.fill(apart, NONE);
        Arrays.fill(together, -1);
        IntStream.range(0, groups.size()).forEach(number -> join(groups.get(number), number));
    }

    /** That many percent, rounded down, of an amount too big to be multiplied first. */
    private static long share(long amount, int percent) {
        return amount / 100 * percent + amount % 100 * percent / 100;
    }

    /** All that {@link Eligibility} looks at: guests that agree in this may come to the same hosts. */
    private List<Object> alike(SiteGuest guest) {
        Optional<SiteHost> from = guest.place().map(site::host);
        return List.of(
                policy.ruleFor(guest),
                guest.vlans(),
                guest.cpuVendor(),
                guest.image(),
                guest.disks().stream().map(GuestDisk::storage).distinct().toList(),
                guest.pins(),
                guest.mobility(),
                guest.active(),
                from.map(SiteHost::pool),
                from.flatMap(SiteHost::cpuVendor),
                from.map(SiteHost::state),
                Optional.ofNullable(site.services().get(guest.name())).map(Service::vlans));
    }

    /** Of these guests one of each sort that {@link Eligibility} does not tell apart, in their order. */
    List<SiteGuest> oneOfEachSort(Iterable<String> names) {
        Map<List<Object>, SiteGuest> sorts = new LinkedHashMap<>();
        names.forEach(name -> sorts.putIfAbsent(alike(site.guest(name)), site.guest(name)));
        return List.copyOf(sorts.values());
    }

    private BitSet openTo(SiteGuest guest) {
        BitSet set = new BitSet(hosts.size());
        for (int host = 0; host < hosts.size(); host++) {
            SiteHost each = site.host(hosts.get(host));
            set.set(host, eligibility.obstacleToComing(guest, each).isEmpty());
        }
        return set;
    }

    private BitSet openWithItsPlace(int guest) {
        SiteGuest each = site.guest(guests.get(guest));
        BitSet shared = known.computeIfAbsent(alike(each), any -> openTo(each));
        if (places[guest] < 0 || shared.get(places[guest])) {
            return shared;
        }
        BitSet own = (BitSet) shared.clone();
        own.set(places[guest]);
        return own;
    }

    private void join(Group group, int number) {
        for (String name : group.guests()) {
            int guest = numberOf(name);
            if (group.kind() == Group.Kind.TOGETHER) {
                together[guest] = number;
            } else {
                int[] more = Arrays.copyOf(apart[guest], apart[guest].length + 1);
                more[more.length - 1] = number;
                apart[guest] = more;
            }
        }
    }

    /** How many hosts there are. */
    public int hosts() {
        return hosts.size();
    }

    /** How many guests there are. */
    public int guests() {
        return guests.size();
    }

    /** The host of that number. */
    public HostKey host(int number) {
        return hosts.get(number);
    }

    /** The guest of that number. */
    public String guest(int number) {
        return guests.get(number);
    }

    /** The number of that host. */
    public int numberOf(HostKey host) {
        return Objects.requireNonNull(hostNumbers.get(host), () -> "the site has no host " + host);
    }

    /** The number of that guest. */
    public int numberOf(String guest) {
        return Objects.requireNonNull(guestNumbers.get(guest), () -> "the site has no guest " + guest);
    }

    /** Bytes that the host has for guests, beside the reserve. */
    public long memory(int host) {
        return memory[host];
    }

    /** Virtual processors that the host may promise, beside the reserve. */
    public int vcpus(int host) {
        return vcpus[host];
    }

    /** Bytes that the guest takes; 0 when it is inactive. */
    public long wantedMemory(int guest) {
        return wantedMemory[guest];
    }

    /** Virtual processors that the guest takes; 0 when it is inactive. */
    public int wantedVcpus(int guest) {
        return wantedVcpus[guest];
    }

    /** Where the guest is; -1 for nowhere yet. */
    public int place(int guest) {
        return places[guest];
    }

    /** Where all guests are: a copy. */
    public int[] places() {
        return places.clone();
    }

    /** Whether that host is open to that guest, capacity and groups aside. */
    public boolean open(int guest, int host) {
        return openHosts(guest).get(host);
    }

    /** All hosts that are open to that guest: the same object for most guests alike, found when first asked for; not to be changed. */
    public BitSet openHosts(int guest) {
        BitSet set = open[guest];
        if (set == null) {
            set = openWithItsPlace(guest);
            open[guest] = set;
        }
        return set;
    }

    /** The groups that keep this guest apart from others. */
    public int[] apart(int guest) {
        return apart[guest];
    }

    /** The group that keeps this guest together with others; -1 for none. A guest is in one such group at most. */
    public int together(int guest) {
        return together[guest];
    }

    /** How many groups there are in all: numbers of groups are below. */
    public int groups() {
        return apartGroups;
    }

    /** Hundredths of the currency that an active guest costs there in a year. */
    public long costOfGuest(int host) {
        return costOfGuest[host];
    }

    /** Hundredths of the currency that the host costs in a year once it has an active guest. */
    public long costOfHost(int host) {
        return costOfHost[host];
    }

    /** The places as an answer has them: guests of the number -1 are left out. */
    public Map<String, HostKey> named(int[] assignment) {
        Map<String, HostKey> named = new LinkedHashMap<>();
        for (int guest = 0; guest < guests.size(); guest++) {
            if (assignment[guest] >= 0) {
                named.put(guests.get(guest), hosts.get(assignment[guest]));
            }
        }
        return named;
    }
}
