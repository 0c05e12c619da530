package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainState;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.model.GuestId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Suspending;

/** SUSPENDED is libvirt's managed save: memory in a file of the daemon's, which the next start reads. */
final class KvmSuspending implements Suspending {
    private final KvmCalls calls;

    KvmSuspending(KvmCalls calls) {
        this.calls = calls;
    }

    @Override
    public void suspend(GuestId guest, Call call) {
        // What is saved while paused would otherwise come back paused.
        calls.onGuest(guest, found -> {
            JobAbort abort = new JobAbort(found.domain());
            call.onCancel(abort);
            try {
                found.send(() -> found.domain().saves().save(Flags.SAVE_RUNNING));
            } catch (DriverException failure) {
                throw abort.judged(failure);
            }
        });
    }

    @Override
    public void wake(GuestId guest, Call call) {
        calls.onGuest(guest, found -> {
            found.send(() -> found.domain().create(Flags.NONE));
            // Others may have saved it paused, to come back so.
            if (found.domain().state().power() == DomainState.Power.PAUSED) {
                found.send(() -> found.domain().resume());
            }
        });
    }

    @Override
    public void discard(GuestId guest, Call call) {
        calls.onGuest(guest, found -> found.send(() -> found.domain().saves().remove()));
    }
}
