package io.polyvisor.libvirt;

/** Groups of domain events that can be subscribed to ({@code virDomainEventID}). */
public enum EventKind {
    LIFECYCLE(0),
    REBOOT(1),
    WATCHDOG(3),
    IO_ERROR(6),
    CONTROL_ERROR(7),
    BALLOON_CHANGE(13),
    DEVICE_REMOVED(15),
    BLOCK_JOB(16),
    AGENT_CHANGE(18),
    DEVICE_ADDED(19),
    MIGRATION_ITERATION(20),
    JOB_COMPLETED(21),
    DEVICE_REMOVAL_FAILED(22),
    METADATA_CHANGE(23);

    private final int number;

    EventKind(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
