package io.polyvisor.internal;

import io.polyvisor.model.Capability;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which capability a verb rests on, by the guest's power state where that matters. Data; the rest of the core only looks it up. */
final class VerbNeeds {
    private static final Map<Verb, Capability> ALWAYS = new EnumMap<>(Map.ofEntries(
            Map.entry(Verb.SHUTDOWN, Capability.GRACEFUL_SHUTDOWN),
            Map.entry(Verb.PAUSE, Capability.PAUSE),
            Map.entry(Verb.SUSPEND, Capability.SUSPEND),
            Map.entry(Verb.REBOOT, Capability.REBOOT),
            Map.entry(Verb.RESET, Capability.RESET),
            Map.entry(Verb.SET_AUTOSTART, Capability.AUTOSTART),
            Map.entry(Verb.MEDIA_CHANGE, Capability.MEDIA),
            Map.entry(Verb.SNAPSHOT_DISKS, Capability.SNAPSHOT_DISKS),
            Map.entry(Verb.SNAPSHOT_MEMORY, Capability.SNAPSHOT_MEMORY),
            Map.entry(Verb.SNAPSHOT_REVERT, Capability.SNAPSHOT_REVERT),
            Map.entry(Verb.TEMPLATE_MAKE, Capability.TEMPLATES),
            Map.entry(Verb.TEMPLATE_DEPLOY, Capability.TEMPLATES),
            Map.entry(Verb.TEMPLATE_DELETE, Capability.TEMPLATES),
            Map.entry(Verb.MIGRATE_LIVE, Capability.MIGRATE_LIVE),
            Map.entry(Verb.MIGRATE_COLD, Capability.MIGRATE_COLD),
            Map.entry(Verb.CONSOLE, Capability.CONSOLE_SERIAL),
            Map.entry(Verb.VOLUME_CREATE, Capability.VOLUMES),
            Map.entry(Verb.VOLUME_CLONE, Capability.VOLUMES),
            Map.entry(Verb.VOLUME_GROW, Capability.VOLUMES),
            Map.entry(Verb.VOLUME_DELETE, Capability.VOLUMES),
            Map.entry(Verb.VOLUME_IMPORT, Capability.VOLUME_IMPORT),
            Map.entry(Verb.HOST_MAINTENANCE, Capability.MAINTENANCE)));
    private static final Map<Verb, Capability> WHEN_OFF = new EnumMap<>(Map.of(
            Verb.DISK_ATTACH, Capability.DISK_COLD,
            Verb.DISK_DETACH, Capability.DISK_COLD,
            Verb.DISK_GROW, Capability.DISK_GROW_COLD,
            Verb.NIC_ATTACH, Capability.NIC_COLD,
            Verb.NIC_DETACH, Capability.NIC_COLD,
            Verb.RECONFIGURE, Capability.RECONFIGURE_COLD));
    private static final Map<Verb, Capability> WHEN_LIVE = new EnumMap<>(Map.of(
            Verb.DISK_ATTACH, Capability.DISK_HOT,
            Verb.DISK_DETACH, Capability.DISK_HOT,
            Verb.DISK_GROW, Capability.DISK_GROW_HOT,
            Verb.NIC_ATTACH, Capability.NIC_HOT,
            Verb.NIC_DETACH, Capability.NIC_HOT));

    private static final Map<Verb, List<Capability>> ONE_OF = new EnumMap<>(Map.of(
            Verb.CLONE, List.of(Capability.CLONE_FULL, Capability.CLONE_LINKED),
            Verb.SNAPSHOT_DELETE, List.of(Capability.SNAPSHOT_DISKS, Capability.SNAPSHOT_MEMORY)));

    private VerbNeeds() {}

    /** Of which at least one must be there; empty when nothing is needed in this way. */
    static List<Capability> oneOf(Verb verb) {
        return ONE_OF.getOrDefault(verb, List.of());
    }

    static List<Capability> of(Verb verb, PowerState state) {
        if (verb == Verb.RESUME) {
            return switch (state) {
                case PAUSED -> List.of(Capability.PAUSE);
                case SUSPENDED -> List.of(Capability.SUSPEND);
                case OFF, RUNNING, CRASHED, UNKNOWN -> List.of();
            };
        }
        Capability always = ALWAYS.get(verb);
        if (always != null) {
            return List.of(always);
        }
        Capability byState = (state == PowerState.OFF ? WHEN_OFF : WHEN_LIVE).get(verb);
        return byState == null ? List.of() : List.of(byState);
    }
}
