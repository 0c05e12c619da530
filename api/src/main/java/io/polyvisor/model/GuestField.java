package io.polyvisor.model;

/** A field of a guest's configuration that can be set, and whose change may wait for the next start. */
public enum GuestField {
    /** The name. */
    NAME,
    /** Virtual processors. */
    VCPUS,
    /** Memory. */
    MEMORY,
    /** What firmware tries, in order. */
    BOOT_ORDER,
    /** Free text. */
    DESCRIPTION,
    /** Tags in our mark. */
    TAGS,
    /** Protection in our mark. */
    PROTECTION,
    /** Disk slots. */
    DISKS,
    /** NICs. */
    NICS
}
