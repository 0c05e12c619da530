package io.polyvisor.memory;

import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.spi.Autostarting;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.Describing;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.EventSource;
import io.polyvisor.spi.Facet;
import io.polyvisor.spi.Maintenance;
import io.polyvisor.spi.Migrating;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Rebooting;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Statistics;
import io.polyvisor.spi.Subtraction;
import io.polyvisor.spi.Suspending;
import io.polyvisor.spi.Templates;
import io.polyvisor.spi.Volumes;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one connection declares that it can do. The model can do nearly all; a connection may ask to be shown less, like a certain
 * hypervisor ({@code ?like=}) or by capability ({@code ?lacks=}), so that absence can be tried out.
 *
 * @param words what the endpoint calls itself
 * @param capabilities the declaration
 * @param subtractions cells of the common table that are missing
 */
record Profile(String words, Capabilities capabilities, List<Subtraction> subtractions) {

    /** Facets and the capabilities of which each needs one at least. */
    private static final Map<Class<? extends Facet>, Set<Capability>> FACETS = Map.ofEntries(
            Map.entry(Autostarting.class, EnumSet.of(Capability.AUTOSTART)),
            Map.entry(Cloning.class, EnumSet.of(Capability.CLONE_FULL, Capability.CLONE_LINKED)),
            Map.entry(Consoles.class, EnumSet.of(Capability.CONSOLE_SERIAL)),
            Map.entry(Describing.class, EnumSet.of(Capability.NATIVE_DEFINITION)),
            Map.entry(
                    Devices.class,
                    EnumSet.of(
                            Capability.DISK_COLD,
                            Capability.DISK_HOT,
                            Capability.DISK_GROW_COLD,
                            Capability.DISK_GROW_HOT,
                            Capability.MEDIA,
                            Capability.NIC_COLD,
                            Capability.NIC_HOT)),
            Map.entry(EventSource.class, EnumSet.of(Capability.EVENTS_PUSHED)),
            Map.entry(Maintenance.class, EnumSet.of(Capability.MAINTENANCE)),
            Map.entry(Migrating.class, EnumSet.of(Capability.MIGRATE_LIVE, Capability.MIGRATE_COLD)),
            Map.entry(Pausing.class, EnumSet.of(Capability.PAUSE)),
            Map.entry(Rebooting.class, EnumSet.of(Capability.REBOOT, Capability.RESET)),
            Map.entry(
                    Snapshots.class,
                    EnumSet.of(Capability.SNAPSHOT_DISKS, Capability.SNAPSHOT_MEMORY, Capability.SNAPSHOT_REVERT)),
            Map.entry(Statistics.class, EnumSet.of(Capability.STATS_GUEST, Capability.STATS_HOST)),
            Map.entry(Suspending.class, EnumSet.of(Capability.SUSPEND)),
            Map.entry(Templates.class, EnumSet.of(Capability.TEMPLATES)),
            Map.entry(Volumes.class, EnumSet.of(Capability.VOLUMES, Capability.VOLUME_IMPORT)));

    Profile {
        subtractions = List.copyOf(subtractions);
    }

    /** The model less what the parameters take away. */
    static Profile of(Optional<String> like, Set<Capability> lacks) {
        Likeness likeness = Likeness.named(like.orElse("kvm"));
        Map<Capability, String> absent = new EnumMap<>(Capability.class);
        absent.put(Capability.PROTECTION_ENFORCED, "the model restarts no guest by itself; run failover");
        absent.putAll(likeness.absent());
        lacks.forEach(each -> absent.put(each, "this connection asked to be shown without it"));
        Capabilities.Builder declared = Capabilities.allExcept();
        absent.forEach(declared::lacks);
        String words =
                "Polyvisor reference model" + like.map(name -> " of " + name).orElse("");
        return new Profile(words, declared.build(), likeness.subtractions());
    }

    /** The constant of that name, in whatever case; or a refusal that lists them. */
    static <E extends Enum<E>> E oneOf(Class<E> type, String name, String parameter) {
        return EnumSet.allOf(type).stream()
                .filter(each -> each.name().equalsIgnoreCase(name.replace('-', '_')))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.spec("address." + parameter, "\"" + name + "\" is none of " + EnumSet.allOf(type)));
    }

    boolean provides(Capability capability) {
        return capabilities.provides(capability);
    }

    /** Whether a capability is declared that rests on that facet. */
    boolean offers(Class<? extends Facet> facet) {
        return FACETS.getOrDefault(facet, Set.of()).stream().anyMatch(this::provides);
    }
}
