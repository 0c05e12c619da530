package io.polyvisor.vsphere;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;

/** Removes guests that were just made and are not whole. */
final class Undoing {
    private final GuestCalls guests;
    private final VsphereDeletion deletion;

    Undoing(GuestCalls guests, VsphereDeletion deletion) {
        this.guests = guests;
        this.deletion = deletion;
    }

    /** Runs a last step; when it fails the guest goes again, and its disks that were there before stay. */
    void undoneOnFailure(GuestId guest, Call call, Runnable step) {
        try {
            step.run();
        } catch (DriverException failure) {
            throw undone(failure, () -> deletion.delete(guest, call));
        }
    }

    /** Runs a last step; when it fails the guest goes again with all of its disks, which were made with it. */
    void undoneWithDisksOnFailure(GuestId guest, Call call, Runnable step) {
        try {
            step.run();
        } catch (DriverException failure) {
            throw undone(failure, () -> guests.run(VerbClass.GOAL, guest, call, (vim, vm) -> vim.destroy_Task(vm)));
        }
    }

    /** What is surely gone was not done; what may be there leaves the outcome open. */
    private static DriverException undone(DriverException failure, Runnable removal) {
        try {
            removal.run();
        } catch (DriverException stays) {
            DriverException unclear = DriverException.lost(failure.fault(), failure.nativeError(), failure);
            unclear.addSuppressed(stays);
            return unclear;
        }
        return failure.nativeError()
                .map(said -> DriverException.refused(failure.fault(), said, failure))
                .orElseGet(() -> DriverException.refused(failure.fault()));
    }
}
