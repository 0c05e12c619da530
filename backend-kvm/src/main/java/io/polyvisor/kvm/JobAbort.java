package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.LibvirtFailure;
import io.polyvisor.spi.DriverException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Cancels what libvirt is doing to a guest; the call that waits for it tells how that ended. */
final class JobAbort implements Runnable {
    private static final Logger LOG = System.getLogger(JobAbort.class.getName());

    private final DomainHandle domain;
    private volatile boolean sent;

    JobAbort(DomainHandle domain) {
        this.domain = domain;
    }

    @Override
    public void run() {
        // Before the call: the job may end before the abort's own answer is here.
        sent = true;
        try {
            domain.jobs().abort();
        } catch (LibvirtFailure tooLate) {
            sent = false;
            LOG.log(Level.DEBUG, "nothing to abort any more", tooLate);
        }
    }

    /**
     * The job's failure, as a cancellation where an abort was sent and nothing was done: depending on where the abort
     * met QEMU, libvirt says "canceled by client" or only that the job failed.
     */
    DriverException judged(DriverException failure) {
        if (!sent
                || failure.outcome() != Outcome.NOT_APPLIED
                || failure.nativeError().isEmpty()) {
            return failure;
        }
        return DriverException.refused(
                new Fault.Cancelled(
                        "it was aborted: " + failure.nativeError().orElseThrow().message()),
                failure.nativeError().orElseThrow(),
                failure);
    }
}
