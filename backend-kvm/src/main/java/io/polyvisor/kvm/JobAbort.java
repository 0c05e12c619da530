package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.LibvirtFailure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Cancels what libvirt is doing to a guest; the call that waits for it tells how that ended. */
record JobAbort(DomainHandle domain) implements Runnable {
    private static final Logger LOG = System.getLogger(JobAbort.class.getName());

    @Override
    public void run() {
        try {
            domain.jobs().abort();
        } catch (LibvirtFailure tooLate) {
            LOG.log(Level.DEBUG, "nothing to abort any more", tooLate);
        }
    }
}
