package io.polyvisor.benchmarks;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hosts of two CPU vendors and guests with sizes, vendor, VLAN and company: an instance of the family of {@link PlacementFamily}.
 *
 * @param hosts in order
 * @param guests in order
 */
record PlacementInstance(List<HostLine> hosts, List<GuestLine> guests) {
    private static final String ENDPOINT = "e";
    private static final int VLANS = 8;

    /** Capacity in virtual processors and MiB; VLANs as bits. */
    record HostLine(int vendor, int vcpus, long mib, int vlans) {}

    /** Sizes; -1 for any vendor, for no group, and for no place. */
    record GuestLine(int vcpus, long mib, int vendor, int group, int vlan, int place) {}

    /** Reads the text that a line for each host and each guest makes: {@code H n}, {@code G m}, hosts, guests. */
    static PlacementInstance read(Path file) throws IOException {
        List<long[]> rows = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        int hosts = Integer.parseInt(lines.get(0).substring(2).strip());
        int guests = Integer.parseInt(lines.get(1).substring(2).strip());
        for (String line : lines.subList(2, 2 + hosts + guests)) {
            rows.add(List.of(line.split(" ", -1)).stream()
                    .mapToLong(Long::parseLong)
                    .toArray());
        }
        return new PlacementInstance(
                rows.subList(0, hosts).stream()
                        .map(row -> new HostLine((int) row[1], (int) row[2], row[3], (int) row[4]))
                        .toList(),
                rows.subList(hosts, hosts + guests).stream()
                        .map(row -> new GuestLine(
                                (int) row[1], row[2], (int) row[3], (int) row[4], (int) row[5], (int) row[6]))
                        .toList());
    }

    /** As {@link #read} reads it. */
    String text() {
        StringBuilder text = new StringBuilder("H " + hosts.size() + "\nG " + guests.size() + "\n");
        for (int host = 0; host < hosts.size(); host++) {
            HostLine line = hosts.get(host);
            text.append(host).append(' ').append(line.vendor()).append(' ').append(line.vcpus());
            text.append(' ').append(line.mib()).append(' ').append(line.vlans()).append('\n');
        }
        for (int guest = 0; guest < guests.size(); guest++) {
            GuestLine line = guests.get(guest);
            text.append(guest).append(' ').append(line.vcpus()).append(' ').append(line.mib());
            text.append(' ').append(line.vendor()).append(' ').append(line.group());
            text.append(' ')
                    .append(line.vlan())
                    .append(' ')
                    .append(line.place())
                    .append('\n');
        }
        return text.toString();
    }

    /** The same with the first of its guests only, up to that much of all memory. */
    PlacementInstance filledTo(double share) {
        long room = Math.round(share * hosts.stream().mapToLong(HostLine::mib).sum());
        List<GuestLine> some = new ArrayList<>();
        long taken = 0;
        for (Iterator<GuestLine> all = guests.iterator(); all.hasNext() && taken < room; ) {
            GuestLine guest = all.next();
            taken += guest.mib();
            some.add(guest);
        }
        return new PlacementInstance(hosts, some);
    }

    /** The same of one vendor and one VLAN; groups stay. */
    PlacementInstance withoutVendorsAndVlans() {
        return new PlacementInstance(
                hosts.stream()
                        .map(host -> new HostLine(0, host.vcpus(), host.mib(), 1))
                        .toList(),
                guests.stream()
                        .map(guest -> new GuestLine(guest.vcpus(), guest.mib(), -1, guest.group(), 0, guest.place()))
                        .toList());
    }

    static HostKey key(int host) {
        return new HostKey(ENDPOINT, String.format(java.util.Locale.ROOT, "h%05d", host));
    }

    static String name(int guest) {
        return String.format(java.util.Locale.ROOT, "g%06d", guest);
    }

