package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Volumes;
import io.polyvisor.testbed.WireFault;
import io.polyvisor.testbed.WireMishap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Disks, media, NICs and volumes on a simulated vCenter. */
@SimulatedVCenters
final class VsphereDevicesTest {
    private static FrontedSite site;
    private static Devices devices;
    private static Volumes volumes;

    @BeforeAll
    static void open() {
        site = FrontedSite.open();
        devices = site.facet(Devices.class);
        volumes = site.facet(Volumes.class);
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
    void attached_disk_is_found_by_its_key_until_it_is_detached() {
        GuestId guest = site.create(site.spec().build());
        CreationKey key = CreationKey.fresh();
        VolumeId volume = site.volume();
        DiskId slot = devices.attachDisk(guest, key, DiskSpec.existing(volume), FrontedSite.call());
        assertThat(devices.findDisk(guest, key, FrontedSite.call())).contains(slot);
        assertThat(site.view(guest).requireDetails().disk(slot).flatMap(DiskView::volume))
                .contains(volume);
        devices.detachDisk(guest, slot, FrontedSite.call());
        assertThat(devices.findDisk(guest, key, FrontedSite.call())).isEmpty();
        assertThat(site.volumes()).contains(volume);
    }

    @Test
    void disk_whose_attaching_lost_its_reply_is_found_by_its_key() {
        GuestId guest = site.create(site.spec().build());
        CreationKey key = CreationKey.fresh();
        VolumeId volume = site.volume();
        site.front.strike(WireFault.every("ReconfigVM_Task", WireMishap.REPLY_LOST));
        assertThatThrownBy(() -> devices.attachDisk(guest, key, DiskSpec.existing(volume), FrontedSite.call()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN));
        assertThat(devices.findDisk(guest, key, FrontedSite.call())).isPresent();
    }

    @Test
    void disk_grows_to_the_size_that_is_named() {
        GuestId guest = site.create(site.spec()
                .disk(DiskSpec.newDisk(Memory.mib(8)).in(FrontedSite.STORE))
                .build());
        DiskView disk = site.view(guest).requireDetails().disks().get(0);
        devices.growDisk(guest, disk.id(), Memory.mib(32), FrontedSite.call());
        VolumeView view =
                volumes.volume(disk.volume().orElseThrow(), FrontedSite.call()).orElseThrow();
        assertThat(view.capacity()).isEqualTo(Memory.mib(32));
        assertThat(view.usedBy()).contains(Set.of(guest));
    }

    @Test
    void medium_goes_in_and_out() {
        VolumeId medium = new VolumeId(FrontedSite.STORE, "media/in-and-out.iso");
        importBytes(medium, new byte[4096], Memory.kib(4));
        GuestId guest = site.create(site.spec().emptyDrive().build());
        DiskId drive = site.view(guest).requireDetails().disks().get(0).id();
        devices.changeMedia(guest, drive, Optional.of(medium), FrontedSite.call());
        assertThat(site.view(guest).requireDetails().disk(drive).flatMap(DiskView::volume))
                .contains(medium);
        devices.changeMedia(guest, drive, Optional.empty(), FrontedSite.call());
        assertThat(site.view(guest).requireDetails().disk(drive).map(DiskView::source))
                .contains("");
    }

    @Test
    void nic_is_known_by_its_address_and_goes_by_it() {
        GuestId guest = site.create(site.spec().nic(NicSpec.on("VM Network")).build());
        MacAddress mac = MacAddress.of("52:54:00:0a:0b:0c");
        NicSpec spec = NicSpec.on("DC0_DVPG0").withMac(mac);
        NicId nic = devices.attachNic(guest, CreationKey.fresh(), spec, FrontedSite.call());
        assertThat(site.view(guest).requireDetails().nics()).hasSize(2);
        assertThat(site.view(guest).requireDetails().nic(nic)).isPresent();
        devices.detachNic(guest, nic, FrontedSite.call());
        assertThat(site.view(guest).requireDetails().nics()).hasSize(1);
        assertThatThrownBy(() -> devices.detachNic(guest, nic, FrontedSite.call()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.fault().kind()).isEqualTo(ErrorKind.NOT_FOUND));
    }

    @Test
    void raw_bytes_become_a_disk_that_a_guest_can_have() {
        VolumeId volume = new VolumeId(FrontedSite.STORE, "imported/raw.vmdk");
        VolumeView made = importBytes(volume, new byte[9216], Memory.mib(1));
        assertThat(made.capacity()).isEqualTo(Memory.mib(1));
        GuestId guest = site.create(site.spec().disk(DiskSpec.existing(volume)).build());
        assertThat(site.view(guest).requireDetails().disks())
                .flatExtracting(disk -> disk.volume().stream().toList())
                .containsExactly(volume);
    }

    @Test
    void import_that_breaks_or_brings_too_much_leaves_nothing() {
        Set<VolumeId> before = site.volumes();
        VolumeId disk = new VolumeId(FrontedSite.STORE, "broken.vmdk");
        VolumeId image = new VolumeId(FrontedSite.STORE, "broken.iso");
        try (Driver direct = site.direct()) {
            Volumes there = direct.facet(Volumes.class).orElseThrow();
            for (VolumeId volume : List.of(disk, image)) {
                VolumeSpec spec = VolumeSpec.thin(volume, Memory.mib(1));
                assertThatThrownBy(() ->
                                there.importFrom(CreationKey.fresh(), spec, new BreakingStream(), FrontedSite.call()))
                        .isInstanceOf(DriverException.class);
                byte[] tooMuch = new byte[2 * 1024 * 1024];
                invalid(() -> there.importFrom(
                        CreationKey.fresh(), spec, new ByteArrayInputStream(tooMuch), FrontedSite.call()));
            }
        }
        assertThat(site.volumes()).isEqualTo(before);
    }

    @Test
    void bytes_that_vsphere_would_misread_are_refused() {
        site.front.forget();
        VolumeId disk = new VolumeId(FrontedSite.STORE, "sparse.vmdk");
        invalid(() -> importBytes(disk, "KDMV and so on".getBytes(StandardCharsets.UTF_8), Memory.mib(1)));
        invalid(() -> importBytes(new VolumeId(FrontedSite.STORE, "x.qcow2"), new byte[1], Memory.mib(1)));
        assertThat(site.changes()).isEmpty();
    }

    @Test
    void descriptor_that_cannot_be_sent_takes_its_data_along() {
        Set<VolumeId> before = site.volumes();
        site.front.strike(WireFault.every("PUT /folder/half.vmdk", WireMishap.UNAVAILABLE));
        assertThatThrownBy(
                        () -> importBytes(new VolumeId(FrontedSite.STORE, "half.vmdk"), new byte[512], Memory.mib(1)))
                .isInstanceOf(DriverException.class);
        site.front.calm();
        assertThat(site.volumes()).isEqualTo(before);
        VolumeId again = new VolumeId(FrontedSite.STORE, "half.vmdk");
        assertThat(importBytes(again, new byte[512], Memory.mib(1)).id()).isEqualTo(again);
    }

    @Test
    void copy_stands_alone() {
        VolumeId source = site.volume();
        VolumeId target = new VolumeId(FrontedSite.STORE, "copies/of/it.vmdk");
        VolumeView copy = volumes.copy(CreationKey.fresh(), source, target, FrontedSite.call());
        assertThat(copy.backing()).isEmpty();
        volumes.delete(source, FrontedSite.call());
        assertThat(volumes.volume(target, FrontedSite.call())).isPresent();
        assertThat(volumes.volume(source, FrontedSite.call())).isEmpty();
    }

    @Test
    void datastore_that_cannot_be_searched_is_a_gap_and_its_volumes_are_not_said_to_be_gone() {
        site.front.strike(WireFault.every("SearchDatastoreSubFolders_Task", WireMishap.UNKNOWN_FAULT));
        Inventory seen = site.driver.inventory(EnumSet.of(InventoryField.VOLUMES), FrontedSite.call());
        assertThat(seen.volumes()).isEmpty();
        assertThat(seen.gaps()).anyMatch(gap -> gap.contains(FrontedSite.STORE.value()));
    }

    /** The simulator is such a server: there a condition would be a look and a hope. */
    @Test
    void conditional_change_is_refused_where_the_server_tells_no_version() {
        GuestId guest = site.create(site.spec().build());
        GuestChange change = GuestChange.set().vcpus(3).onlyIf(site.view(guest));
        site.front.forget();
        assertThatThrownBy(() -> site.driver.reconfigureIfUnchanged(guest, change, FrontedSite.call()))
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.fault().kind()).isEqualTo(ErrorKind.UNSUPPORTED));
        assertThat(site.changes()).isEmpty();
    }

    private static VolumeView importBytes(VolumeId id, byte[] bytes, Memory size) {
        return volumes.importFrom(
                CreationKey.fresh(), VolumeSpec.thin(id, size), new ByteArrayInputStream(bytes), FrontedSite.call());
    }

    private static void invalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable verb) {
        assertThatThrownBy(verb)
                .isInstanceOfSatisfying(
                        DriverException.class,
                        failure -> assertThat(failure.fault().kind()).isEqualTo(ErrorKind.INVALID_SPEC));
    }

    /** Gives some bytes and then fails, as a file on a lost share would. */
    private static final class BreakingStream extends InputStream {
        private int left = 1024;

        @Override
        public int read() throws IOException {
            return read(new byte[1], 0, 1) - 1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                throw new IOException("the source is gone");
            }
            int count = Math.min(left, length);
            left -= count;
            return count;
        }
    }
}
