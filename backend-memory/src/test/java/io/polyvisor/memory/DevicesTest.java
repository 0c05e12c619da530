package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestChange.Timing;
import io.polyvisor.model.GuestChange.When;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Pausing;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class DevicesTest {
    private final Bench bench = new Bench("memory:///empty");
    private final Devices devices = bench.the(Devices.class);
    private final GuestId guest = bench.ready(GuestSpec.named("a")
            .vcpus(1)
            .maxVcpus(4)
            .memory(Memory.gib(1))
            .maxMemory(Memory.gib(4))
            .disk(DiskSpec.copyOf(VolumeId.of("images", "linux")))
            .emptyDrive());

    private DiskId attach(DiskSpec disk) {
        return devices.attachDisk(guest, CreationKey.fresh(), disk, bench.call());
    }

    @Test
    void hot_added_disk_is_seen_by_the_guest_and_keeps_what_is_written_to_it() {
        DiskId disk = attach(DiskSpec.newDisk(Memory.gib(3)));
        assertThat(bench.shell(guest, "lsblk")).contains("vdb " + Memory.gib(3).bytes());
        bench.shell(guest, "echo moved > /mnt/vdb/x");
        devices.detachDisk(guest, disk, bench.call());
        assertThat(bench.shell(guest, "lsblk")).doesNotContain("vdb");
        attach(DiskSpec.existing(VolumeId.of("images", "a-vdb")));
        assertThat(bench.shell(guest, "cat /mnt/vdb/x")).isEqualTo("moved");
    }

    @Test
    void attached_disk_is_found_by_its_key() {
        CreationKey key = CreationKey.fresh();
        DiskId disk = devices.attachDisk(guest, key, DiskSpec.newDisk(Memory.gib(1)), bench.call());
        assertThat(devices.findDisk(guest, key, bench.call())).contains(disk);
        assertThat(devices.findDisk(guest, CreationKey.fresh(), bench.call())).isEmpty();
    }

    @Test
    void failed_attach_leaves_no_volume() {
        List<VolumeId> before = bench.volumes();
        assertThat(Bench.refusal(() -> attach(DiskSpec.newDisk(Memory.gib(500)).thick()))
                        .kind())
                .isEqualTo(ErrorKind.INSUFFICIENT_CAPACITY);
        assertThat(bench.volumes()).isEqualTo(before);
    }

    @Test
    void paused_guest_takes_a_disk_but_lets_go_of_none() {
        bench.the(Pausing.class).pause(guest, bench.call());
        DiskId disk = attach(DiskSpec.newDisk(Memory.gib(1)));
        assertThat(Bench.refusal(() -> devices.detachDisk(guest, disk, bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
    }

    @Test
    void guest_in_which_nothing_listens_lets_go_of_nothing_until_it_is_off() {
        GuestId deaf = bench.ready(GuestSpec.named("deaf")
                .disk(DiskSpec.copyOf(VolumeId.of("images", "firmware-only")))
                .nic(NicSpec.on("lab")));
        DiskId disk = DiskId.of("vda");
        NicId nic = NicId.of("nic0");
        TestCall late = TestCall.outOfTime(bench.time);
        assertStands(() -> devices.detachDisk(deaf, disk, late));
        assertStands(() -> devices.detachNic(deaf, nic, late));
        bench.driver.powerOff(deaf, bench.call());
        devices.detachDisk(deaf, disk, bench.call());
        devices.detachNic(deaf, nic, bench.call());
        assertThat(bench.see(deaf).requireDetails().disks()).isEmpty();
    }

    /** The request cannot be recalled, so whether the guest follows is open. */
    private static void assertStands(ThrowingCallable request) {
        assertThatThrownBy(request).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.fault().kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
            assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
        });
    }

    @Test
    void volume_to_which_a_running_guest_writes_is_not_given_to_another() {
        GuestId other = bench.create(GuestSpec.named("b").disk(DiskSpec.existing(VolumeId.of("images", "a-vda"))));
        assertThat(Bench.refusal(() -> bench.driver.start(other, bench.call())).kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
        bench.driver.powerOff(guest, bench.call());
        bench.driver.start(other, bench.call());
    }

    @Test
    void grown_disk_is_larger_for_the_running_guest() {
        devices.growDisk(guest, DiskId.of("vda"), Memory.gib(9), bench.call());
        assertThat(bench.shell(guest, "lsblk")).contains("vda " + Memory.gib(9).bytes());
    }

    @Test
    void medium_is_inserted_and_ejected_but_only_into_a_drive() {
        Optional<VolumeId> medium = Optional.of(VolumeId.of("images", "installer.iso"));
        devices.changeMedia(guest, DiskId.of("cd0"), medium, bench.call());
        assertThat(bench.see(guest)
                        .requireDetails()
                        .disk(DiskId.of("cd0"))
                        .orElseThrow()
                        .volume())
                .isEqualTo(medium);
        devices.changeMedia(guest, DiskId.of("cd0"), Optional.empty(), bench.call());
        assertThat(bench.see(guest)
                        .requireDetails()
                        .disk(DiskId.of("cd0"))
                        .orElseThrow()
                        .volume())
                .isEmpty();
        assertThat(Bench.refusal(() -> devices.changeMedia(guest, DiskId.of("vda"), medium, bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
    }

    @Test
    void nics_come_and_go_and_an_unknown_network_is_refused() {
        NicId nic = devices.attachNic(guest, CreationKey.fresh(), NicSpec.on("lab"), bench.call());
        assertThat(bench.shell(guest, "ip")).contains("lab");
        devices.detachNic(guest, nic, bench.call());
        assertThat(bench.see(guest).requireDetails().nics()).isEmpty();
        assertThat(Bench.refusal(() ->
                                devices.attachNic(guest, CreationKey.fresh(), NicSpec.on("nowhere"), bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.NOT_FOUND);
    }

    @Test
    void growth_within_the_limits_is_in_effect_now() {
        assertThat(bench.driver.reconfigure(guest, GuestChange.set().vcpus(3).memory(Memory.gib(2)), bench.call()))
                .containsEntry(GuestField.VCPUS, When.NOW)
                .containsEntry(GuestField.MEMORY, When.NOW);
        assertThat(bench.shell(guest, "nproc; free")).isEqualTo("3\ntotal 2 GiB");
    }

    @Test
    void what_cannot_be_now_waits_for_the_next_start_and_shows_as_pending() {
        assertThat(bench.driver.reconfigure(
                        guest,
                        GuestChange.set().vcpus(8).memory(Memory.gib(8)).bootOrder(List.of(BootDevice.CDROM)),
                        bench.call()))
                .containsValue(When.NEXT_START)
                .doesNotContainValue(When.NOW);
        GuestView seen = bench.see(guest);
        assertThat(seen.vcpus()).isEqualTo(1);
        assertThat(seen.requireDetails().pending())
                .containsExactlyInAnyOrder(GuestField.VCPUS, GuestField.MEMORY, GuestField.BOOT_ORDER);
        bench.driver.powerOff(guest, bench.call());
        assertThat(bench.see(guest).vcpus()).isEqualTo(8);
        assertThat(bench.see(guest).requireDetails().pending()).isEmpty();
    }

    @Test
    void change_that_must_be_now_and_cannot_changes_nothing() {
        assertThat(Bench.refusal(() -> bench.driver.reconfigure(
                                guest,
                                GuestChange.set().vcpus(2).memory(Memory.gib(8)).when(Timing.NOW),
                                bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
        assertThat(bench.see(guest).vcpus()).isEqualTo(1);
        assertThat(bench.see(guest).requireDetails().pending()).isEmpty();
    }

    @Test
    void where_nothing_can_wait_what_cannot_be_now_is_refused_but_a_boot_order() {
        Bench single = new Bench("memory:///empty?lacks=RECONFIGURE_PENDING");
        GuestId running = single.create(GuestSpec.named("a").vcpus(1).maxVcpus(4));
        single.driver.start(running, single.call());

        assertThat(Bench.refusal(() ->
                        single.driver.reconfigure(running, GuestChange.set().vcpus(8), single.call())))
                .isInstanceOfSatisfying(
                        Fault.InvalidState.class,
                        fault -> assertThat(fault.remedy()).contains("shut it down first"));
        assertThat(single.see(running).vcpus()).isEqualTo(1);
        GuestChange now = GuestChange.set().vcpus(4).bootOrder(List.of(BootDevice.CDROM));
        assertThat(single.driver.reconfigure(running, now, single.call()))
                .containsEntry(GuestField.VCPUS, When.NOW)
                .containsEntry(GuestField.BOOT_ORDER, When.NEXT_START);
        assertThat(single.see(running).requireDetails().bootOrder()).containsExactly(BootDevice.CDROM);
        assertThat(single.see(running).requireDetails().pending()).isEmpty();
    }

    @Test
    void memory_that_can_only_grow_now_shrinks_at_the_next_start() {
        Bench growing = new Bench("memory:///empty?lacks=MEMORY_HOT_REMOVE");
        GuestId running =
                growing.create(GuestSpec.named("a").memory(Memory.gib(1)).maxMemory(Memory.gib(4)));
        growing.driver.start(running, growing.call());

        assertThat(growing.driver.reconfigure(running, GuestChange.set().memory(Memory.gib(2)), growing.call()))
                .containsEntry(GuestField.MEMORY, When.NOW);
        assertThat(growing.driver.reconfigure(running, GuestChange.set().memory(Memory.gib(1)), growing.call()))
                .containsEntry(GuestField.MEMORY, When.NEXT_START);
        assertThat(growing.see(running).memory()).isEqualTo(Memory.gib(2));
    }

    @Test
    void memory_that_the_host_does_not_have_is_refused() {
        bench.driver.powerOff(guest, bench.call());
        bench.driver.reconfigure(guest, GuestChange.set().memory(Memory.gib(2)), bench.call());
        GuestId big = bench.create(GuestSpec.named("big").memory(Memory.gib(13)).maxMemory(Memory.gib(16)));
        bench.driver.start(guest, bench.call());
        bench.driver.start(big, bench.call());
        assertThat(Bench.refusal(() ->
                                bench.driver.reconfigure(big, GuestChange.set().memory(Memory.gib(16)), bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.INSUFFICIENT_CAPACITY);
    }

    @Test
    void conditional_change_conflicts_once_somebody_else_changed_the_guest() {
        GuestView seen = bench.see(guest);
        GuestChange change = GuestChange.set().vcpus(2).onlyIf(seen);
        bench.driver.reconfigure(guest, GuestChange.set().description("other"), bench.call());
        assertThat(Bench.refusal(() -> bench.driver.reconfigureIfUnchanged(guest, change, bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.CONFLICT);
        assertThat(bench.see(guest).vcpus()).isEqualTo(1);
        bench.driver.reconfigureIfUnchanged(guest, change.onlyIf(bench.see(guest)), bench.call());
        assertThat(bench.see(guest).vcpus()).isEqualTo(2);
    }
}
