package io.polyvisor.tck;

/** The parts of the contract; each is a section of docs/spec.md and the middle of its rules' ids. */
public enum Area {
    /** Making, starting, stopping and deleting guests. */
    LIFE("Lifecycle"),
    /** Reading in bulk. */
    INV("Inventory"),
    /** Whose guests may be touched. */
    OWN("Ownership"),
    /** Volumes and disks. */
    VOL("Volumes and disks"),
    /** NICs and networks. */
    NIC("NICs and networks"),
    /** Boot order, media and first boot. */
    BOOT("Boot order, media and seed"),
    /** Changing what a guest is. */
    CONF("Configuration"),
    /** Snapshots. */
    SNAP("Snapshots"),
    /** Clones and templates. */
    CLONE("Clones and templates"),
    /** Suspension to disk. */
    SUSP("Suspension"),
    /** Moves between hosts. */
    MIGR("Migration"),
    /** The serial console. */
    CONS("Serial console"),
    /** Counters. */
    STAT("Statistics"),
    /** Events. */
    EVNT("Events"),
    /** Starting with the host. */
    AUTO("Autostart"),
    /** Hosts. */
    HOST("Hosts"),
    /** Protection. */
    PROT("Protection"),
    /** Failures. */
    ERR("Errors"),
    /** Deadlines, cancellation, progress. */
    TIME("Deadlines, cancellation and progress"),
    /** What an endpoint declares. */
    CAP("Capabilities"),
    /** Asking without doing. */
    CHK("Checks"),
    /** The record of what was done. */
    AUD("Audit");

    private final String title;

    Area(String title) {
        this.title = title;
    }

    /** The section's title. */
    public String title() {
        return title;
    }
}
