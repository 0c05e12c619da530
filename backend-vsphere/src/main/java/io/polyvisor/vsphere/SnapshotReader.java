package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A guest's tree of snapshots as views, parents before children. */
final class SnapshotReader {
    private final Optional<String> current;
    private final List<SnapshotView> views = new ArrayList<>();

    private SnapshotReader(@Nullable ManagedObjectReference current) {
        this.current = Optional.ofNullable(current).map(ManagedObjectReference::getVal);
    }

    static List<SnapshotView> read(VirtualMachineSnapshotInfo info) {
        SnapshotReader reader = new SnapshotReader(info.getCurrentSnapshot());
        reader.add(info.getRootSnapshotList(), Optional.empty());
        return List.copyOf(reader.views);
    }

    private void add(VirtualMachineSnapshotTree @Nullable [] level, Optional<SnapshotId> parent) {
        for (VirtualMachineSnapshotTree node : Rows.list(level)) {
            SnapshotView view = view(node, parent);
            views.add(view);
            add(node.getChildSnapshotList(), Optional.of(view.id()));
        }
    }

    private SnapshotView view(VirtualMachineSnapshotTree node, Optional<SnapshotId> parent) {
        String id = node.getSnapshot().getVal();
        SnapshotNote note =
                SnapshotNote.read(Optional.ofNullable(node.getDescription()).orElse(""));
        SnapshotContent holds = note.holds().orElseGet(() -> holds(node.getState()));
        return new SnapshotView(
                SnapshotId.of(id),
                VsphereNames.decode(node.getName()),
                note.description(),
                parent,
                current.filter(id::equals).isPresent(),
                holds,
                revertsTo(holds, node.getState()),
                takenAt(node.getCreateTime()),
                note.key());
    }

    /** vSphere tells the power state to which a revert leads: one without memory leads to a guest that is off. */
    private static SnapshotContent holds(@Nullable VirtualMachinePowerState state) {
        return state == VirtualMachinePowerState.poweredOn || state == VirtualMachinePowerState.suspended
                ? SnapshotContent.DISKS_AND_MEMORY
                : SnapshotContent.DISKS;
    }

    private static PowerState revertsTo(SnapshotContent holds, @Nullable VirtualMachinePowerState state) {
        if (holds == SnapshotContent.DISKS) {
            return PowerState.OFF;
        }
        return state == VirtualMachinePowerState.suspended ? PowerState.SUSPENDED : PowerState.RUNNING;
    }

    private static Optional<Instant> takenAt(@Nullable Calendar time) {
        return Optional.ofNullable(time).map(Calendar::toInstant);
    }
}
