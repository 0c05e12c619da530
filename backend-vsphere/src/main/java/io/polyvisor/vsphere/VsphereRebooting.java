package io.polyvisor.vsphere;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Rebooting;

/** Reboots through the tools in the guest, and resets without them. */
final class VsphereRebooting implements Rebooting {
    private final GuestCalls guests;

    VsphereRebooting(GuestCalls guests) {
        this.guests = guests;
    }

    @Override
    public void reboot(GuestId guest, Call call) {
        guests.once(guest, call, (vim, vm) -> vim.rebootGuest(vm));
    }

    @Override
    public void reset(GuestId guest, Call call) {
        guests.run(VerbClass.ONCE, guest, call, (vim, vm) -> vim.resetVM_Task(vm));
    }
}
