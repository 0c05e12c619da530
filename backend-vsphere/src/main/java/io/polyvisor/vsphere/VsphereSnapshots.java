package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Snapshots;
import java.util.List;
import java.util.Optional;

/** Snapshots are objects of their own; their names may repeat, so that the key travels in the description. */
final class VsphereSnapshots implements Snapshots {
    private static final String TYPE = "VirtualMachineSnapshot";
    private static final String TREE = "snapshot";

    private final VsphereCalls calls;
    private final GuestCalls guests;
    private final LinkedChildren children;

    VsphereSnapshots(VsphereCalls calls, GuestCalls guests, LinkedChildren children) {
        this.calls = calls;
        this.guests = guests;
        this.children = children;
    }

    @Override
    public List<SnapshotView> snapshots(GuestId guest, Call call) {
        return guests.read(guest, call, TREE)
                .value(TREE, VirtualMachineSnapshotInfo.class)
                .map(SnapshotReader::read)
                .orElse(List.of());
    }

    @Override
    public SnapshotId take(GuestId guest, Order order, Call call) {
        String description = SnapshotNote.write(order.description(), order.key(), order.holds());
        boolean memory = order.holds() == SnapshotContent.DISKS_AND_MEMORY;
        String name = VsphereNames.encode(order.name());
        Optional<Object> taken = guests.task(
                VerbClass.KEYED,
                guest,
                call,
                (vim, vm) -> vim.createSnapshot_Task(vm, name, description, memory, false));
        return SnapshotId.of(Made.reference(taken).getVal());
    }

    @Override
    public void revert(GuestId guest, SnapshotId snapshot, Call call) {
        run(VerbClass.ONCE, guest, snapshot, call, (vim, it) -> vim.revertToSnapshot_Task(it, null, null));
    }

    /** What linked clones stand on is not merged away under them. */
    @Override
    public void drop(GuestId guest, SnapshotId snapshot, Call call) {
        children.refuseIfAny(guest, call);
        run(VerbClass.GOAL, guest, snapshot, call, (vim, it) -> vim.removeSnapshot_Task(it, false, true));
    }

    private void run(VerbClass kind, GuestId guest, SnapshotId snapshot, Call call, GuestCalls.GuestTask task) {
        ManagedObjectReference reference = GuestCalls.reference(TYPE, snapshot.value());
        String about = "snapshot " + snapshot + " of " + GuestCalls.inWords(guest);
        Optional<Object> none = calls.task(kind, about, call, vim -> task.start(vim, reference));
        assert none != null;
    }
}
