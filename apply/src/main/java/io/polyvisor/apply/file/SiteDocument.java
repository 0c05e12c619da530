package io.polyvisor.apply.file;

import io.polyvisor.model.Protection;
import io.polyvisor.model.StorageId;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteStorage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads site files: {@code polyvisor.yaml} is one. Stateless. */
public final class SiteDocument {
    private static final String CURRENCY = "GBP";

    private SiteDocument() {}

    /**
     * Reads a site file for placement: a site that can have no hosts is a fault.
     *
     * @throws FileFaultsException for every fault that was found
     */
    public static DeclaredSite read(Path file) {
        return TextDocument.yaml(file, SiteDocument::whole);
    }

    /** Reads text; {@code name} stands for the file in faults. */
    public static DeclaredSite read(String name, String text) {
        return TextDocument.yaml(name, text, SiteDocument::whole);
    }

    private static DeclaredSite whole(Section root) {
        root.leave("defaults");
        DeclaredSite site = of(root);
        if (site.hosts().isEmpty() && site.endpoints().isEmpty()) {
            root.fault(
                    "endpoints",
                    "a site needs a host: give an endpoint with its uri, or declare hosts of an endpoint under hosts");
        }
        return site;
    }

    /** What a site file's root says of the site; keys that only matter for connections are left to their own reader. */
    public static DeclaredSite of(Section root) {
        String name = root.value("site", EndpointSections::name).orElse(DeclaredSite.UNNAMED);
        String currency = root.value("currency", EndpointSections::name).orElse(CURRENCY);
        DeclaredSite site = new DeclaredSite(
                name, currency, EndpointSections.of(root, name), Map.of(), Map.of(), Map.of(), Map.of(), List.of());
        site = with(site, Map.of(), Map.of(), storages(root, site));
        site = with(site, HostSections.of(root, site), Map.of(), site.storages());
        site = with(site, site.hosts(), pools(root, site), site.storages());
        requireHosts(root, site);
        return new DeclaredSite(
                name,
                currency,
                site.endpoints(),
                site.hosts(),
                site.pools(),
                site.storages(),
                guests(root, site),
                GroupSections.of(root, guest -> guest));
    }

    private static DeclaredSite with(
            DeclaredSite site,
            Map<HostKey, DeclaredHost> hosts,
            Map<String, Pool> pools,
            Map<String, SiteStorage> storages) {
        return new DeclaredSite(
                site.name(), site.currency(), site.endpoints(), hosts, pools, storages, Map.of(), List.of());
    }

    private static Map<String, SiteStorage> storages(Section root, DeclaredSite site) {
        SiteNames names = new SiteNames(site);
        Map<String, SiteStorage> storages = new LinkedHashMap<>();
        root.named("storages")
                .forEach((name, section) -> section.made(() -> new SiteStorage(
                                name,
                                section.flag("shared").orElse(false),
                                section.pairs("on", names::endpoint, StorageId::of)))
                        .ifPresent(storage -> {
                            if (storage.on().isEmpty()) {
                                section.fault("on", "is missing or empty; write on: {ENDPOINT: STORAGE}");
                            }
                            storages.put(name, storage);
                        }));
        return storages;
    }

    /** A pool that is declared has members, and a pool that is named is declared where any is. */
    private static Map<String, Pool> pools(Section root, DeclaredSite site) {
        Map<String, Pool> pools = new LinkedHashMap<>();
        Set<String> members = new TreeSet<>();
        site.endpoints().values().forEach(endpoint -> members.add(endpoint.pool()));
        site.hosts().values().forEach(host -> host.pool().ifPresent(members::add));
        root.named("pools").forEach((name, section) -> {
            int failures = section.value("failures", Amounts::natural).orElse(0);
            boolean live = section.flag("live-across-vendors").orElse(false);
            section.made(() -> new Pool(name, failures, live)).ifPresent(pool -> pools.put(name, pool));
            if (!members.contains(name)) {
                section.fault("no endpoint or host is in it (pools: " + String.join(", ", members) + ")");
            }
        });
        if (!pools.isEmpty()) {
            Set<String> right = new TreeSet<>(pools.keySet());
            right.addAll(site.endpoints().keySet());
            checkPools(root, "endpoints", right);
            checkPools(root, "hosts", right);
        }
        return pools;
    }

    private static void checkPools(Section root, String key, Set<String> right) {
        root.named(key)
                .values()
                .forEach(section -> section.value("pool", text -> {
                    return SiteNames.known("pool", text.strip(), right);
                }));
    }

    private static void requireHosts(Section root, DeclaredSite site) {
        root.named("endpoints").forEach((name, section) -> {
            boolean declared = site.hosts().keySet().stream()
                    .anyMatch(key -> key.endpoint().equals(name));
            if (!section.has("uri") && !declared) {
                section.fault(
                        "uri",
                        "is missing; write for instance qemu:///system, or declare hosts of the endpoint under hosts");
            }
        });
    }

    private static Map<String, SiteGuest> guests(Section root, DeclaredSite site) {
        SiteNames names = new SiteNames(site);
        Map<String, SiteGuest> guests = new LinkedHashMap<>();
        root.named("guests")
                .forEach((name, section) ->
                        section.made(() -> guest(name, section, names)).ifPresent(guest -> guests.put(name, guest)));
        return guests;
    }

    private static SiteGuest guest(String name, Section section, SiteNames names) {
        Wishes wishes = Wishes.read(section, names);
        Optional<HostKey> place = section.value("on", names::host);
        Mobility mobility = section.choice("moves", Mobility.class).orElse(Mobility.LIVE);
        boolean running = section.flag("running").orElse(true);
        return new SiteGuest(
                name,
                wishes.vcpus().orElse(1),
                section.need("memory", wishes.memory()),
                wishes.protection().orElse(Protection.DO_NOT_RESTART),
                new LinkedHashSet<>(wishes.vlans().orElse(List.of())),
                wishes.cpuVendor(),
                Optional.empty(),
                wishes.disks().orElse(List.of()),
                wishes.pins().orElse(Pins.NONE),
                mobility,
                running,
                place,
                Optional.empty(),
                wishes.tags());
    }
}