    /** A site of one pool; guests are where the instance has them, or have yet to be placed. Every {@code nth} guest is protected. */
    Site site(boolean placed, int failures, int nth) {
        List<SiteGuest> all = new ArrayList<>();
        Map<Integer, List<String>> groups = new TreeMap<>();
        for (int guest = 0; guest < guests.size(); guest++) {
            GuestLine line = guests.get(guest);
            SiteGuest one = guest(name(guest), line)
                    .protectedAs(nth > 0 && guest % nth == 0 ? Protection.PROTECTED : Protection.DO_NOT_RESTART);
            all.add(placed && line.place() >= 0 ? one.at(key(line.place())) : one);
            if (line.group() >= 0) {
                groups.computeIfAbsent(line.group(), any -> new ArrayList<>()).add(one.name());
            }
        }
        return Site.of(
                "family",
                "GBP",
                List.of(new SiteEndpoint(
                        ENDPOINT,
                        "qemu",
                        EndpointClass.IN_HOUSE,
                        "here",
                        CostModel.FREE,
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        false)),
                List.of(new Pool("pool", failures, true)),
                IntStream.range(0, hosts.size()).mapToObj(this::host).toList(),
                List.of(new SiteStorage("san", true, Map.of())),
                all,
                groups.entrySet().stream()
                        .map(group ->
                                new Group("apart" + group.getKey(), Group.Kind.APART, Set.copyOf(group.getValue())))
                        .toList(),
                List.of());
    }

    private SiteHost host(int number) {
        HostLine line = hosts.get(number);
        Map<VlanId, VlanEvidence> vlans = new HashMap<>();
        IntStream.range(0, VLANS)
                .filter(vlan -> (line.vlans() >> vlan & 1) == 1)
                .forEach(vlan -> vlans.put(vlan(vlan), VlanEvidence.OBSERVED));
        return new SiteHost(
                key(number),
                "pool",
                Memory.mib(line.mib()),
                line.vcpus(),
                100,
                Optional.of(vendor(line.vendor())),
                vlans,
                Set.of("san"),
                HostState.UP);
    }

    static SiteGuest guest(String name, GuestLine line) {
        SiteGuest guest = SiteGuest.of(name, line.vcpus(), Memory.mib(line.mib()))
                .on(Set.of(vlan(line.vlan())))
                .with(List.of(new GuestDisk(Optional.of("san"), Memory.gib(20))));
        return line.vendor() < 0 ? guest : guest.onVendor(vendor(line.vendor()));
    }

    private static VlanId vlan(int number) {
        return VlanId.of(100 + number);
    }

    private static String vendor(int number) {
        return number == 0 ? "Intel" : "AMD";
    }

    /** The text that Ganeti's tools read; vendor and VLAN are not in it. */
    String ganeti() {
        Map<Integer, Long> taken = guests.stream()
                .filter(guest -> guest.place() >= 0)
                .collect(Collectors.groupingBy(GuestLine::place, Collectors.summingLong(GuestLine::mib)));
        StringBuilder text = new StringBuilder("group1|fake-uuid-01|preferred||\n\n");
        for (int host = 0; host < hosts.size(); host++) {
            HostLine line = hosts.get(host);
            long free = line.mib() - Objects.requireNonNull(taken.getOrDefault(host, 0L));
            text.append("node")
                    .append(host)
                    .append('|')
                    .append(line.mib())
                    .append("|0|")
                    .append(free);
            text.append("|10000000|10000000|").append(Math.max(1, line.vcpus() / 4));
            text.append(host == 0 ? "|M" : "|N").append("|fake-uuid-01|1\n");
        }
        text.append('\n');
        for (int guest = 0; guest < guests.size(); guest++) {
            GuestLine line = guests.get(guest);
            if (line.place() >= 0) {
                text.append("inst")
                        .append(guest)
                        .append('|')
                        .append(line.mib())
                        .append("|0|")
                        .append(line.vcpus());
                text.append("|running|Y|node").append(line.place()).append("||ext|");
                text.append(line.group() >= 0 ? "grp:" + line.group() : "").append("|1\n");
            }
        }
        String limits = "128,1,0,1,1,1|128,1,0,1,1,1;262144,64,1048576,16,8,12"
                + "|diskless,file,sharedfile,plain,blockdev,drbd,rbd,ext|4.0|1000000";
        return text.append("\nhtools:iextags:grp\n|")
                .append(limits)
                .append("\ngroup1|")
                .append(limits)
                .append('\n')
                .toString();
    }
}
