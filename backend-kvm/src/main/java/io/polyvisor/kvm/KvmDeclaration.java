package io.polyvisor.kvm;

import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Subtraction;
import java.util.List;

/** What QEMU under libvirt cannot do, as data: absent capabilities and cells taken out of the common table, with reasons. */
final class KvmDeclaration {
    private KvmDeclaration() {}

    static Capabilities capabilities() {
        return Capabilities.allExcept()
                .lacks(
                        Capability.CONDITIONAL_RECONFIGURE,
                        "libvirt has no change that depends on what was observed; observe and decide in your own code")
                .lacks(
                        Capability.VLAN_VISIBLE,
                        "the bridge under a libvirt network knows its VLAN and libvirt does not; attest it in the site file")
                .lacks(
                        Capability.CLONE_LINKED,
                        "the source would have to stay as it is, or the clone breaks; make a template and deploy it linked")
                .lacks(
                        Capability.MAINTENANCE,
                        "a libvirt host has no such mode; migrate its guests away and place none on it")
                .lacks(
                        Capability.PROTECTION_ENFORCED,
                        "libvirt restarts no guest on another host; somebody has to run failover")
                .build();
    }

    static List<Subtraction> subtractions() {
        return List.of(
                Subtraction.of(
                        Verb.RENAME,
                        "libvirt renames only a guest that is off",
                        "shut it down first",
                        PowerState.RUNNING,
                        PowerState.PAUSED),
                Subtraction.of(
                        Verb.SNAPSHOT_DISKS,
                        "libvirt keeps the disks of a guest in memory only in external snapshots, to which it cannot revert",
                        "take a snapshot with memory, or shut the guest down first",
                        PowerState.RUNNING,
                        PowerState.PAUSED),
                Subtraction.of(
                        Verb.SNAPSHOT_DISKS,
                        "the snapshot would miss the saved memory",
                        "resume the guest, or power it off and accept the loss, first",
                        PowerState.SUSPENDED),
                Subtraction.of(
                        Verb.SNAPSHOT_MEMORY,
                        "the guest's memory is in its own file on disk, not in the snapshot's reach",
                        "resume the guest first",
                        PowerState.SUSPENDED),
                Subtraction.of(
                        Verb.SNAPSHOT_REVERT,
                        "a saved memory image is in the way",
                        "resume the guest, or power it off and accept the loss, first",
                        PowerState.SUSPENDED),
                Subtraction.of(
                        Verb.CLONE,
                        "the disks of a guest in memory change while they are copied",
                        "shut the guest down first",
                        PowerState.RUNNING,
                        PowerState.PAUSED),
                Subtraction.of(
                        Verb.MIGRATE_COLD,
                        "the saved memory would stay behind",
                        "resume the guest and migrate it live, or power it off and accept the loss, first",
                        PowerState.SUSPENDED));
    }
}
