package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Suspending;
import io.polyvisor.testbed.WireFault;
import io.polyvisor.testbed.WireMishap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Guests made and removed on a simulated vCenter, with every request counted. */
@SimulatedVCenters
final class VsphereCreationTest {
    private static FrontedSite site;

    @BeforeAll
    static void open() {
        site = FrontedSite.open();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @AfterEach
    void calm() {
        site.front.calm();
    }

    @Test
    void guest_with_all_that_it_has_is_made_in_one_request_that_changes_anything() {
        site.front.forget();
        GuestId guest = site.create(site.spec()
                .vcpus(2)
                .disk(DiskSpec.newDisk(Memory.mib(16)).in(FrontedSite.STORE))
                .disk(DiskSpec.newDisk(Memory.mib(8)).in(FrontedSite.STORE).thick())
                .nic(NicSpec.on("DC0_DVPG0"))
                .nic(NicSpec.on("VM Network"))
                .emptyDrive()
                .boot(BootDevice.CDROM, BootDevice.DISK, BootDevice.NETWORK)
                .protection(Protection.DO_NOT_RESTART)
                .description("as a whole")
                .build());
        assertThat(site.changes()).isEqualTo(Map.of("CreateVM_Task", 1));
        GuestDetails details = site.view(guest).requireDetails();
        assertThat(details.disks()).hasSize(3);
        assertThat(details.nics()).hasSize(2).allMatch(nic -> nic.network().isPresent());
        assertThat(details.bootOrder()).containsExactly(BootDevice.CDROM, BootDevice.DISK, BootDevice.NETWORK);
        assertThat(details.description()).isEqualTo("as a whole");
        assertThat(site.view(guest).power().state()).isEqualTo(PowerState.OFF);
    }

    @Test
    void copy_of_an_image_is_made_before_the_guest_and_the_image_stays() {
        VolumeId image = site.volume();
        GuestId guest = site.create(site.spec().disk(DiskSpec.copyOf(image)).build());
        VolumeId own = onlyVolume(guest);
        assertThat(own).isNotEqualTo(image);
        assertThat(site.volumes()).contains(own, image);
    }

    @Test
    void what_was_copied_is_gone_when_the_guest_is_refused() {
        VolumeId image = site.volume();
        Set<VolumeId> before = site.volumes();
        site.front.strike(WireFault.every("CreateVM_Task", WireMishap.UNKNOWN_FAULT));
        assertThatThrownBy(() ->
                        site.create(site.spec().disk(DiskSpec.copyOf(image)).build()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED));
        assertThat(site.volumes()).isEqualTo(before);
    }

    @Test
    void what_was_copied_stays_when_nobody_knows_whether_the_guest_was_made() {
        VolumeId image = site.volume();
        CreationKey key = CreationKey.fresh();
        GuestSpec spec = site.spec().disk(DiskSpec.copyOf(image)).build();
        site.front.strike(WireFault.every("CreateVM_Task", WireMishap.REPLY_LOST));
        assertThatThrownBy(() -> site.driver.create(FrontedSite.order(spec, key), FrontedSite.call()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN));
        GuestId found = site.driver.find(key, FrontedSite.call()).orElseThrow();
        assertThat(site.volumes()).contains(onlyVolume(found));
    }

    @Test
    void copy_whose_reply_was_lost_is_removed_and_nothing_was_made() {
        VolumeId image = site.volume();
        Set<VolumeId> before = site.volumes();
        site.front.strike(WireFault.every("CopyVirtualDisk_Task", WireMishap.REPLY_LOST));
        site.front.forget();
        assertThatThrownBy(() ->
                        site.create(site.spec().disk(DiskSpec.copyOf(image)).build()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED));
        assertThat(site.changes()).doesNotContainKey("CreateVM_Task");
        assertThat(site.volumes()).isEqualTo(before);
    }

    @Test
    void guest_that_cannot_start_with_its_host_is_not_made_at_all() {
        CreationKey key = CreationKey.fresh();
        GuestSpec spec = site.spec().autostart(true).build();
        assertThatThrownBy(() -> site.driver.create(FrontedSite.order(spec, key), FrontedSite.call()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED));
        assertThat(site.driver.find(key, FrontedSite.call())).isEmpty();
    }

    @Test
    void cluster_that_restarts_nobody_is_not_told_of_protection() {
        site.front.forget();
        GuestId guest = site.create(site.spec().protection(Protection.PROTECTED).build());
        Mark mark = site.view(guest).requireDetails().mark().orElseThrow();
        site.driver.mark(guest, mark.withProtection(Protection.RESTART_IF_POSSIBLE), FrontedSite.call());
        assertThat(site.changes()).isEqualTo(Map.of("CreateVM_Task", 1, "ReconfigVM_Task", 1));
        assertThat(site.view(guest).requireDetails().mark().map(Mark::protection))
                .contains(Protection.RESTART_IF_POSSIBLE);
    }

    @Test
    void deleted_guest_leaves_its_volumes_and_no_definition() {
        GuestId guest = site.create(site.spec()
                .disk(DiskSpec.newDisk(Memory.mib(8)).in(FrontedSite.STORE))
                .build());
        VolumeId volume = onlyVolume(guest);
        site.driver.delete(guest, FrontedSite.call());
        assertThat(site.driver.observe(guest, FrontedSite.call())).isEmpty();
        assertThat(site.volumes()).contains(volume);
    }

    @Test
    void deleting_merges_snapshots_first() {
        GuestId guest = site.create(site.spec().build());
        take(guest);
        site.front.forget();
        site.driver.delete(guest, FrontedSite.call());
        assertThat(site.changes()).containsEntry("RemoveAllSnapshots_Task", 1).containsEntry("UnregisterVM", 1);
    }

    @Test
    void guest_whose_snapshots_are_gone_and_that_could_not_be_removed_is_not_said_to_be_as_it_was() {
        GuestId guest = site.create(site.spec().build());
        take(guest);
        site.front.strike(WireFault.every("UnregisterVM", WireMishap.UNKNOWN_FAULT));
        assertThatThrownBy(() -> site.driver.delete(guest, FrontedSite.call()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN));
    }

    @Test
    void snapshots_under_a_linked_disk_are_neither_merged_nor_dropped() {
        GuestId parent = site.create(site.spec()
                .disk(DiskSpec.newDisk(Memory.mib(8)).in(FrontedSite.STORE))
                .build());
        take(parent);
        GuestId child = site.create(
                site.spec().disk(DiskSpec.linkedTo(onlyVolume(parent))).build());
        Snapshots snapshots = site.facet(Snapshots.class);
        site.front.forget();
        refused(() -> site.driver.delete(parent, FrontedSite.call()), child);
        refused(
                () -> snapshots.drop(
                        parent,
                        snapshots.snapshots(parent, FrontedSite.call()).get(0).id(),
                        FrontedSite.call()),
                child);
        assertThat(site.changes()).isEmpty();
        site.driver.delete(child, FrontedSite.call());
        site.driver.delete(parent, FrontedSite.call());
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable verb, GuestId child) {
        assertThatThrownBy(verb).isInstanceOfSatisfying(DriverException.class, failure -> {
            assertThat(failure.fault().kind()).isEqualTo(ErrorKind.INVALID_STATE);
            assertThat(failure.fault().message()).contains(child.value());
        });
    }

    @Test
    void suspended_guest_wakes_or_forgets_and_can_be_deleted() {
        Suspending suspending = site.facet(Suspending.class);
        GuestId guest = site.create(site.spec().build());
        site.driver.start(guest, FrontedSite.call());
        suspending.suspend(guest, FrontedSite.call());
        assertThat(site.view(guest).power().state()).isEqualTo(PowerState.SUSPENDED);
        suspending.wake(guest, FrontedSite.call());
        assertThat(site.view(guest).power().state()).isEqualTo(PowerState.RUNNING);
        suspending.suspend(guest, FrontedSite.call());
        suspending.discard(guest, FrontedSite.call());
        assertThat(site.view(guest).power().state()).isEqualTo(PowerState.OFF);
        site.driver.start(guest, FrontedSite.call());
        suspending.suspend(guest, FrontedSite.call());
        site.driver.delete(guest, FrontedSite.call());
        assertThat(site.driver.observe(guest, FrontedSite.call())).isEmpty();
    }

    private static void take(GuestId guest) {
        Object taken = site.facet(Snapshots.class)
                .take(
                        guest,
                        new Snapshots.Order(CreationKey.fresh(), "before", "", SnapshotContent.DISKS),
                        FrontedSite.call());
        assertThat(taken).isNotNull();
    }

    private static VolumeId onlyVolume(GuestId guest) {
        List<VolumeId> all = site.view(guest).requireDetails().disks().stream()
                .flatMap(disk -> disk.volume().stream())
                .toList();
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
