package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Suspending;
import io.polyvisor.spi.Volumes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SnapshotsTest {
    private final Bench bench = new Bench("memory:///empty");
    private final GuestId guest = bench.ready(GuestSpec.named("a")
            .memory(Memory.gib(1))
            .disk(DiskSpec.copyOf(VolumeId.of("images", "linux")))
            .tag("kept", "yes"));

    private SnapshotId take(String name, SnapshotContent holds) {
        return bench.the(Snapshots.class)
                .take(guest, new Snapshots.Order(CreationKey.fresh(), name, "told", holds), bench.call());
    }

    private void revert(SnapshotId snapshot) {
        bench.the(Snapshots.class).revert(guest, snapshot, bench.call());
    }

    private List<SnapshotView> all() {
        return bench.the(Snapshots.class).snapshots(guest, bench.call());
    }

    @Test
    void revert_with_memory_restores_disk_memory_and_running() {
        bench.shell(guest, "echo before > /etc/x; echo before > /tmp/x");
        SnapshotId snapshot = take("s", SnapshotContent.DISKS_AND_MEMORY);
        bench.shell(guest, "echo after > /etc/x; echo after > /tmp/x");
        revert(snapshot);
        assertThat(bench.power(guest)).isEqualTo(PowerState.RUNNING);
        assertThat(bench.shell(guest, "cat /etc/x; cat /tmp/x")).isEqualTo("before\nbefore");
    }

    @Test
    void counter_in_memory_goes_back_with_the_memory() {
        long then = Long.parseLong(bench.shell(guest, "counter"));
        SnapshotId snapshot = take("s", SnapshotContent.DISKS_AND_MEMORY);
        bench.time.advance(Duration.ofHours(1));
        assertThat(Long.parseLong(bench.shell(guest, "counter"))).isGreaterThan(then + 30_000);
        revert(snapshot);
        assertThat(Long.parseLong(bench.shell(guest, "counter"))).isBetween(then, then + 100);
    }

    @Test
    void revert_of_disks_leaves_the_guest_off_with_the_old_disk() {
        bench.shell(guest, "echo before > /etc/x");
        SnapshotId snapshot = take("s", SnapshotContent.DISKS);
        bench.shell(guest, "echo after > /etc/x");
        revert(snapshot);
        assertThat(bench.power(guest)).isEqualTo(PowerState.OFF);
        bench.driver.start(guest, bench.call());
        bench.time.advance(Duration.ofSeconds(5));
        assertThat(bench.shell(guest, "cat /etc/x")).isEqualTo("before");
    }

    @Test
    void revert_restores_configuration_and_mark_but_not_the_name() {
        SnapshotId snapshot = take("s", SnapshotContent.DISKS);
        bench.driver.powerOff(guest, bench.call());
        bench.driver.reconfigure(guest, GuestChange.set().vcpus(3).description("new"), bench.call());
        bench.driver.mark(guest, Mark.adopted(), bench.call());
        bench.driver.rename(guest, GuestName.of("b"), bench.call());
        revert(snapshot);
        assertThat(bench.see(guest).vcpus()).isEqualTo(1);
        assertThat(bench.see(guest).requireDetails().description()).isEmpty();
        assertThat(bench.see(guest).requireDetails().mark().orElseThrow().tags())
                .containsEntry("kept", "yes");
        assertThat(bench.see(guest).name().value()).isEqualTo("b");
    }

    @Test
    void snapshot_of_a_paused_guest_reverts_to_paused_with_its_memory() {
        bench.shell(guest, "echo kept > /tmp/x");
        bench.the(Pausing.class).pause(guest, bench.call());
        SnapshotId snapshot = take("s", SnapshotContent.DISKS_AND_MEMORY);
        assertThat(bench.power(guest)).isEqualTo(PowerState.PAUSED);
        bench.driver.powerOff(guest, bench.call());
        revert(snapshot);
        assertThat(bench.power(guest)).isEqualTo(PowerState.PAUSED);
        bench.the(Pausing.class).unpause(guest, bench.call());
        assertThat(bench.shell(guest, "cat /tmp/x")).isEqualTo("kept");
    }

    @Test
    void snapshot_of_a_suspended_guest_reverts_to_suspended() {
        bench.the(Suspending.class).suspend(guest, bench.call());
        SnapshotId snapshot = take("s", SnapshotContent.DISKS_AND_MEMORY);
        bench.the(Suspending.class).wake(guest, bench.call());
        revert(snapshot);
        assertThat(bench.power(guest)).isEqualTo(PowerState.SUSPENDED);
        assertThat(all()).extracting(SnapshotView::revertsTo).containsExactly(PowerState.SUSPENDED);
    }

    @Test
    void snapshots_form_a_tree_in_which_a_revert_makes_a_branch() {
        SnapshotId root = take("root", SnapshotContent.DISKS);
        SnapshotId left = take("left", SnapshotContent.DISKS);
        revert(root);
        SnapshotId right = take("right", SnapshotContent.DISKS);
        assertThat(all())
                .extracting(SnapshotView::parent)
                .containsExactly(Optional.empty(), Optional.of(root), Optional.of(root));
        assertThat(all())
                .filteredOn(SnapshotView::current)
                .extracting(SnapshotView::id)
                .containsExactly(right);
        assertThat(left).isNotEqualTo(right);
    }

    @Test
    void children_of_a_dropped_snapshot_move_up() {
        SnapshotId root = take("root", SnapshotContent.DISKS);
        SnapshotId middle = take("middle", SnapshotContent.DISKS);
        SnapshotId leaf = take("leaf", SnapshotContent.DISKS);
        bench.the(Snapshots.class).drop(guest, middle, bench.call());
        assertThat(all()).extracting(SnapshotView::id).containsExactly(root, leaf);
        assertThat(all().get(1).parent()).contains(root);
    }

    @Test
    void second_snapshot_of_one_name_is_refused() {
        take("s", SnapshotContent.DISKS);
        assertThat(Bench.refusal(() -> take("s", SnapshotContent.DISKS)).kind()).isEqualTo(ErrorKind.ALREADY_EXISTS);
    }

    @Test
    void memory_that_finds_no_room_leaves_no_snapshot_behind() {
        MemorySite.at("memory:///empty", bench.time).leaveFree(StorageId.of("images"), Memory.mib(100));
        assertThat(Bench.refusal(() -> take("s", SnapshotContent.DISKS_AND_MEMORY))
                        .kind())
                .isEqualTo(ErrorKind.INSUFFICIENT_CAPACITY);
        assertThat(all()).isEmpty();
        assertThat(bench.see(guest).requireDetails().currentOperations()).isEmpty();
    }

    @Test
    void cancelled_snapshot_leaves_nothing_behind() {
        TestCall call = TestCall.givingUpAt(0.3, bench.time);
        Snapshots.Order order = new Snapshots.Order(CreationKey.fresh(), "s", "", SnapshotContent.DISKS_AND_MEMORY);
        assertThat(Bench.refusal(() -> bench.the(Snapshots.class).take(guest, order, call))
                        .kind())
                .isEqualTo(ErrorKind.CANCELLED);
        assertThat(all()).isEmpty();
    }

    @Test
    void memory_of_a_snapshot_takes_space_until_it_is_dropped() {
        Memory before = free();
        SnapshotId snapshot = take("s", SnapshotContent.DISKS_AND_MEMORY);
        assertThat(free()).isEqualTo(before.minusOrZero(Memory.gib(1)));
        bench.the(Snapshots.class).drop(guest, snapshot, bench.call());
        assertThat(free()).isEqualTo(before);
    }

    @Test
    void revert_to_a_snapshot_whose_disk_is_gone_is_refused_and_changes_nothing() {
        SnapshotId snapshot = take("s", SnapshotContent.DISKS);
        bench.driver.powerOff(guest, bench.call());
        bench.the(Devices.class).detachDisk(guest, DiskId.of("vda"), bench.call());
        bench.the(Volumes.class).delete(VolumeId.of("images", "a-vda"), bench.call());
        assertThat(Bench.refusal(() -> revert(snapshot)).kind()).isEqualTo(ErrorKind.INVALID_STATE);
        assertThat(bench.see(guest).requireDetails().disks()).isEmpty();
    }

    private Memory free() {
        return bench.all().storages().get(0).free().orElseThrow();
    }
}
