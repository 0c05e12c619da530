package io.polyvisor.tck.mutants;

import java.util.List;

/** Drivers in which one call does nothing and says that it did. */
final class IdleDrivers {
    private static final List<String> CALLS = List.of(
            "Driver.start",
            "Driver.requestShutdown",
            "Driver.powerOff",
            "Driver.delete",
            "Driver.rename",
            "Driver.mark",
            "Pausing.pause",
            "Pausing.unpause",
            "Suspending.suspend",
            "Suspending.wake",
            "Suspending.discard",
            "Rebooting.reboot",
            "Rebooting.reset",
            "Autostarting.autostart",
            "Devices.detachDisk",
            "Devices.growDisk",
            "Devices.changeMedia",
            "Devices.detachNic",
            "Snapshots.revert",
            "Snapshots.drop",
            "Templates.remove",
            "Volumes.grow",
            "Volumes.delete",
            "Maintenance.enter",
            "Maintenance.leave");

    private IdleDrivers() {}

    static List<Mutant> all() {
        return CALLS.stream()
                .map(call -> Mutant.driver(call + " does nothing", call, passing -> null))
                .toList();
    }
}
