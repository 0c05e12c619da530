package io.polyvisor.model;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an endpoint holds, read in bulk at one moment. Fields that were not asked for are empty lists and not in {@link #fields()}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param observedAt when the reading began
 * @param fields what was asked for
 * @param guests all guests, ordered by name then id; never templates, snapshot rows or control domains
 * @param hosts with {@link InventoryField#HOSTS}
 * @param storages with {@link InventoryField#STORAGES}
 * @param volumes with {@link InventoryField#VOLUMES}
 * @param networks with {@link InventoryField#NETWORKS}
 * @param templates with {@link InventoryField#TEMPLATES}
 * @param gaps what could not be read, in words; anything absent while there are gaps was not necessarily deleted
 */
public record Inventory(
        Instant observedAt,
        Set<InventoryField> fields,
        List<GuestView> guests,
        List<HostView> hosts,
        List<StorageView> storages,
        List<VolumeView> volumes,
        List<NetworkView> networks,
        List<TemplateView> templates,
        List<String> gaps) {

    /** Copies what could change. */
    public Inventory {
        Objects.requireNonNull(observedAt, "observed at");
        fields = Set.copyOf(fields);
        guests = List.copyOf(guests);
        hosts = List.copyOf(hosts);
        storages = List.copyOf(storages);
        volumes = List.copyOf(volumes);
        networks = List.copyOf(networks);
        templates = List.copyOf(templates);
        gaps = List.copyOf(gaps);
    }

    /** The guest of that id. */
    public Optional<GuestView> guest(GuestId id) {
        return guests.stream().filter(guest -> guest.id().equals(id)).findFirst();
    }

    /** All guests of that name: none, one, or several. */
    public List<GuestView> named(GuestName name) {
        return guests.stream().filter(guest -> guest.name().equals(name)).toList();
    }

    /** Whether all that was asked for was read. */
    public boolean complete() {
        return gaps.isEmpty();
    }
}
