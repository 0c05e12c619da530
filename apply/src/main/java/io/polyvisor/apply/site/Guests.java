package io.polyvisor.apply.site;

import io.polyvisor.apply.file.Services;
import io.polyvisor.model.Capability;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds a site's guests: seen, remembered, declared, and wanted. Not thread-safe. */
final class Guests {
    private final Services services;
    private final Hosts hosts;
    private final Storages storages;
    private final List<String> remarks;
    private final Map<String, SiteGuest> guests = new TreeMap<>();
    private final Map<String, Located> located = new TreeMap<>();
    private final Set<String> ours = new TreeSet<>();
    private final List<Copy> copies = new ArrayList<>();

    Guests(List<Look> looks, Services services, Hosts hosts, Storages storages, List<String> remarks) {
        this.services = services;
        this.hosts = hosts;
        this.storages = storages;
        this.remarks = remarks;
        List<Sighting> sightings = new ArrayList<>();
        looks.forEach(look -> look.inventory().ifPresent(inventory -> {
            inventory.gaps().forEach(gap -> remarks.add("endpoint " + look.name() + " could not show all: " + gap));
            inventory.guests().forEach(view -> sight(look, view).ifPresent(sightings::add));
        }));
        Naming naming = new Naming(sightings, services.byName().keySet());
        Map<Sighting, Sighting> doubles = naming.copies();
        naming.names().forEach((sighting, name) -> add(sighting, name, doubles.containsKey(sighting)));
        doubles.forEach((copy, guest) -> copies.add(new Copy(
                name(naming, guest),
                name(naming, copy),
                copy.host(),
                copy.view().id(),
                copy.power())));
    }

    private static String name(Naming naming, Sighting sighting) {
        return Optional.ofNullable(naming.names().get(sighting)).orElse(sighting.name());
    }

    private Optional<Sighting> sight(Look look, GuestView view) {
        Optional<HostKey> host = view.host().flatMap(id -> hosts.of(look, id));
        if (host.isEmpty()) {
            List<HostKey> candidates = hosts.all().keySet().stream()
                    .filter(key -> key.endpoint().equals(look.name()))
                    .toList();
            host = candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
        }
        if (host.isEmpty()) {
            remarks.add("endpoint " + look.name() + " does not say on which host guest " + view.name()
                    + " is; it is left out");
        }
        return host.map(key -> new Sighting(look, view, key, state(key)));
    }

    private io.polyvisor.placement.site.HostState state(HostKey key) {
        return Optional.ofNullable(hosts.all().get(key)).map(SiteHost::state).orElseThrow();
    }

    private void add(Sighting sighting, String name, boolean copy) {
        Optional<Service> service = Optional.ofNullable(services.byName().get(name));
        GuestView view = sighting.view();
        Optional<Mark> mark = sighting.mark();
        guests.put(
                name,
                new SiteGuest(
                        name,
                        Math.max(1, view.vcpus()),
                        view.memory(),
                        mark.map(Mark::protection).orElse(Protection.DO_NOT_RESTART),
                        vlans(sighting),
                        service.flatMap(Service::cpuVendor),
                        service.flatMap(Service::image),
                        disks(sighting),
                        service.map(Service::pins).orElse(Pins.NONE),
                        copy ? Mobility.FIXED : mobility(sighting),
                        sighting.active(),
                        Optional.of(sighting.host()),
                        Optional.of(view.id()),
                        service.map(Service::tags)
                                .or(() -> mark.map(Mark::tags))
                                .orElse(Map.of())));
        located.put(name, new Located(sighting.look().name(), view.id()));
        if (sighting.ours()) {
            ours.add(name);
        }
    }

    /** Whether its disks let it move is placement's question; here is what its endpoint can do at all. */
    private static Mobility mobility(Sighting sighting) {
        if (!sighting.ours()) {
            return Mobility.FIXED;
        }
        Look look = sighting.look();
        if (look.capabilities().isEmpty() || look.provides(Capability.MIGRATE_LIVE)) {
            return Mobility.LIVE;
        }
        return look.provides(Capability.MIGRATE_COLD) ? Mobility.COLD : Mobility.FIXED;
    }

