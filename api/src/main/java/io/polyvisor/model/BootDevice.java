package io.polyvisor.model;

/** What firmware tries to boot from. */
public enum BootDevice {
    /** The first disk. */
    DISK,
    /** The first medium. */
    CDROM,
    /** The first NIC (PXE). */
    NETWORK
}
