package io.polyvisor.model;

/** Why a guest is in its power state, where the hypervisor tells. */
public enum StateReason {
    /** Somebody asked for it. */
    USER,
    /** The guest shut itself down. */
    GUEST,
    /** A disk error stopped it. */
    IO_ERROR,
    /** It came here, or left, by a migration. */
    MIGRATED,
    /** It was restored from a snapshot. */
    SNAPSHOT,
    /** A watchdog fired. */
    WATCHDOG,
    /** The hypervisor process or the guest's kernel broke. */
    FAILED,
    /** A reason that this version has no word for. */
    OTHER
}
