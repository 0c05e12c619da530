package io.polyvisor.tck.lockstep;

import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.NicView;
import io.polyvisor.model.SnapshotView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a side sees, as names and values that are the same on every backend where the contract says that they are: native ids become
 * aliases, paths, addresses of the backend's choice, reasons and times are left out.
 */
final class Facts {
    static final String THERE = " there";
    static final String TOLD = "told by events";
    static final String GOING_ON = "going on";
    static final String MAY = "may ";

    private final Side side;
    private final World world;
    private final SortedMap<String, String> facts = new TreeMap<>();

    private Facts(Side side, World world) {
        this.side = side;
        this.world = world;
    }

    /** All facts, by name. */
    static SortedMap<String, String> of(Side side, World world) {
        Facts reading = new Facts(side, world);
        world.guests().forEach(reading::guest);
        reading.facts.put("guests that no step made", new TreeSet<>(world.strangers()).toString());
        reading.facts.put("event stream", side.events().fault().orElse("in order"));
        world.templates()
                .forEach(template -> reading.facts.put(
                        "template " + side.plain(template.name().value()),
                        template.vcpus() + " vCPU, " + template.memory()));
        reading.volumes();
        return reading.facts;
    }

    private void guest(String alias, World.Sight sight) {
        facts.put(alias + THERE, String.valueOf(sight.view().isPresent()));
        fact(alias, "listed", listed(sight));
        fact(alias, TOLD, told(sight));
        sight.view().ifPresent(view -> {
            summary(alias, view);
            details(alias, view.requireDetails());
            devices(alias, sight.slots());
            fact(alias, "snapshots", snapshots(sight.snapshots()));
            sight.may().forEach((verb, granted) -> fact(alias, MAY + verb.words(), granted));
        });
    }

    private void summary(String alias, GuestView view) {
        fact(alias, "name", side.plain(view.name().value()));
        fact(alias, "kind", view.kind());
        fact(alias, "power", view.power().state());
        fact(alias, "vcpus", view.vcpus());
        fact(alias, "memory", view.memory());
        fact(alias, "autostart", view.autostart());
        fact(alias, "persistent", view.persistent());
    }

    private void details(String alias, GuestDetails details) {
        fact(alias, "marked", details.mark().isPresent());
        fact(
                alias,
                "tags",
                details.mark()
                        .map(mark -> new TreeMap<>(mark.tags()).toString())
                        .orElse("unmarked"));
        fact(
                alias,
                "protection",
                details.mark().map(mark -> mark.protection().name()).orElse("unmarked"));
        fact(alias, "description", details.description());
        fact(alias, "vcpus at most", details.maxVcpus());
        fact(alias, "memory at most", details.maxMemory());
        fact(alias, "boot order", details.bootOrder());
        fact(alias, "waiting for the next start", new TreeSet<>(details.pending()));
        fact(
                alias,
                GOING_ON,
                details.currentOperations().stream()
                        .map(CurrentOperation::verb)
                        .map(verb -> verb.map(known -> known.words()).orElse("something"))
                        .sorted()
                        .toList());
    }

    private void devices(String alias, Slots slots) {
        fact(
                alias,
                "disks",
                slots.disks().stream().map(disk -> disk(disk, slots)).toList());
        fact(alias, "drives", slots.media().stream().map(this::drive).toList());
        fact(alias, "NICs", slots.nics().stream().map(this::nic).toList());
    }

    private String disk(DiskView disk, Slots slots) {
        String volume =
                disk.volume().flatMap(side::volumeAlias).map(v -> " " + v).orElse("");
        return slots.size(disk) + volume + (disk.readOnly() ? " read-only" : "") + (disk.shared() ? " shared" : "");
    }

    private String drive(DiskView drive) {
        boolean medium =
                drive.volume().isPresent() && drive.volume().equals(side.site().medium());
        return medium ? "the medium" : drive.volume().isPresent() ? "something else" : "empty";
    }

    private String nic(NicView nic) {
        String network = nic.network().equals(Optional.of(side.site().network())) ? "the network" : "something else";
        int number = side.addresses().number(nic.mac());
        return network
                + (number == Integer.MAX_VALUE ? "" : ", address " + number)
                + (bearers(nic.mac()) > 1 ? ", an address that another NIC has" : "")
                + (nic.connected() ? "" : ", unplugged");
    }

    private long bearers(MacAddress address) {
        return world.guests().values().stream()
                .flatMap(sight -> sight.slots().nics().stream())
                .filter(nic -> nic.mac().equals(address))
                .count();
    }

    private static String snapshots(List<SnapshotView> all) {
        Map<Object, String> names =
                all.stream().collect(Collectors.toMap(SnapshotView::id, SnapshotView::name, (one, other) -> one));
        return all.stream()
                .map(one -> one.name() + " (" + one.holds() + ", reverts to " + one.revertsTo()
                        + one.parent()
                                .map(parent -> ", after " + names.getOrDefault(parent, "none known"))
                                .orElse("")
                        + (one.current() ? ", current" : "")
                        + ", " + one.description() + ")")
                .sorted()
                .toList()
                .toString();
    }

    /** Whether the bulk reading says the same as the single one. */
    private static String listed(World.Sight sight) {
        Optional<String> listed = sight.listed().map(Facts::brief);
        return listed.equals(sight.view().map(Facts::brief)) ? "as observed" : listed.orElse("missing");
    }

    /** Whether the last event says the same as the observation. */
    private static String told(World.Sight sight) {
        Optional<String> told =
                sight.told().map(last -> last.now().map(Facts::brief).orElse("gone"));
        String observed = sight.view().map(Facts::brief).orElse("gone");
        return told.equals(Optional.of(observed)) ? "as observed" : told.orElse("nothing");
    }

    private static String brief(GuestView view) {
        return view.name() + " " + view.power().state() + " " + view.vcpus() + " vCPU " + view.memory()
                + (view.autostart() ? " autostart" : "") + (view.persistent() ? "" : " transient");
    }

    private void volumes() {
        facts.put(
                "volumes",
                world.volumes().stream()
                        .map(volume -> side.volumeAlias(volume.id()).orElse("of a guest") + " " + volume.capacity()
                                + volume.usedBy()
                                        .map(users -> " used by "
                                                + new TreeSet<>(users.stream()
                                                        .map(user -> side.aliasOf(user)
                                                                .orElse("a stranger"))
                                                        .toList()))
                                        .orElse("")
                                + (volume.backing().isPresent() ? " linked" : ""))
                        .sorted()
                        .toList()
                        .toString());
    }

    private void fact(String alias, String name, Object value) {
        facts.put(alias + " " + name, String.valueOf(value));
    }
}
