package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.DriverException;
import java.util.Optional;

/** Clones. A linked one stands on a snapshot of its source, which is taken for it and named after it. */
final class VsphereCloning implements Cloning {
    private final VsphereCalls calls;
    private final GuestCalls guests;
    private final GuestCopying copying;

    VsphereCloning(VsphereCalls calls, GuestCalls guests, GuestCopying copying) {
        this.calls = calls;
        this.guests = guests;
        this.copying = copying;
    }

    @Override
    public GuestId cloneGuest(GuestId source, Order order, Call call) {
        if (order.spec().mode() == CopyMode.FULL) {
            return copying.full(source, order, CloneWriter.Target.BESIDE_SOURCE, call);
        }
        ManagedObjectReference base = base(source, order, call);
        try {
            return copying.linked(source, order, CloneWriter.Target.BESIDE_SOURCE, base, call);
        } catch (DriverException failure) {
            throw withoutBase(failure, base, call);
        }
    }

    private ManagedObjectReference base(GuestId source, Order order, Call call) {
        String name = VsphereNames.encode("base of " + order.spec().name());
        String description = SnapshotNote.write("", order.key(), SnapshotContent.DISKS);
        return Made.reference(guests.task(
                VerbClass.KEYED,
                source,
                call,
                (vim, vm) -> vim.createSnapshot_Task(vm, name, description, false, false)));
    }

    /** While the clone may be there after all, what it stands on stays. */
    private DriverException withoutBase(DriverException failure, ManagedObjectReference base, Call call) {
        if (failure.outcome() != Outcome.NOT_APPLIED) {
            return failure;
        }
        try {
            Optional<Object> none = calls.task(
                    VerbClass.GOAL,
                    "snapshot " + base.getVal(),
                    call,
                    vim -> vim.removeSnapshot_Task(base, false, true));
            assert none != null;
        } catch (DriverException stays) {
            DriverException unclear = DriverException.lost(failure.fault(), failure.nativeError(), failure);
            unclear.addSuppressed(stays);
            return unclear;
        }
        return failure;
    }
}
