package io.polyvisor.libvirt;

/**
 * libvirt's flag bits by function, named as in its headers without {@code VIR_} and the object's name; combined by
 * {@code |}. Where a daemon does not know a bit the call fails with {@code VIR_ERR_INVALID_ARG}.
 */
public final class Flags {

    /** No bits. */
    public static final int NONE = 0;

    // virDomainModificationImpact: what a change concerns
    public static final int AFFECT_CURRENT = 0;
    public static final int AFFECT_LIVE = 1;
    public static final int AFFECT_CONFIG = 1 << 1;
    /** Beside AFFECT: the maximum instead of the current value (memory, vCPUs). */
    public static final int MAXIMUM = 1 << 2;
    /** Beside AFFECT for device updates: eject although the guest has locked the tray. */
    public static final int DEVICE_FORCE = 1 << 2;

    // virDomainXMLFlags
    public static final int XML_SECURE = 1;
    public static final int XML_INACTIVE = 1 << 1;
    public static final int XML_UPDATE_CPU = 1 << 2;
    public static final int XML_MIGRATABLE = 1 << 3;

    // virDomainDefineFlags
    public static final int DEFINE_VALIDATE = 1;

    // virDomainCreateFlags
    public static final int START_PAUSED = 1;
    public static final int START_AUTODESTROY = 1 << 1;
    public static final int START_BYPASS_CACHE = 1 << 2;
    /** Boots and throws a managed save away. */
    public static final int START_FORCE_BOOT = 1 << 3;

    // virDomainShutdownFlagValues, virDomainRebootFlagValues
    public static final int SHUTDOWN_DEFAULT = 0;
    public static final int SHUTDOWN_ACPI = 1;
    public static final int SHUTDOWN_AGENT = 1 << 1;
    public static final int SHUTDOWN_PARAVIRT = 1 << 4;

    // virDomainDestroyFlagsValues
    public static final int DESTROY_GRACEFUL = 1;

    // virDomainUndefineFlagsValues
    public static final int UNDEFINE_MANAGED_SAVE = 1;
    public static final int UNDEFINE_SNAPSHOTS_METADATA = 1 << 1;
    public static final int UNDEFINE_NVRAM = 1 << 2;
    public static final int UNDEFINE_KEEP_NVRAM = 1 << 3;
    public static final int UNDEFINE_CHECKPOINTS_METADATA = 1 << 4;
    public static final int UNDEFINE_TPM = 1 << 5;
    public static final int UNDEFINE_KEEP_TPM = 1 << 6;

    // virDomainSaveRestoreFlags
    public static final int SAVE_BYPASS_CACHE = 1;
    public static final int SAVE_RUNNING = 1 << 1;
    public static final int SAVE_PAUSED = 1 << 2;

    // virDomainBlockResizeFlags
    static final int BLOCK_RESIZE_BYTES = 1;

    // virConnectListAllDomainsFlags; the first eight filter bulk stats too
    public static final int LIST_ACTIVE = 1;
    public static final int LIST_INACTIVE = 1 << 1;
    public static final int LIST_PERSISTENT = 1 << 2;
    public static final int LIST_TRANSIENT = 1 << 3;
    public static final int LIST_RUNNING = 1 << 4;
    public static final int LIST_PAUSED = 1 << 5;
    public static final int LIST_SHUTOFF = 1 << 6;
    public static final int LIST_OTHER = 1 << 7;
    public static final int LIST_MANAGED_SAVE = 1 << 8;
    public static final int LIST_NO_MANAGED_SAVE = 1 << 9;
    public static final int LIST_AUTOSTART = 1 << 10;
    public static final int LIST_NO_AUTOSTART = 1 << 11;
    public static final int LIST_HAS_SNAPSHOT = 1 << 12;
    public static final int LIST_NO_SNAPSHOT = 1 << 13;

    // virDomainStatsTypes; 0 asks for all that the daemon knows
    public static final int STATS_STATE = 1;
    public static final int STATS_CPU_TOTAL = 1 << 1;
    public static final int STATS_BALLOON = 1 << 2;
    public static final int STATS_VCPU = 1 << 3;
    public static final int STATS_INTERFACE = 1 << 4;
    public static final int STATS_BLOCK = 1 << 5;

    // virConnectGetAllDomainStatsFlags
    /** Rows of domains that are busy with another job come without what would need waiting. */
    public static final int STATS_NOWAIT = 1 << 29;

