package io.polyvisor.memory;

import static io.polyvisor.model.Memory.gib;
import static io.polyvisor.model.Memory.mib;
import static io.polyvisor.model.Protection.DO_NOT_RESTART;
import static io.polyvisor.model.Protection.PROTECTED;
import static io.polyvisor.model.Protection.RESTART_IF_POSSIBLE;

import io.polyvisor.memory.SitePlan.Guest;
import io.polyvisor.memory.SitePlan.Host;
import io.polyvisor.memory.SitePlan.Image;
import io.polyvisor.memory.SitePlan.Network;
import io.polyvisor.memory.SitePlan.Storage;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sites that can be opened by name. */
final class Presets {
    private static final String INTEL = "GenuineIntel";
    private static final String AMD = "AuthenticAMD";
    private static final Protection[] LEVELS = {PROTECTED, RESTART_IF_POSSIBLE, DO_NOT_RESTART};

    private Presets() {}

    static final List<String> NAMES = List.of(
            "empty",
            "demo",
            "two-hosts",
            "twins",
            "hybrid",
            "forum",
            "kb",
            "inhouse",
            "central",
            "pool18",
            "containers");

    static Optional<SitePlan> named(String name) {
        return switch (name) {
            case "empty" -> Optional.of(plan(List.of(host("host1", INTEL)), List.of(), Optional.empty()));
            case "demo" -> Optional.of(demo());
            case "two-hosts" -> Optional.of(twoHosts());
            case "twins" -> Optional.of(twins());
            case "hybrid" -> Optional.of(hybrid());
            case "forum" -> Optional.of(half("forum"));
            case "kb" -> Optional.of(half("kb"));
            case "inhouse" -> Optional.of(inhouse());
            case "central" -> Optional.of(central());
            case "pool18" -> Optional.of(pool18());
            case "containers" -> Optional.of(containers());
            default -> Optional.empty();
        };
    }

    private static SitePlan demo() {
        List<Guest> guests = List.of(
                guest("web", 2, gib(2), "host1", "images", true, PROTECTED, Map.of("service", "www")),
                guest("db", 4, gib(4), "host1", "images", true, PROTECTED, Map.of("service", "www")),
                guest("mail", 1, gib(1), "host2", "images", false, RESTART_IF_POSSIBLE, Map.of()),
                container("build", "host2"),
                foreign("legacy", "host2"));
        return plan(List.of(host("host1", INTEL), host("host2", INTEL)), guests, Optional.empty());
    }

    private static SitePlan twoHosts() {
        SitePlan shared = plan(List.of(host("host1", INTEL), host("host2", INTEL)), List.of(), Optional.empty());
        List<Storage> storages = new ArrayList<>(shared.storages());
        storages.add(new Storage("local1", "dir", gib(50), Optional.empty(), Set.of("host1")));
        storages.add(new Storage("local2", "dir", gib(50), Optional.empty(), Set.of("host2")));
        return new SitePlan(shared.hosts(), storages, shared.networks(), shared.images(), List.of(), Optional.empty());
    }

    private static SitePlan twins() {
        List<Guest> guests = List.of(
                guest("twin", 1, mib(512), "host1", "images", false, DO_NOT_RESTART, Map.of()),
                guest("twin", 1, mib(512), "host1", "images", true, DO_NOT_RESTART, Map.of()));
        return plan(List.of(host("host1", INTEL)), guests, Optional.empty());
    }

    private static SitePlan containers() {
        return plan(
                List.of(host("node1", INTEL), host("node2", INTEL)),
                List.of(container("ct-web", "node1"), container("ct-mail", "node2")),
                Optional.of("openvz"));
    }

    /** Both places of the school in one endpoint: two active hosts and a spare in each. */
    private static SitePlan hybrid() {
        List<Host> hosts = new ArrayList<>();
        List<Storage> storages = new ArrayList<>();
        List<Guest> guests = new ArrayList<>();
        for (SitePlan half : List.of(half("forum"), half("kb"))) {
            hosts.addAll(half.hosts());
            guests.addAll(half.guests());
            half.storages().stream()
                    .filter(storage ->
                            storages.stream().noneMatch(known -> known.name().equals(storage.name())))
                    .forEach(storages::add);
        }
        return new SitePlan(hosts, storages, networks(), images("nfs"), guests, Optional.empty());
    }

    /** One place of the school: disks of its own, and the NFS share that the other place sees too. */
    private static SitePlan half(String place) {
        List<Host> hosts = List.of(
                new Host(place + "1", 8, INTEL, gib(32)),
                new Host(place + "2", 8, INTEL, gib(32)),
                new Host(place + "-spare", 8, INTEL, gib(32)));
        Set<String> here = Set.of(place + "1", place + "2", place + "-spare");
        List<Storage> storages = List.of(
                new Storage(place + "-disks", "raid10", gib(500), Optional.of("san://" + place), here),
                new Storage("nfs", "nfs", gib(1000), Optional.of("nfs://filer/guests"), Set.of()));
        List<Guest> guests = new ArrayList<>();
        String[] services = {"web", "wiki", "svn", "ldap", "build", "print"};
        for (int i = 0; i < services.length; i++) {
            String storage = i % 2 == 0 ? place + "-disks" : "nfs";
            guests.add(guest(
                    place + "-" + services[i],
                    1 + i % 2,
                    gib(2),
                    place + (1 + i % 2),
                    storage,
                    i != 5,
                    LEVELS[i % 3],
                    Map.of("place", place)));
        }
        return new SitePlan(hosts, storages, networks(), images("nfs"), guests, Optional.of("kvm"));
    }

