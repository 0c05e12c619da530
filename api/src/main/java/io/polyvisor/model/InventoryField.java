package io.polyvisor.model;

/** What an inventory can hold. The summary of guests is always there. */
public enum InventoryField {
    /** Disks, NICs, mark, pending changes and the rest of {@link GuestDetails}; may cost a call per guest. */
    DETAILS,
    /** Hosts. */
    HOSTS,
    /** Storages. */
    STORAGES,
    /** Volumes of all storages. */
    VOLUMES,
    /** Networks. */
    NETWORKS,
    /** Templates. */
    TEMPLATES
}
