package io.polyvisor.libvirt;

import java.util.Optional;

/**
 * What libvirt tells unasked. Events of one domain come in libvirt's order; some may be missing, which a {@link Gap} or
 * the end of the connection shows.
 */
public sealed interface LibvirtEvent {

    /** The subscription's buffer was full: so many events were dropped here. Look again at everything. */
    record Gap(long dropped) implements LibvirtEvent {}

    /** The other side is gone: no event will follow. */
    record ConnectionLost(LossReason reason) implements LibvirtEvent {}

    /** An event that concerns one domain. */
    sealed interface OfDomain extends LibvirtEvent {
        /** Whose event; its id is of the moment of the event. */
        DomainIdentity domain();
    }

    /**
     * A change of state or definition.
     *
     * @param detail libvirt's number ({@code virDomainEvent...DetailType}); its meaning depends on {@code change}
     */
    record Lifecycle(DomainIdentity domain, Change change, int detail) implements OfDomain {}

    /** {@code virDomainEventType}. */
    enum Change {
        DEFINED,
        UNDEFINED,
        STARTED,
        SUSPENDED,
        RESUMED,
        STOPPED,
        SHUTDOWN,
        PM_SUSPENDED,
        CRASHED,
        /** A number newer than this module. */
        UNKNOWN;

        static Change of(int number) {
            return number >= 0 && number < values().length ? values()[number] : UNKNOWN;
        }
    }

    /** The guest rebooted; one reboot may show several times. */
    record Reboot(DomainIdentity domain) implements OfDomain {}

    /** The watchdog fired; {@code action} is {@code virDomainEventWatchdogAction}. */
    record Watchdog(DomainIdentity domain, int action) implements OfDomain {}

    /**
     * A disk failed.
     *
     * @param path of the image on the host
     * @param device alias of the disk
     * @param paused whether the domain was paused for it
     * @param reason {@code enospc}, or empty if it is not known
     */
    record IoError(DomainIdentity domain, String path, String device, boolean paused, String reason)
            implements OfDomain {}

    /** The monitor connection to the hypervisor's process failed: state can no longer be trusted. */
    record ControlError(DomainIdentity domain) implements OfDomain {}

    /** The balloon reached a size, in KiB. */
    record BalloonChange(DomainIdentity domain, long kib) implements OfDomain {}

    /** A device is there now. */
    record DeviceAdded(DomainIdentity domain, String alias) implements OfDomain {}

    /** The guest let a device go. */
    record DeviceRemoved(DomainIdentity domain, String alias) implements OfDomain {}

    /** The guest refused to let a device go. */
    record DeviceRemovalFailed(DomainIdentity domain, String alias) implements OfDomain {}

    /** The guest agent came or went. */
    record AgentChange(DomainIdentity domain, boolean connected) implements OfDomain {}

    /** A job ended; the names are those of {@link JobStats}. */
    record JobCompleted(DomainIdentity domain, TypedParameters values) implements OfDomain {}

    /** A migration began its next pass over memory. */
    record MigrationIteration(DomainIdentity domain, int iteration) implements OfDomain {}

    /**
     * A block job changed.
     *
     * @param disk target name
     * @param type {@code virDomainBlockJobType}
     * @param status {@code virConnectDomainEventBlockJobStatus}
     */
    record BlockJob(DomainIdentity domain, String disk, int type, int status) implements OfDomain {}

    /**
     * Metadata changed.
     *
     * @param namespaceUri of the changed element; empty for title and description
     */
    record MetadataChange(DomainIdentity domain, Optional<String> namespaceUri) implements OfDomain {}
}
