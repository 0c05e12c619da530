package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.disk;
import static io.polyvisor.kvm.RealHost.firmware;
import static io.polyvisor.kvm.TestCall.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Snapshots;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("real")
final class KvmSnapshotsTest {
    private static RealHost kvm;
    private static Snapshots snapshots;

    @BeforeAll
    static void start() {
        kvm = RealHost.start("snapshots");
        snapshots = kvm.facet(Snapshots.class);
    }

    @AfterAll
    static void stop() {
        kvm.close();
    }

    private static SnapshotId take(GuestId guest, String name, SnapshotContent holds) {
        return snapshots.take(guest, new Snapshots.Order(CreationKey.fresh(), name, "about " + name, holds), call());
    }

    private static SnapshotView view(GuestId guest, SnapshotId id) {
        return snapshots.snapshots(guest, call()).stream()
                .filter(snapshot -> snapshot.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void deleteWithSnapshots(GuestId guest) {
        if (kvm.power(guest) != PowerState.OFF) {
            kvm.driver.powerOff(guest, call());
        }
        kvm.driver.delete(guest, call());
    }

    @Test
    void a_tree_grows_reverts_and_is_pruned() {
        GuestId guest = kvm.create(firmware("tree").disk(disk(8)).build());
        SnapshotId root = take(guest, "root", SnapshotContent.DISKS);
        kvm.driver.start(guest, call());
        SnapshotId running = take(guest, "running", SnapshotContent.DISKS_AND_MEMORY);
        kvm.facet(Pausing.class).pause(guest, call());
        SnapshotId paused = take(guest, "paused", SnapshotContent.DISKS_AND_MEMORY);

        assertThat(snapshots.snapshots(guest, call()))
                .extracting(SnapshotView::id, SnapshotView::parent, SnapshotView::revertsTo, SnapshotView::holds)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                root, Optional.empty(), PowerState.OFF, SnapshotContent.DISKS),
                        org.assertj.core.api.Assertions.tuple(
                                running, Optional.of(root), PowerState.RUNNING, SnapshotContent.DISKS_AND_MEMORY),
                        org.assertj.core.api.Assertions.tuple(
                                paused, Optional.of(running), PowerState.PAUSED, SnapshotContent.DISKS_AND_MEMORY));
        assertThat(view(guest, paused).current()).isTrue();

        snapshots.revert(guest, running, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.RUNNING);
        assertThat(view(guest, running).current()).isTrue();
        snapshots.revert(guest, root, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.OFF);
        snapshots.revert(guest, paused, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.PAUSED);

        snapshots.drop(guest, running, call());
        assertThat(view(guest, paused).parent()).contains(root);
        assertThat(snapshots.snapshots(guest, call())).hasSize(2);
        deleteWithSnapshots(guest);
    }

    @Test
    void a_snapshot_is_found_by_its_key_and_keeps_its_words() {
        GuestId guest = kvm.create(firmware("keyed").disk(disk(4)).build());
        CreationKey key = CreationKey.fresh();
        SnapshotId id = snapshots.take(
                guest,
                new Snapshots.Order(key, "before/upgrade <1> ü", "two\nlines & <more>", SnapshotContent.DISKS),
                call());
        SnapshotView seen = view(guest, id);
        assertThat(seen.key()).contains(key);
        assertThat(seen.name()).isEqualTo("before/upgrade <1> ü");
        assertThat(seen.description()).isEqualTo("two\nlines & <more>");
        assertThat(seen.takenAt()).isPresent();
        deleteWithSnapshots(guest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", ".hidden", "a;b", "x y", "..", "snap|name", "名前"})
    void any_name_is_taken(String name) {
        GuestId guest =
                kvm.create(firmware("named-" + name.hashCode()).disk(disk(4)).build());
        SnapshotId id = take(guest, name, SnapshotContent.DISKS);
        assertThat(view(guest, id).name()).isEqualTo(name);
        kvm.driver.start(guest, call());
        take(guest, name + "-2", SnapshotContent.DISKS_AND_MEMORY);
        snapshots.revert(guest, id, call());
        deleteWithSnapshots(guest);
    }

    @Test
    void a_guest_whose_processors_were_plugged_in_is_reverted_with_them() {
        GuestId guest = kvm.create(firmware("plugged").maxVcpus(2).disk(disk(8)).build());
        kvm.driver.start(guest, call());
        kvm.driver.reconfigure(guest, GuestChange.set().vcpus(2), call());
        SnapshotId two = take(guest, "two", SnapshotContent.DISKS_AND_MEMORY);
        assertThat(view(guest, two).current()).isTrue();
        kvm.driver.powerOff(guest, call());

        snapshots.revert(guest, two, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.RUNNING);
        assertThat(kvm.observe(guest).vcpus()).isEqualTo(2);
        deleteWithSnapshots(guest);
    }

    @Test
    void a_raw_disk_is_an_obstacle_with_a_remedy() {
        kvm.virsh().call("vol-create-as", "images", "raw.img", "8M", "--format", "raw");
        GuestId guest = kvm.create(firmware("raw")
                .disk(DiskSpec.existing(RealHost.volume("raw.img")))
                .build());
        kvm.driver.start(guest, call());
        assertThatThrownBy(() -> take(guest, "impossible", SnapshotContent.DISKS_AND_MEMORY))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_STATE);
                    assertThat(e.fault().message()).contains("copy it");
                });
        assertThat(kvm.power(guest)).isEqualTo(PowerState.RUNNING);
        kvm.driver.powerOff(guest, call());
        assertThatThrownBy(() -> take(guest, "impossible", SnapshotContent.DISKS))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_STATE));
        deleteWithSnapshots(guest);
    }

    @Test
    void a_guest_without_disks_cannot_hold_a_snapshot_of_its_memory() {
        GuestId guest = kvm.create(firmware("diskless").build());
        kvm.driver.start(guest, call());
        assertThatThrownBy(() -> take(guest, "impossible", SnapshotContent.DISKS_AND_MEMORY))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        e -> assertThat(e.fault().kind())
                                .as("%s", e.nativeError())
                                .isEqualTo(ErrorKind.INVALID_STATE));
        deleteWithSnapshots(guest);
    }

    @Test
    void a_name_that_is_taken_and_a_snapshot_that_is_gone_are_told_as_such() {
        GuestId guest = kvm.create(
                firmware("twice").disk(disk(4)).memory(Memory.mib(32)).build());
        SnapshotId first = take(guest, "same", SnapshotContent.DISKS);
        assertThatThrownBy(() -> take(guest, "same", SnapshotContent.DISKS))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.ALREADY_EXISTS));
        snapshots.drop(guest, first, call());
        for (ThrowingVerb verb : List.<ThrowingVerb>of(
                () -> snapshots.drop(guest, first, call()), () -> snapshots.revert(guest, first, call()))) {
            assertThatThrownBy(verb::run)
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            e -> assertThat(e.fault().message()).contains("snapshot same of guest", "was not found"));
        }
        deleteWithSnapshots(guest);
    }

    private interface ThrowingVerb {
        void run();
    }
}
