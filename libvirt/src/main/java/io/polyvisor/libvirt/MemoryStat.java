package io.polyvisor.libvirt;

import java.util.Optional;

/** {@code virDomainMemoryStatTags}; KiB unless said otherwise. */
public enum MemoryStat {
    SWAP_IN,
    SWAP_OUT,
    /** A number of faults. */
    MAJOR_FAULT,
    /** A number of faults. */
    MINOR_FAULT,
    UNUSED,
    AVAILABLE,
    ACTUAL_BALLOON,
    /** What the process takes of the host. */
    RSS,
    USABLE,
    /** Seconds since the epoch at which the guest last told. */
    LAST_UPDATE,
    DISK_CACHES,
    /** A number of allocations. */
    HUGETLB_PGALLOC,
    /** A number of failures. */
    HUGETLB_PGFAIL;

    static Optional<MemoryStat> of(int tag) {
        return tag >= 0 && tag < values().length ? Optional.of(values()[tag]) : Optional.empty();
    }
}
