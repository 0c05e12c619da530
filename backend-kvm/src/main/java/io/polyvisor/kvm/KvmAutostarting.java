package io.polyvisor.kvm;

import io.polyvisor.model.GuestId;
import io.polyvisor.spi.Autostarting;
import io.polyvisor.spi.Call;

/** Guests that start with their host. */
final class KvmAutostarting implements Autostarting {
    private final KvmCalls calls;

    KvmAutostarting(KvmCalls calls) {
        this.calls = calls;
    }

    @Override
    public void autostart(GuestId guest, boolean withHost, Call call) {
        calls.onGuest(guest, found -> found.send(() -> found.domain().setAutostart(withHost)));
    }
}