    private static Set<VlanId> vlans(Sighting sighting) {
        Set<VlanId> vlans = new TreeSet<>();
        sighting.view()
                .details()
                .ifPresent(details -> details.nics()
                        .forEach(nic ->
                                nic.network().flatMap(sighting.look()::vlanOf).ifPresent(vlans::add)));
        return vlans;
    }

    /** Whatever is in its slots must be reached from where it moves to: data, seed and medium alike. */
    private List<GuestDisk> disks(Sighting sighting) {
        return sighting.view().details().map(GuestDetails::disks).orElse(List.of()).stream()
                .filter(disk ->
                        disk.role() == DiskView.Role.DISK || disk.volume().isPresent())
                .map(disk -> new GuestDisk(
                        disk.volume()
                                .map(VolumeId::storage)
                                .flatMap(id -> storages.nameOf(sighting.look().name(), id)),
                        Memory.ZERO))
                .toList();
    }

    /** Guests of an endpoint that does not answer, as another process saw them last; what was seen elsewhere since has moved. */
    void recall(Look look, Observed last) {
        last.site().guests().values().stream()
                .filter(guest -> guest.place()
                        .map(place -> place.endpoint().equals(look.name())
                                && hosts.all().containsKey(place))
                        .orElse(false))
                .filter(guest ->
                        last.copies().stream().noneMatch(copy -> copy.name().equals(guest.name())))
                // What was never seen is not recalled: files and journals say it again as long as they do.
                .filter(guest -> last.guests().containsKey(guest.name()))
                .forEach(guest -> recall(guest, look, last));
    }

    /** A guest of that look's endpoint, unless it is seen elsewhere. */
    void recall(SiteGuest guest, Look look, Observed last) {
        if (guests.containsKey(guest.name())) {
            return;
        }
        guests.put(guest.name(), relocated(guest, look, last));
        Optional.ofNullable(last.guests().get(guest.name()))
                .ifPresent(there -> located.put(guest.name(), new Located(look.name(), there.id())));
        if (last.ours().contains(guest.name())) {
            ours.add(guest.name());
        }
    }

    private SiteGuest relocated(SiteGuest guest, Look look, Observed last) {
        List<GuestDisk> disks = guest.disks().stream()
                .map(disk -> new GuestDisk(
                        disk.storage()
                                .map(name -> Optional.ofNullable(
                                                last.site().storages().get(name))
                                        .flatMap(storage ->
                                                Optional.ofNullable(storage.on().get(look.name())))
                                        .flatMap(id -> storages.nameOf(look.name(), id))
                                        .orElse(name)),
                        disk.size()))
                .toList();
        return guest.with(disks);
    }

    /** A guest that nobody shows is taken to be there. */
    void believe(SiteGuest guest) {
        guests.put(guest.name(), guest);
    }

    /** Guests that the file declares, and those that services still want. */
    void want(Map<String, SiteGuest> declared) {
        declared.forEach((name, guest) -> {
            if (guests.containsKey(name)) {
                remarks.add("guest " + name + " is declared in the site file and was seen; what was seen holds");
            } else if (guest.place().isPresent()
                    && !hosts.all().containsKey(guest.place().get())) {
                remarks.add("guest " + name + " is declared on host "
                        + guest.place().get() + ", which was not found; it is left out");
            } else {
                guests.put(name, guest);
            }
        });
        services.byName().forEach((name, service) -> guests.putIfAbsent(name, service.guest()));
    }

    Map<String, SiteGuest> all() {
        return guests;
    }

    Map<String, Located> located() {
        return located;
    }

    Set<String> ours() {
        return ours;
    }

    List<Copy> copies() {
        return copies;
    }
}
