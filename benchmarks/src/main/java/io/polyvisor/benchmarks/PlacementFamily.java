package io.polyvisor.benchmarks;

import io.polyvisor.benchmarks.PlacementInstance.GuestLine;
import io.polyvisor.benchmarks.PlacementInstance.HostLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Makes instances: hosts of one size with two CPU vendors (60 and 40 of a hundred) and eight VLANs, of which four are everywhere and four
 * on seven hosts of ten; guests of ten sizes from 1 vCPU and 2 GiB to 16 and 128 GiB, a third of them pinned to a vendor, some in groups
 * that must be kept apart, some on a rare VLAN; and a feasible, skewed start. The memory of all guests is some 0.73 of that of all hosts.
 */
final class PlacementFamily {
    private static final int[][] FLAVOURS = {
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
    private static final int TRIES = 60;
    private static final double SKEW = 1.15;

    private final TwisterRandom random;
    private final List<HostLine> hosts = new ArrayList<>();
    private final List<GuestLine> guests = new ArrayList<>();

    private PlacementFamily(int seed) {
        random = new TwisterRandom(seed);
    }

    /** The instance of that size and seed. */
    static PlacementInstance instance(int hosts, int guests, int seed) {
        PlacementFamily family = new PlacementFamily(seed);
        double perHost = (double) guests / hosts;
        family.makeHosts(hosts, (int) (6.4 * perHost), (int) (19.2 * perHost * 1024));
        family.makeGuests(guests);
        return new PlacementInstance(family.hosts, family.settled());
    }

    /** The same, but half of the hosts are of half or of twice the size; who does not fit any more has no place at first. */
    static PlacementInstance heterogeneous(int hosts, int guests, int seed) {
        PlacementInstance even = instance(hosts, guests, seed);
        SplittableRandom sizes = new SplittableRandom(seed);
        List<HostLine> uneven = even.hosts().stream()
                .map(host -> scaled(host, List.of(1, 2, 2, 4).get(sizes.nextInt(4))))
                .toList();
        PlacementFamily family = new PlacementFamily(seed);
        family.hosts.addAll(uneven);
        family.guests.addAll(even.guests());
        return new PlacementInstance(uneven, family.settled());
    }

    private static HostLine scaled(HostLine host, int halves) {
        return new HostLine(host.vendor(), host.vcpus() * halves / 2, host.mib() * halves / 2, host.vlans());
    }

    private void makeHosts(int count, int vcpus, int mib) {
        for (int host = 0; host < count; host++) {
            int vlans = 0b1111;
            for (int vlan = 4; vlan < 8; vlan++) {
                vlans |= random.random() < 0.7 ? 1 << vlan : 0;
            }
            hosts.add(new HostLine(host % 5 < 3 ? 0 : 1, vcpus, mib, vlans));
        }
    }

    private void makeGuests(int count) {
        List<int[]> flavours = Arrays.stream(FLAVOURS)
                .flatMap(flavour -> IntStream.range(0, flavour[2]).mapToObj(any -> flavour))
                .toList();
        HostLine host = hosts.get(0);
        int group = 0;
        int left = 0;
        for (int guest = 0; guest < count; guest++) {
            int[] flavour = random.choice(flavours);
            long mib = Math.min((long) (flavour[1] * 1024 * random.uniform(.85, 1.10)), host.mib());
            double pinned = random.random();
            int vendor = pinned < 0.2 ? 0 : pinned < 0.3 ? 1 : -1;
            boolean grouped = left > 0;
            if (grouped) {
                left--;
            } else if (random.random() < 0.075) {
                group++;
                left = random.choice(List.of(1, 1, 2, 3));
                grouped = true;
            }
            int vlan = random.random() < 0.85 ? random.below(4) : 4 + random.below(4);
            guests.add(new GuestLine(Math.min(flavour[0], host.vcpus()), mib, vendor, grouped ? group : -1, vlan, -1));
        }
    }

    /** Big guests first, each on a host with a low number rather than a high one. */
    private List<GuestLine> settled() {
        int count = hosts.size();
        long[] mib = hosts.stream().mapToLong(HostLine::mib).toArray();
        int[] vcpus = hosts.stream().mapToInt(HostLine::vcpus).toArray();
        List<Set<Integer>> groups = new ArrayList<>();
        hosts.forEach(host -> groups.add(new HashSet<>()));
        GuestLine[] settled = guests.toArray(GuestLine[]::new);
        List<Integer> order = IntStream.range(0, settled.length)
                .boxed()
                .sorted(Comparator.comparing(guest -> -settled[guest].mib()))
                .toList();
        for (int number : order) {
            GuestLine guest = settled[number];
            IntPredicate fits = host -> (guest.vendor() < 0 || hosts.get(host).vendor() == guest.vendor())
                    && (hosts.get(host).vlans() >> guest.vlan() & 1) == 1
                    && vcpus[host] >= guest.vcpus()
                    && mib[host] >= guest.mib()
                    && !groups.get(host).contains(guest.group());
            int chosen = chosen(count, fits, mib);
            settled[number] =
                    new GuestLine(guest.vcpus(), guest.mib(), guest.vendor(), guest.group(), guest.vlan(), chosen);
            if (chosen >= 0) {
                mib[chosen] -= guest.mib();
                vcpus[chosen] -= guest.vcpus();
                groups.get(chosen).addAll(guest.group() < 0 ? Set.of() : Set.of(guest.group()));
            }
        }
        return List.of(settled);
    }

    private int chosen(int count, IntPredicate fits, long[] mib) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int host = Math.min(count - 1, (int) (count * Math.pow(random.random(), SKEW)));
            if (fits.test(host)) {
                return host;
            }
        }
        int roomiest = -1;
        for (int host = 0; host < count; host++) {
            if (fits.test(host) && (roomiest < 0 || mib[host] > mib[roomiest])) {
                roomiest = host;
            }
        }
        return roomiest;
    }
}