    public static final int STATS_BACKING = 1 << 30;
    /** Fails where the daemon does not know a group that was asked for, instead of leaving it out. */
    public static final int STATS_ENFORCE = 1 << 31;

    // virDomainSnapshotCreateFlags
    public static final int SNAPSHOT_REDEFINE = 1;
    public static final int SNAPSHOT_CURRENT = 1 << 1;
    public static final int SNAPSHOT_NO_METADATA = 1 << 2;
    public static final int SNAPSHOT_HALT = 1 << 3;
    public static final int SNAPSHOT_DISK_ONLY = 1 << 4;
    public static final int SNAPSHOT_REUSE_EXTERNAL = 1 << 5;
    public static final int SNAPSHOT_QUIESCE = 1 << 6;
    public static final int SNAPSHOT_ATOMIC = 1 << 7;
    public static final int SNAPSHOT_LIVE = 1 << 8;

    // virDomainSnapshotListFlags
    public static final int SNAPSHOT_LIST_ROOTS = 1;
    public static final int SNAPSHOT_LIST_METADATA = 1 << 1;
    public static final int SNAPSHOT_LIST_LEAVES = 1 << 2;
    /** Parents before children. */
    public static final int SNAPSHOT_LIST_TOPOLOGICAL = 1 << 10;

    // virDomainSnapshotRevertFlags
    public static final int REVERT_RUNNING = 1;
    public static final int REVERT_PAUSED = 1 << 1;
    public static final int REVERT_FORCE = 1 << 2;

    // virDomainSnapshotDeleteFlags
    public static final int SNAPSHOT_DELETE_CHILDREN = 1;
    public static final int SNAPSHOT_DELETE_METADATA_ONLY = 1 << 1;
    public static final int SNAPSHOT_DELETE_CHILDREN_ONLY = 1 << 2;

    // virDomainMigrateFlags
    public static final int MIGRATE_LIVE = 1;
    public static final int MIGRATE_PEER2PEER = 1 << 1;
    public static final int MIGRATE_TUNNELLED = 1 << 2;
    public static final int MIGRATE_PERSIST_DEST = 1 << 3;
    public static final int MIGRATE_UNDEFINE_SOURCE = 1 << 4;
    public static final int MIGRATE_PAUSED = 1 << 5;
    public static final int MIGRATE_NON_SHARED_DISK = 1 << 6;
    public static final int MIGRATE_NON_SHARED_INC = 1 << 7;
    public static final int MIGRATE_CHANGE_PROTECTION = 1 << 8;
    public static final int MIGRATE_UNSAFE = 1 << 9;
    public static final int MIGRATE_OFFLINE = 1 << 10;
    public static final int MIGRATE_COMPRESSED = 1 << 11;
    public static final int MIGRATE_ABORT_ON_ERROR = 1 << 12;
    public static final int MIGRATE_AUTO_CONVERGE = 1 << 13;
    public static final int MIGRATE_POSTCOPY = 1 << 15;
    public static final int MIGRATE_TLS = 1 << 16;

    // virDomainGetJobStatsFlags
    public static final int JOB_STATS_COMPLETED = 1;
    public static final int JOB_STATS_KEEP_COMPLETED = 1 << 1;

    // virDomainConsoleFlags
    /** Takes the console from whoever has it. */
    public static final int CONSOLE_FORCE = 1;
    /** Refuses a console that is in use. */
    public static final int CONSOLE_SAFE = 1 << 1;

    // virConnectListAllStoragePoolsFlags, virConnectListAllNetworksFlags
    public static final int POOLS_INACTIVE = 1;
    public static final int POOLS_ACTIVE = 1 << 1;
    public static final int NETWORKS_INACTIVE = 1;
    public static final int NETWORKS_ACTIVE = 1 << 1;

    // virStorageVolCreateFlags
    public static final int VOLUME_PREALLOCATE_METADATA = 1;
    public static final int VOLUME_REFLINK = 1 << 1;

    // virStorageVolResizeFlags
    public static final int VOLUME_RESIZE_ALLOCATE = 1;
    public static final int VOLUME_RESIZE_DELTA = 1 << 1;
    public static final int VOLUME_RESIZE_SHRINK = 1 << 2;

    // virStorageVolDeleteFlags
    public static final int VOLUME_DELETE_ZEROED = 1;

    private Flags() {}
}