    /** One in-house host and no guests: a libvirt endpoint. Sites of one world share the filer, so guests can move between them. */
    private static SitePlan inhouse() {
        List<Storage> storages = List.of(
                new Storage("nfs", "nfs", gib(1000), Optional.of("nfs://filer/guests"), Set.of()),
                new Storage("local", "dir", gib(500), Optional.empty(), Set.of()));
        return new SitePlan(
                List.of(new Host("host1", 8, INTEL, gib(32))),
                storages,
                networks(),
                images("nfs"),
                List.of(),
                Optional.of("kvm"));
    }

    /** The central service: what the school pays for per guest. */
    private static SitePlan central() {
        List<Host> hosts =
                List.of(host("esx1", INTEL, gib(128)), host("esx2", INTEL, gib(128)), host("esx3", INTEL, gib(128)));
        List<Guest> guests = List.of(
                guest("portal", 2, gib(2), "esx1", "images", true, PROTECTED, Map.of("service", "portal")),
                guest("timetable", 2, gib(2), "esx2", "images", true, PROTECTED, Map.of("service", "timetable")),
                foreign("other-tenant", "esx3"));
        return plan(hosts, guests, Optional.of("vsphere"));
    }

    /** The laboratory's pool: 14 hosts of 16 GB, 4 of 64 GB with other processors, 90 guests, one shared storage. */
    private static SitePlan pool18() {
        List<Host> hosts = new ArrayList<>();
        for (int i = 1; i <= 18; i++) {
            hosts.add(new Host(String.format("xen%02d", i), 8, i <= 14 ? INTEL : AMD, i <= 14 ? gib(16) : gib(64)));
        }
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            boolean big = i % 18 >= 14;
            Memory memory = big ? gib(6) : gib(1 + i % 3);
            guests.add(guest(
                    String.format("lab%02d", i + 1),
                    1 + i % 4,
                    memory,
                    hosts.get(i % 18).name(),
                    "iscsi",
                    i % 9 != 8,
                    LEVELS[i % 3],
                    Map.of("group", "g" + i % 6)));
        }
        List<Storage> storages =
                List.of(new Storage("iscsi", "lvmoiscsi", gib(4096), Optional.of("iqn.lab:pool"), Set.of()));
        return new SitePlan(hosts, storages, networks(), images("iscsi"), guests, Optional.empty());
    }

    private static SitePlan plan(List<Host> hosts, List<Guest> guests, Optional<String> like) {
        List<Storage> storages = List.of(new Storage("images", "dir", gib(200), Optional.empty(), Set.of()));
        return new SitePlan(hosts, storages, networks(), images("images"), guests, like);
    }

    private static List<Network> networks() {
        return List.of(
                new Network("servers", Optional.of(10)),
                new Network("lab", Optional.of(20)),
                new Network("untagged", Optional.empty()));
    }

    private static List<Image> images(String storage) {
        return List.of(
                new Image(storage, "linux", "qcow2", gib(2), mib(200), Software.SYSTEM),
                new Image(storage, "firmware-only", "qcow2", gib(1), mib(1), Software.DEAF),
                new Image(storage, "installer.iso", "iso", mib(600), mib(600), Software.SYSTEM));
    }

    private static Host host(String name, String vendor) {
        return host(name, vendor, gib(16));
    }

    private static Host host(String name, String vendor, Memory memory) {
        return new Host(name, 8, vendor, memory);
    }

    private static Guest guest(
            String name,
            int vcpus,
            Memory memory,
            String host,
            String storage,
            boolean running,
            Protection protection,
            Map<String, String> tags) {
        return new Guest(
                name,
                GuestKind.VIRTUAL_MACHINE,
                vcpus,
                memory,
                host,
                storage,
                gib(10),
                "servers",
                running,
                protection,
                Optional.of(tags));
    }

    private static Guest container(String name, String host) {
        return new Guest(
                name,
                GuestKind.CONTAINER,
                1,
                mib(512),
                host,
                "images",
                gib(4),
                "lab",
                true,
                DO_NOT_RESTART,
                Optional.of(Map.of()));
    }

    /** A guest that somebody else made: it bears no mark. */
    private static Guest foreign(String name, String host) {
        return new Guest(
                name,
                GuestKind.VIRTUAL_MACHINE,
                1,
                gib(1),
                host,
                "images",
                gib(10),
                "servers",
                true,
                DO_NOT_RESTART,
                Optional.empty());
    }
}
