package io.polyvisor.kvm;

import io.polyvisor.libvirt.Flags;
import io.polyvisor.model.GuestId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Rebooting;

/** Pauses, reboots and resets guests. */
final class KvmPower implements Pausing, Rebooting {
    private final KvmCalls calls;

    KvmPower(KvmCalls calls) {
        this.calls = calls;
    }

    @Override
    public void pause(GuestId guest, Call call) {
        calls.onGuest(guest, found -> found.send(() -> found.domain().suspend()));
    }

    @Override
    public void unpause(GuestId guest, Call call) {
        calls.onGuest(guest, found -> found.send(() -> found.domain().resume()));
    }

    @Override
    public void reboot(GuestId guest, Call call) {
        calls.onGuest(guest, found -> found.send(() -> found.domain().reboot(Flags.SHUTDOWN_ACPI)));
    }

    @Override
    public void reset(GuestId guest, Call call) {
        calls.onGuest(guest, found -> found.send(() -> found.domain().reset()));
    }
}
