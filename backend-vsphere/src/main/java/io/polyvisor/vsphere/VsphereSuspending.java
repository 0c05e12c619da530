package io.polyvisor.vsphere;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Suspending;

/** SUSPENDED is vSphere's own state: memory in a file beside the guest's disks, which the next power on reads. */
final class VsphereSuspending implements Suspending {
    private final GuestCalls guests;

    VsphereSuspending(GuestCalls guests) {
        this.guests = guests;
    }

    @Override
    public void suspend(GuestId guest, Call call) {
        guests.run(VerbClass.GOAL, guest, call, (vim, vm) -> vim.suspendVM_Task(vm));
    }

    @Override
    public void wake(GuestId guest, Call call) {
        guests.run(VerbClass.GOAL, guest, call, (vim, vm) -> vim.powerOnVM_Task(vm, null));
    }

    /** Power off takes suspended guests, too, and drops their memory. */
    @Override
    public void discard(GuestId guest, Call call) {
        guests.run(VerbClass.GOAL, guest, call, (vim, vm) -> vim.powerOffVM_Task(vm));
    }
}
