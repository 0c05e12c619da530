package io.polyvisor.memory.faults;

import io.polyvisor.model.Verb;
import java.util.Set;

/** Names of the SPI's calls: which only read, and which belong to a verb. */
final class SpiNames {
    static final Set<String> READING = Set.of(
            "BackendProvider.open",
            "Driver.facts",
            "Driver.capabilities",
            "Driver.subtractions",
            "Driver.nameRules",
            "Driver.inventory",
            "Driver.observe",
            "Driver.named",
            "Driver.find",
            "Driver.facet",
            "Driver.ping",
            "Driver.close",
            "Consoles.open",
            "Line.read",
            "Line.write",
            "Line.close",
            "Describing.definition",
            "Devices.findDisk",
            "EventSource.listen",
            "Protecting.protection",
            "Snapshots.snapshots",
            "Statistics.guests",
            "Statistics.hosts",
            "Templates.templates",
            "Volumes.taken",
            "Volumes.volume");
    /** Known since the connection was opened: no wire lies between, so no mishap can reach them. */
    private static final Set<String> DECLARING =
            Set.of("Driver.facts", "Driver.capabilities", "Driver.subtractions", "Driver.nameRules", "Driver.facet");

    private SpiNames() {}

    static boolean mutates(String call) {
        return !READING.contains(call);
    }

    static boolean crossesTheWire(String call) {
        return !DECLARING.contains(call) && !call.equals("Driver.close");
    }

    /** The calls that a verb sends to change something, or to read what it is for. */
    static String of(Verb verb) {
        return switch (verb) {
            case CONNECT -> "BackendProvider.open";
            case OBSERVE -> "Driver.observe";
            case INVENTORY -> "Driver.inventory";
            case STATS -> "Statistics.*";
            case CONSOLE -> "Consoles.open";
            case CREATE -> "Driver.create";
            case START -> "Driver.start";
            case SHUTDOWN -> "Driver.requestShutdown";
            case POWER_OFF -> "Driver.powerOff|Suspending.discard";
            case PAUSE -> "Pausing.pause";
            case RESUME -> "Pausing.unpause|Suspending.wake";
            case SUSPEND -> "Suspending.suspend";
            case REBOOT -> "Rebooting.reboot";
            case RESET -> "Rebooting.reset";
            case DELETE -> "Driver.delete";
            case RECONFIGURE -> "Driver.reconfigure*";
            case RENAME -> "Driver.rename";
            case ANNOTATE, ADOPT -> "Driver.mark";
            case SET_AUTOSTART -> "Autostarting.autostart";
            case DISK_ATTACH -> "Devices.attachDisk";
            case DISK_DETACH -> "Devices.detachDisk";
            case DISK_GROW -> "Devices.growDisk";
            case MEDIA_CHANGE -> "Devices.changeMedia";
            case NIC_ATTACH -> "Devices.attachNic";
            case NIC_DETACH -> "Devices.detachNic";
            case SNAPSHOT_DISKS, SNAPSHOT_MEMORY -> "Snapshots.take";
            case SNAPSHOT_REVERT -> "Snapshots.revert";
            case SNAPSHOT_DELETE -> "Snapshots.drop";
            case CLONE -> "Cloning.cloneGuest";
            case TEMPLATE_MAKE -> "Templates.make";
            case TEMPLATE_DEPLOY -> "Templates.deploy";
            case TEMPLATE_DELETE -> "Templates.remove";
            case MIGRATE_LIVE, MIGRATE_COLD -> "Migrating.migrate";
            case VOLUME_CREATE -> "Volumes.create";
            case VOLUME_IMPORT -> "Volumes.importFrom";
            case VOLUME_CLONE -> "Volumes.copy";
            case VOLUME_GROW -> "Volumes.grow";
            case VOLUME_DELETE -> "Volumes.delete";
            case HOST_MAINTENANCE -> "Maintenance.*";
        };
    }
}
