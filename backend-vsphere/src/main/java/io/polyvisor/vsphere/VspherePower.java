package io.polyvisor.vsphere;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;

/** Power on and off. What refuses does so in the task, not in the answer to the request. */
final class VspherePower {
    private final GuestCalls guests;

    VspherePower(GuestCalls guests) {
        this.guests = guests;
    }

    void start(GuestId guest, Call call) {
        guests.run(VerbClass.GOAL, guest, call, (vim, vm) -> vim.powerOnVM_Task(vm, null));
    }

    /** Through the tools in the guest; where there are none, the server refuses. */
    void requestShutdown(GuestId guest, Call call) {
        guests.goal(guest, call, (vim, vm) -> vim.shutdownGuest(vm));
    }

    void powerOff(GuestId guest, Call call) {
        guests.run(VerbClass.GOAL, guest, call, (vim, vm) -> vim.powerOffVM_Task(vm));
    }
}
