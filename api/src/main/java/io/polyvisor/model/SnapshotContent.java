package io.polyvisor.model;

/** What a snapshot keeps. */
public enum SnapshotContent {
    /** The disks; a revert leaves the guest OFF. */
    DISKS,
    /** Disks and memory; a revert goes on where the guest was. */
    DISKS_AND_MEMORY
}
