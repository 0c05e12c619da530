package io.polyvisor.libvirt;

import com.sun.jna.NativeLong;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.lang.ref.Reference;

/**
 * Migration, and the long-running job that a domain has. As thread-safe, blocking and failing as the {@link DomainHandle}
 * that it stands on.
 */
public final class DomainJobs {

    private final DomainHandle domain;

    DomainJobs(DomainHandle domain) {
        this.domain = domain;
    }

    private LibvirtNative libvirt() {
        return domain.libvirt();
    }

    /**
     * {@code virDomainMigrate3}, steered by this process over both connections; returns when it is over.
     *
     * @param flags {@code Flags.MIGRATE_...}, without PEER2PEER
     * @return the domain at the destination, a handle of {@code destination}
     */
    public DomainHandle migrate(LibvirtConnection destination, TypedParameters parameters, int flags) {
        TypedParameters.NativeCopy copy = parameters.toNative();
        try {
            return destination
                    .door()
                    .inside(
                            "virDomainMigrate3",
                            () -> domain.object(
                                    "virDomainMigrate3",
                                    d -> libvirt()
                                            .virDomainMigrate3(
                                                    d,
                                                    destination.pointer(),
                                                    copy.pointer(),
                                                    parameters.count(),
                                                    flags),
                                    moved -> new DomainHandle(destination.door(), destination.pointer(), moved)));
        } finally {
            Reference.reachabilityFence(copy);
        }
    }

    /**
     * {@code virDomainMigrateToURI3}, steered by the source daemon, which opens {@code destination} as seen from its host.
     *
     * @param flags {@code Flags.MIGRATE_...}; PEER2PEER is needed
     */
    public void migrateToUri(LibvirtUri destination, TypedParameters parameters, int flags) {
        TypedParameters.NativeCopy copy = parameters.toNative();
        try {
            domain.effect(
                    "virDomainMigrateToURI3",
                    d -> libvirt()
                            .virDomainMigrateToURI3(
                                    d, destination.forLibvirt(), copy.pointer(), parameters.count(), flags));
        } finally {
            Reference.reachabilityFence(copy);
        }
    }

    /** {@code virDomainMigrateSetMaxSpeed}, in MiB/s; may be called while migrating. */
    public void setMaxSpeed(long mibPerSecond) {
        domain.effect(
                "virDomainMigrateSetMaxSpeed",
                d -> libvirt().virDomainMigrateSetMaxSpeed(d, new NativeLong(mibPerSecond), 0));
    }

    /** {@code virDomainMigrateSetMaxDowntime}, in milliseconds; only while migrating. */
    public void setMaxDowntime(long milliseconds) {
        domain.effect(
                "virDomainMigrateSetMaxDowntime", d -> libvirt().virDomainMigrateSetMaxDowntime(d, milliseconds, 0));
    }

    /** {@code virDomainGetJobStats}; {@code flags}: {@code Flags.JOB_STATS_...}. */
    public JobStats stats(int flags) {
        IntByReference type = new IntByReference();
        PointerByReference params = new PointerByReference();
        IntByReference count = new IntByReference();
        domain.effect("virDomainGetJobStats", d -> libvirt().virDomainGetJobStats(d, type, params, count, flags));
        try {
            return new JobStats(
                    JobStats.Kind.of(type.getValue()), TypedParameters.read(params.getValue(), count.getValue()));
        } finally {
            libvirt().virTypedParamsFree(params.getValue(), count.getValue());
        }
    }

    /** {@code virDomainAbortJob}: cancels the running job; the call that started it fails, and the guest stays. */
    public void abort() {
        domain.effect("virDomainAbortJob", d -> libvirt().virDomainAbortJob(d));
    }
}
