package io.polyvisor.model;

/**
 * One thing that hypervisors can or cannot do, with its variant spelled out. An endpoint provides each or says why not; only the
 * TCK proves a declaration, in both directions.
 */
public enum Capability {
    /** Pause in memory and go on. */
    PAUSE("pause in memory and go on"),
    /** Save memory to disk and go on from it. */
    SUSPEND("save memory to disk and go on from it"),
    /** Ask the guest to shut down. */
    GRACEFUL_SHUTDOWN("ask the guest to shut down"),
    /** Ask the guest to reboot. */
    REBOOT("ask the guest to reboot"),
    /** Reset without asking. */
    RESET("reset without asking"),
    /** Change processors and memory of a guest that is OFF. */
    RECONFIGURE_COLD("change processors and memory of a guest that is OFF"),
    /** Keep a change of processors or memory for the next start, while the guest goes on as it is. */
    RECONFIGURE_PENDING("keep a change of processors or memory for the next start"),
    /** More processors while running. */
    VCPU_HOT_ADD("more processors while running"),
    /** More memory while running, within the guest's maximum. */
    MEMORY_HOT_ADD("more memory while running"),
    /** Less memory while running. */
    MEMORY_HOT_REMOVE("less memory while running"),
    /** Reconfigure only if nothing changed since an observation, atomically. */
    CONDITIONAL_RECONFIGURE("reconfigure only if nothing changed since an observation, atomically"),
    /** Start a guest with its host. */
    AUTOSTART("start a guest with its host"),
    /** Attach and detach disks of a guest that is OFF. */
    DISK_COLD("attach and detach disks of a guest that is OFF"),
    /** Attach and detach disks while running. */
    DISK_HOT("attach and detach disks while running"),
    /** Grow a disk of a guest that is OFF. */
    DISK_GROW_COLD("grow a disk of a guest that is OFF"),
    /** Grow a disk while running. */
    DISK_GROW_HOT("grow a disk while running"),
    /** Insert and eject media. */
    MEDIA("insert and eject media"),
    /** Attach and detach NICs of a guest that is OFF. */
    NIC_COLD("attach and detach NICs of a guest that is OFF"),
    /** Attach and detach NICs while running. */
    NIC_HOT("attach and detach NICs while running"),
    /** Choose what to boot from. */
    BOOT_ORDER("choose what to boot from"),
    /** First boot with a seed. */
    SEED("first boot with a seed"),
    /** Snapshot of disks. */
    SNAPSHOT_DISKS("snapshot of disks"),
    /** Snapshot of disks and memory. */
    SNAPSHOT_MEMORY("snapshot of disks and memory"),
    /** Revert to a snapshot. */
    SNAPSHOT_REVERT("revert to a snapshot"),
    /** Snapshots have parents. */
    SNAPSHOT_TREE("snapshots have parents"),
    /** Clone with all data copied. */
    CLONE_FULL("clone with all data copied"),
    /** Clone of a guest that shares unchanged data with it while both go on. */
    CLONE_LINKED("clone of a guest that shares unchanged data with it"),
    /** Disks, and guests from templates, that share unchanged data with an image or a template. */
    VOLUME_LINKED("disks that share unchanged data with an image or a template"),
    /** Make and deploy templates. */
    TEMPLATES("make and deploy templates"),
    /** List, create, grow, clone and delete volumes. */
    VOLUMES("list, create, grow, clone and delete volumes"),
    /** Make a volume from a stream. */
    VOLUME_IMPORT("make a volume from a stream"),
    /** Volumes that take space as they are written. */
    VOLUME_THIN("volumes that take space as they are written"),
    /** Volumes whose space is taken at once. */
    VOLUME_THICK("volumes whose space is taken at once"),
    /** List networks. */
    NETWORKS("list networks"),
    /** The VLAN of a network can be observed. */
    VLAN_VISIBLE("the VLAN of a network can be observed"),
    /** Move a running guest. */
    MIGRATE_LIVE("move a running guest"),
    /** Move a guest that is OFF. */
    MIGRATE_COLD("move a guest that is OFF"),
    /** Serial console as a stream. */
    CONSOLE_SERIAL("serial console as a stream"),
    /** Counters of guests. */
    STATS_GUEST("counters of guests"),
    /** Counters of hosts. */
    STATS_HOST("counters of hosts"),
    /** The hypervisor tells of changes itself. */
    EVENTS_PUSHED("the hypervisor tells of changes itself"),
    /** The guest's agent can be asked. */
    AGENT("the guest's agent can be asked"),
    /** Addresses of guests. */
    ADDRESSES("addresses of guests"),
    /** Take a host out of service. */
    MAINTENANCE("take a host out of service"),
    /** The hypervisor's own definition of a guest can be read. */
    NATIVE_DEFINITION("read the hypervisor's own definition of a guest"),
    /** The hypervisor restarts guests itself. */
    PROTECTION_ENFORCED("the hypervisor restarts guests itself"),
    /** Long operations tell how far they are. */
    OPERATION_PROGRESS("long operations tell how far they are"),
    /** Long operations can be cancelled. */
    OPERATION_CANCEL("long operations can be cancelled");

    private final String words;

    Capability(String words) {
        this.words = words;
    }

    /** The capability in plain words. */
    public String words() {
        return words;
    }
}
