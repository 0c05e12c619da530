package io.polyvisor.apply.file;

import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Pins;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What services and declared guests have in common, each where it is said. Immutable. */
record Wishes(
        Optional<Integer> vcpus,
        Optional<Memory> memory,
        Optional<Protection> protection,
        Optional<List<VlanId>> vlans,
        Optional<String> cpuVendor,
        Optional<List<GuestDisk>> disks,
        Optional<Pins> pins,
        Map<String, String> tags) {

    static Wishes read(Section section, SiteNames names) {
        return new Wishes(
                section.value("vcpus", Amounts::positive),
                section.value("memory", Amounts::memory),
                section.choice("protection", Protection.class),
                list(section, "vlans", section.values("vlans", names::vlan)),
                section.text("cpu-vendor"),
                list(section, "disks", disks(section, names)),
                section.section("pins").flatMap(pins -> pins(pins, names)),
                section.texts("tags"));
    }

    /** The same, with what is not said here as it is said there. */
    Wishes or(Wishes defaults) {
        Map<String, String> all = new HashMap<>(defaults.tags);
        all.putAll(tags);
        return new Wishes(
                vcpus.or(defaults::vcpus),
                memory.or(defaults::memory),
                protection.or(defaults::protection),
                vlans.or(defaults::vlans),
                cpuVendor.or(defaults::cpuVendor),
                disks.or(defaults::disks),
                pins.or(defaults::pins),
                all);
    }

    private static <T> Optional<List<T>> list(Section section, String key, List<T> read) {
        return section.has(key) ? Optional.of(read) : Optional.empty();
    }

    private static List<GuestDisk> disks(Section section, SiteNames names) {
        return section.each(
                "disks",
                text -> new GuestDisk(Optional.empty(), Amounts.memory(text)),
                each -> each.made(() -> new GuestDisk(
                        each.value("storage", names::storage),
                        each.need("size", each.value("size", Amounts::memory)))));
    }

    private static Optional<Pins> pins(Section section, SiteNames names) {
        Set<HostKey> hosts = new LinkedHashSet<>(section.values("hosts", names::host));
        Set<String> endpoints = new LinkedHashSet<>(section.values("endpoints", names::endpoint));
        Set<String> locations = new LinkedHashSet<>(section.values("locations", names::location));
        Set<HostKey> never = new LinkedHashSet<>(section.values("never", names::host));
        names.contradiction(hosts, endpoints, locations).ifPresent(section::fault);
        return section.made(() -> new Pins(hosts, endpoints, locations, never));
    }
}
