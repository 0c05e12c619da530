package io.polyvisor.internal;

import io.polyvisor.model.Capability;
import io.polyvisor.spi.Autostarting;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.Describing;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.EventSource;
import io.polyvisor.spi.Facet;
import io.polyvisor.spi.Maintenance;
import io.polyvisor.spi.Migrating;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Protecting;
import io.polyvisor.spi.Rebooting;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Statistics;
import io.polyvisor.spi.Suspending;
import io.polyvisor.spi.Templates;
import io.polyvisor.spi.Volumes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which facet a capability rests on. A driver that declares one without the other is refused at connection. */
final class FacetCheck {
    private static final Map<Capability, Class<? extends Facet>> FACETS = new EnumMap<>(Map.ofEntries(
            Map.entry(Capability.PAUSE, Pausing.class),
            Map.entry(Capability.SUSPEND, Suspending.class),
            Map.entry(Capability.REBOOT, Rebooting.class),
            Map.entry(Capability.RESET, Rebooting.class),
            Map.entry(Capability.AUTOSTART, Autostarting.class),
            Map.entry(Capability.DISK_COLD, Devices.class),
            Map.entry(Capability.DISK_HOT, Devices.class),
            Map.entry(Capability.DISK_GROW_COLD, Devices.class),
            Map.entry(Capability.DISK_GROW_HOT, Devices.class),
            Map.entry(Capability.MEDIA, Devices.class),
            Map.entry(Capability.NIC_COLD, Devices.class),
            Map.entry(Capability.NIC_HOT, Devices.class),
            Map.entry(Capability.SNAPSHOT_DISKS, Snapshots.class),
            Map.entry(Capability.SNAPSHOT_MEMORY, Snapshots.class),
            Map.entry(Capability.SNAPSHOT_REVERT, Snapshots.class),
            Map.entry(Capability.CLONE_FULL, Cloning.class),
            Map.entry(Capability.CLONE_LINKED, Cloning.class),
            Map.entry(Capability.TEMPLATES, Templates.class),
            Map.entry(Capability.VOLUMES, Volumes.class),
            Map.entry(Capability.VOLUME_IMPORT, Volumes.class),
            Map.entry(Capability.MIGRATE_LIVE, Migrating.class),
            Map.entry(Capability.MIGRATE_COLD, Migrating.class),
            Map.entry(Capability.CONSOLE_SERIAL, Consoles.class),
            Map.entry(Capability.STATS_GUEST, Statistics.class),
            Map.entry(Capability.STATS_HOST, Statistics.class),
            Map.entry(Capability.EVENTS_PUSHED, EventSource.class),
            Map.entry(Capability.MAINTENANCE, Maintenance.class),
            Map.entry(Capability.NATIVE_DEFINITION, Describing.class),
            Map.entry(Capability.PROTECTION_ENFORCED, Protecting.class)));

    private FacetCheck() {}

    /** What a driver declares without the facet that it rests on. */
    static List<String> contradictions(Driver driver) {
        return FACETS.entrySet().stream()
                .filter(entry -> driver.capabilities().provides(entry.getKey()))
                .filter(entry -> driver.facet(entry.getValue()).isEmpty())
                .map(entry -> entry.getKey() + " without " + entry.getValue().getSimpleName())
                .toList();
    }
}
