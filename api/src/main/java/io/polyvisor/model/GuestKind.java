package io.polyvisor.model;

/** What sort of guest it is; a container has no firmware, so ISO and PXE specs are refused for it by type. */
public enum GuestKind {
    /** Runs its own kernel. */
    VIRTUAL_MACHINE,
    /** Shares its host's kernel. */
    CONTAINER
}
