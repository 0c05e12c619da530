package io.polyvisor.memory;

import io.polyvisor.model.Capability;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Subtraction;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a kind of hypervisor lacks: the table of docs/mapping.md as data.
 *
 * @param absent capabilities, with the reasons that its driver would give
 * @param subtractions cells of the common table
 */
record Likeness(Map<Capability, String> absent, List<Subtraction> subtractions) {
    private static final Map<String, Likeness> KNOWN = Map.of(
            "kvm", new Likeness(Map.of(), List.of()),
            "libxl", libxl(),
            "vsphere", vsphere(),
            "openvz", openvz());

    Likeness {
        absent = Map.copyOf(absent);
        subtractions = List.copyOf(subtractions);
    }

    static Likeness named(String name) {
        Likeness known = KNOWN.get(name);
        if (known == null) {
            throw Refusal.spec("address.like", "\"" + name + "\" is none of " + KNOWN.keySet());
        }
        return known;
    }

    private static Likeness libxl() {
        Map<Capability, String> absent = Map.of(
                Capability.RESET, "libxl's driver has no reset",
                Capability.SNAPSHOT_DISKS, "libxl has no snapshots",
                Capability.SNAPSHOT_MEMORY, "libxl has no snapshots",
                Capability.SNAPSHOT_REVERT, "libxl has no snapshots",
                Capability.SNAPSHOT_TREE, "libxl has no snapshots",
                Capability.DISK_GROW_HOT, "libxl cannot resize a live disk",
                Capability.AGENT, "libxl has no agent channel",
                Capability.MAINTENANCE, "a libvirt host has no such mode",
                Capability.OPERATION_CANCEL, "libxl cannot abort a migration");
        Subtraction rename = new Subtraction(
                Verb.RENAME, EnumSet.allOf(PowerState.class), "libxl's driver has no rename", Optional.empty());
        return new Likeness(absent, List.of(rename));
    }

    private static Likeness vsphere() {
        return new Likeness(
                Map.of(
                        Capability.PAUSE, "vSphere keeps no guest paused in memory",
                        Capability.RECONFIGURE_PENDING,
                                "vSphere keeps one configuration per guest; shut it down to change what cannot be now",
                        Capability.MEMORY_HOT_REMOVE, "vSphere gives a running guest more memory, never less",
                        Capability.NATIVE_DEFINITION, "vSphere keeps the definition beside the guest's disks",
                        Capability.CONSOLE_SERIAL, "a vSphere serial port needs a network URI or a proxy"),
                List.of());
    }

    private static Likeness openvz() {
        Map<Capability, String> absent = Map.of(
                Capability.PAUSE, "a container is paused only by a checkpoint to disk",
                Capability.RESET, "vzctl has no reset; power off, then start",
                Capability.CLONE_FULL, "vzctl 4 has no clone",
                Capability.CLONE_LINKED, "vzctl 4 has no clone",
                Capability.RECONFIGURE_PENDING, "vzctl changes a running container at once, or not at all",
                Capability.MEDIA, "containers have no drives",
                Capability.BOOT_ORDER, "a container does not boot from a device",
                Capability.EVENTS_PUSHED, "vzctl tells of nothing; it is polled",
                Capability.MAINTENANCE, "a node has no such mode");
        return new Likeness(absent, List.of());
    }
}
