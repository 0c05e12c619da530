package io.polyvisor.memory;

import io.polyvisor.model.GuestKind;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A site as data: what a preset says.
 *
 * @param like the hypervisor that its endpoint resembles; empty for none in particular
 */
record SitePlan(
        List<Host> hosts,
        List<Storage> storages,
        List<Network> networks,
        List<Image> images,
        List<Guest> guests,
        Optional<String> like) {

    SitePlan {
        hosts = List.copyOf(hosts);
        storages = List.copyOf(storages);
        networks = List.copyOf(networks);
        images = List.copyOf(images);
        guests = List.copyOf(guests);
    }

    /** A host. */
    record Host(String name, int cpus, String vendor, Memory memory) {}

    /**
     * A storage.
     *
     * @param backing sites that name the same backing share the storage; empty for one of its own
     * @param hosts which hosts see it; empty for all
     */
    record Storage(String name, String kind, Memory capacity, Optional<String> backing, Set<String> hosts) {}

    /** A network. */
    record Network(String name, Optional<Integer> vlan) {}

    /** A volume that no guest uses. */
    record Image(String storage, String key, String format, Memory capacity, Memory written, Software software) {}

    /**
     * A guest with one disk and one NIC.
     *
     * @param tags with our mark; empty for a guest that bears none
     */
    record Guest(
            String name,
            GuestKind kind,
            int vcpus,
            Memory memory,
            String host,
            String storage,
            Memory disk,
            String network,
            boolean running,
            Protection protection,
            Optional<Map<String, String>> tags) {}
}
