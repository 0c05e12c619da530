package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSnapshotTree;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A guest's tree of snapshots, and the note that each carries. */
final class SnapshotReaderTest {
    private static final CreationKey KEY = CreationKey.fresh();

    @Test
    void note_is_read_as_it_was_written() {
        for (String text : List.of("", "before the upgrade", "two\nlines", "[polyvisor not a note]")) {
            SnapshotNote note = SnapshotNote.read(SnapshotNote.write(text, KEY, SnapshotContent.DISKS));
            assertThat(note).isEqualTo(new SnapshotNote(text, Optional.of(KEY), Optional.of(SnapshotContent.DISKS)));
        }
    }

    @Test
    void description_of_others_is_only_text() {
        assertThat(SnapshotNote.read("by hand"))
                .isEqualTo(new SnapshotNote("by hand", Optional.empty(), Optional.empty()));
    }

    @Test
    void parents_come_before_children_and_one_is_current() {
        VirtualMachineSnapshotTree child = node("snapshot-2", VirtualMachinePowerState.poweredOff, "");
        VirtualMachineSnapshotTree root = node("snapshot-1", VirtualMachinePowerState.poweredOff, "");
        root.setChildSnapshotList(new VirtualMachineSnapshotTree[] {child});
        VirtualMachineSnapshotInfo info = new VirtualMachineSnapshotInfo();
        info.setRootSnapshotList(new VirtualMachineSnapshotTree[] {root});
        info.setCurrentSnapshot(GuestCalls.reference("VirtualMachineSnapshot", "snapshot-2"));
        List<SnapshotView> views = SnapshotReader.read(info);
        assertThat(views)
                .extracting(SnapshotView::id)
                .containsExactly(SnapshotId.of("snapshot-1"), SnapshotId.of("snapshot-2"));
        assertThat(views).extracting(SnapshotView::current).containsExactly(false, true);
        assertThat(views.get(1).parent()).contains(SnapshotId.of("snapshot-1"));
    }

    @Test
    void our_note_says_what_it_holds_and_else_the_power_state_does() {
        String ours = SnapshotNote.write("", KEY, SnapshotContent.DISKS);
        assertThat(only(node("s", VirtualMachinePowerState.poweredOn, ours)).revertsTo())
                .isEqualTo(PowerState.OFF);
        assertThat(only(node("s", VirtualMachinePowerState.poweredOn, ours)).key())
                .contains(KEY);
        assertThat(only(node("s", VirtualMachinePowerState.poweredOn, "")).revertsTo())
                .isEqualTo(PowerState.RUNNING);
        assertThat(only(node("s", VirtualMachinePowerState.suspended, "")).revertsTo())
                .isEqualTo(PowerState.SUSPENDED);
        assertThat(only(node("s", VirtualMachinePowerState.poweredOff, "")).holds())
                .isEqualTo(SnapshotContent.DISKS);
    }

    private static SnapshotView only(VirtualMachineSnapshotTree node) {
        VirtualMachineSnapshotInfo info = new VirtualMachineSnapshotInfo();
        info.setRootSnapshotList(new VirtualMachineSnapshotTree[] {node});
        return SnapshotReader.read(info).get(0);
    }

    private static VirtualMachineSnapshotTree node(String id, VirtualMachinePowerState state, String description) {
        VirtualMachineSnapshotTree node = new VirtualMachineSnapshotTree();
        node.setSnapshot(GuestCalls.reference("VirtualMachineSnapshot", id));
        node.setName("name of " + id);
        node.setDescription(description);
        node.setState(state);
        return node;
    }
}
