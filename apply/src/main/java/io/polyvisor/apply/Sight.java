package io.polyvisor.apply;

import io.polyvisor.Endpoint;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.placement.site.HostKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is seen of a site at one moment: each endpoint is observed once, when it is first asked about. Not thread-safe. */
final class Sight {
    private final Ground ground;
    private final HostsOf hosts;
    private final InventoryField[] fields;
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    private Sight(Ground ground, InventoryField... fields) {
        this.ground = ground;
        this.hosts = ground.hosts();
        this.fields = fields.clone();
    }

    static Sight of(Ground ground) {
        return new Sight(ground, InventoryField.HOSTS);
    }

    /** The same with details of all guests: for what is kept of them. */
    static Sight inDetail(Ground ground) {
        return new Sight(ground, InventoryField.HOSTS, InventoryField.DETAILS);
    }

    /** An endpoint's inventory, or why there is none. */
    private record Seen(Optional<Inventory> inventory, String trouble) {}

    /** Whether a host can be observed. */
    enum HostSight {
        /** It answers and takes guests. */
        READY,
        /** It answers and takes no guests. */
        MAINTENANCE,
        /** It does not answer, or its endpoint does not. */
        SILENT,
        /** Its endpoint answers completely and has no such host. */
        VANISHED;

        boolean answers() {
            return this == READY || this == MAINTENANCE;
        }
    }

    Optional<Inventory> inventory(String endpoint) {
        return look(endpoint).inventory();
    }

    /** Why there is no inventory. */
    String trouble(String endpoint) {
        return look(endpoint).trouble();
    }

    /** Whether that host was looked at and answers. */
    boolean sawAnswering(HostKey host) {
        return seen.containsKey(host.endpoint()) && host(host).answers();
    }

    private Seen look(String endpoint) {
        return seen.computeIfAbsent(endpoint, name -> {
            boolean fenced = hosts.of(name).stream().allMatch(ground::fenced);
            Optional<String> silent = fenced ? ground.silence().of(name) : Optional.empty();
            return silent.map(trouble -> new Seen(Optional.empty(), trouble)).orElseGet(() -> ask(name));
        });
    }

    private Seen ask(String endpoint) {
        try {
            Endpoint connected = ground.endpoints().named(endpoint);
            return new Seen(Optional.of(connected.inventory(fields)), "");
        } catch (PolyvisorException e) {
            String trouble = "endpoint " + endpoint + " cannot be observed: " + e.getMessage();
            ground.silence().note(endpoint, trouble);
            return new Seen(Optional.empty(), trouble);
        }
    }

    HostSight host(HostKey host) {
        Optional<Inventory> inventory = inventory(host.endpoint());
        if (inventory.isEmpty()) {
            return HostSight.SILENT;
        }
        Optional<HostView> view = hosts.view(host, inventory.get());
        if (view.isEmpty()) {
            return inventory.get().complete() ? HostSight.VANISHED : HostSight.SILENT;
        }
        return switch (view.get().state()) {
            case ONLINE -> HostSight.READY;
            case MAINTENANCE -> HostSight.MAINTENANCE;
            case UNREACHABLE -> HostSight.SILENT;
        };
    }

    /** What was seen of a host, in words. */
    String words(HostKey host) {
        if (inventory(host.endpoint()).isEmpty()) {
            return trouble(host.endpoint());
        }
        return switch (host(host)) {
            case READY -> "host " + host + " is ready for guests";
            case MAINTENANCE -> "host " + host + " is in maintenance";
            case SILENT -> "host " + host + " does not answer";
            case VANISHED -> "endpoint " + host.endpoint() + " has no host " + host.host() + " any more";
        };
    }

    Optional<HostView> view(HostKey host) {
        return inventory(host.endpoint()).flatMap(inventory -> hosts.view(host, inventory));
    }

    /** Guests of that host, active or not. */
    List<GuestView> guestsOn(HostKey host) {
        return guests(host.endpoint()).stream()
                .filter(guest -> place(host.endpoint(), guest).equals(Optional.of(host)))
                .toList();
    }

    /** All guests of that endpoint; none when it cannot be observed. */
    List<GuestView> guests(String endpoint) {
        return inventory(endpoint).map(Inventory::guests).orElse(List.of());
    }

    /** Where that guest of that endpoint is, as the site calls it. */
    Optional<HostKey> place(String endpoint, GuestView guest) {
        return inventory(endpoint).flatMap(inventory -> hosts.key(endpoint, guest.host(), inventory));
    }
}
