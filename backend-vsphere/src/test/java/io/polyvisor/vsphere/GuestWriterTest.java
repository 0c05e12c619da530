package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualCdromIsoBackingInfo;
import com.vmware.vim25.VirtualCdromRemotePassthroughBackingInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualMachineBootOptionsBootableCdromDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableDiskDevice;
import com.vmware.vim25.VirtualMachineConfigSpec;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.DriverException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a spec becomes, without a vCenter. */
final class GuestWriterTest {
    private static final CreationKey KEY = CreationKey.of("6c0b5f0e-5d3a-4a53-9c3e-0f4bfae0a001");
    private static final DatastorePath HOME = new DatastorePath("fast", "");
    private static final ManagedObjectReference STORE = GuestCalls.reference("Datastore", "datastore-1");

    @Test
    void key_is_in_the_identifier_and_in_the_options_of_the_one_request() {
        VirtualMachineConfigSpec config = write(GuestSpec.named("web").build());
        assertThat(config.getInstanceUuid()).isEqualTo(KEY.toString());
        Map<String, String> options = Options.map(config.getExtraConfig());
        assertThat(options).containsEntry("polyvisor.key", KEY.toString());
        assertThat(MarkOptions.read(options).flatMap(Mark::key)).contains(KEY);
    }

    @Test
    void name_is_kept_as_the_api_keeps_it() {
        assertThat(write(GuestSpec.named("50%/half").build()).getName()).isEqualTo("50%25%2fhalf");
    }

    @Test
    void guest_that_may_grow_can_grow_while_it_runs_and_others_cannot() {
        GuestSpec.Builder spec = GuestSpec.named("web").vcpus(2).memory(Memory.mib(512));
        VirtualMachineConfigSpec fixed = write(spec.build());
        assertThat(fixed.getCpuHotAddEnabled()).isFalse();
        assertThat(fixed.getMemoryHotAddEnabled()).isFalse();
        VirtualMachineConfigSpec growing =
                write(spec.maxVcpus(4).maxMemory(Memory.gib(1)).build());
        assertThat(growing.getNumCPUs()).isEqualTo(2);
        assertThat(growing.getMemoryMB()).isEqualTo(512);
        assertThat(growing.getCpuHotAddEnabled()).isTrue();
        assertThat(growing.getMemoryHotAddEnabled()).isTrue();
    }

    @Test
    void new_disk_is_made_with_the_guest_on_a_controller_of_its_own() {
        List<VirtualDeviceConfigSpec> changes = changes(
                write(GuestSpec.named("web").build(), DiskWriter.Content.fresh(HOME, STORE, Memory.gib(2), true)));
        assertThat(changes.get(0).getDevice()).isInstanceOf(ParaVirtualSCSIController.class);
        assertThat(changes.get(1).getFileOperation()).isEqualTo(VirtualDeviceConfigSpecFileOperation.create);
        VirtualDisk disk = (VirtualDisk) changes.get(1).getDevice();
        assertThat(disk.getControllerKey()).isEqualTo(changes.get(0).getDevice().getKey());
        assertThat(disk.getCapacityInKB()).isEqualTo(2L * 1024 * 1024);
        VirtualDiskFlatVer2BackingInfo backing = (VirtualDiskFlatVer2BackingInfo) disk.getBacking();
        assertThat(backing.getFileName()).isEqualTo("[fast]");
        assertThat(backing.getThinProvisioned()).isTrue();
        assertThat(backing.getDiskMode()).isEqualTo("persistent");
    }

    @Test
    void disk_that_exists_is_not_made_and_one_that_must_not_be_written_keeps_writes_away() {
        DatastorePath file = new DatastorePath("fast", "images/data.vmdk");
        VirtualDeviceConfigSpec change = changes(write(
                        GuestSpec.named("web").build(), DiskWriter.Content.existing(file, STORE, Memory.gib(1), true)))
                .get(1);
        assertThat(change.getFileOperation()).isNull();
        VirtualDiskFlatVer2BackingInfo backing =
                (VirtualDiskFlatVer2BackingInfo) change.getDevice().getBacking();
        assertThat(backing.getFileName()).isEqualTo("[fast] images/data.vmdk");
        assertThat(backing.getDiskMode()).isEqualTo("independent_nonpersistent");
    }

    @Test
    void linked_disk_names_its_parent() {
        DatastorePath parent = new DatastorePath("fast", "images/base.vmdk");
        VirtualDeviceConfigSpec change = changes(write(
                        GuestSpec.named("web").build(), DiskWriter.Content.linked(HOME, STORE, parent, Memory.gib(1))))
                .get(1);
        assertThat(change.getFileOperation()).isEqualTo(VirtualDeviceConfigSpecFileOperation.create);
        VirtualDiskFlatVer2BackingInfo backing =
                (VirtualDiskFlatVer2BackingInfo) change.getDevice().getBacking();
        assertThat(backing.getParent().getFileName()).isEqualTo("[fast] images/base.vmdk");
    }

    @Test
    void sixteenth_disk_goes_to_a_second_controller_and_nobody_takes_the_controllers_own_place() {
        ScsiPlaces places = new ScsiPlaces(List.of());
        List<String> slots =
                IntStream.range(0, 16).mapToObj(i -> places.next().id().value()).toList();
        assertThat(slots)
                .startsWith("scsi0:0", "scsi0:1")
                .doesNotContain("scsi0:7")
                .endsWith("scsi0:15", "scsi1:0");
        assertThat(places.addedControllers()).hasSize(2);
    }

    @Test
    void place_of_a_disk_that_is_there_is_not_given_again() {
        ParaVirtualSCSIController controller = new ParaVirtualSCSIController();
        controller.setKey(1000);
        VirtualDisk disk = new VirtualDisk();
        disk.setControllerKey(1000);
        disk.setUnitNumber(0);
        ScsiPlaces places = new ScsiPlaces(List.of(controller, disk));
        assertThat(places.next().id().value()).isEqualTo("scsi0:1");
        assertThat(places.addedControllers()).isEmpty();
        assertThat(DeviceSlot.of(disk, List.of(controller, disk)).value()).isEqualTo("scsi0:0");
    }

    @Test
    void more_disks_than_four_controllers_hold_are_refused() {
        ScsiPlaces places = new ScsiPlaces(List.of());
        IntStream.range(0, 60).forEach(i -> places.next());
        assertThatThrownBy(places::next).isInstanceOf(DriverException.class);
    }

    @Test
    void nic_names_its_port_group_and_keeps_an_address_that_was_given() {
        MacAddress mac = MacAddress.of("52:54:00:01:02:03");
        NetworkPlace plain =
                new NetworkPlace(GuestCalls.reference("Network", "network-7"), "VM Network", Optional.empty());
        VirtualEthernetCard given = (VirtualEthernetCard)
                NicWriter.add(4000, plain, Optional.of(mac)).getDevice();
        assertThat(given.getMacAddress()).isEqualTo(mac.value());
        assertThat(given.getAddressType()).isEqualTo("manual");
        assertThat(((VirtualEthernetCardNetworkBackingInfo) given.getBacking()).getDeviceName())
                .isEqualTo("VM Network");
        NetworkPlace distributed = new NetworkPlace(
                GuestCalls.reference("DistributedVirtualPortgroup", "dvportgroup-9"),
                "servers",
                Optional.of(new NetworkPlace.DvPort("50 1e", "dvportgroup-9")));
        VirtualEthernetCard chosen = (VirtualEthernetCard)
                NicWriter.add(4001, distributed, Optional.empty()).getDevice();
        assertThat(chosen.getMacAddress()).isNull();
        assertThat(chosen.getAddressType()).isEqualTo("generated");
        assertThat(((VirtualEthernetCardDistributedVirtualPortBackingInfo) chosen.getBacking())
                        .getPort()
                        .getPortgroupKey())
                .isEqualTo("dvportgroup-9");
    }

    @Test
    void drive_is_empty_or_holds_its_medium() {
        VirtualCdrom empty = (VirtualCdrom) DriveWriter.add(Optional.empty()).getDevice();
        assertThat(empty.getBacking()).isInstanceOf(VirtualCdromRemotePassthroughBackingInfo.class);
        assertThat(empty.getConnectable().isStartConnected()).isFalse();
        VirtualCdrom full = (VirtualCdrom) DriveWriter.add(Optional.of(new DatastorePath("fast", "iso/debian.iso")))
                .getDevice();
        assertThat(((VirtualCdromIsoBackingInfo) full.getBacking()).getFileName())
                .isEqualTo("[fast] iso/debian.iso");
        assertThat(full.getConnectable().isStartConnected()).isTrue();
        VirtualCdrom inserted =
                (VirtualCdrom) DriveWriter.change(empty, Optional.of(new DatastorePath("fast", "x.iso")))
                        .getDevice();
        assertThat(inserted.getConnectable().isConnected()).isTrue();
    }

    @Test
    void boot_order_names_the_disk_that_is_made_in_the_same_request() {
        VirtualMachineConfigSpec config = write(
                GuestSpec.named("web")
                        .disk(DiskSpec.newDisk(Memory.gib(1)))
                        .emptyDrive()
                        .boot(BootDevice.CDROM, BootDevice.DISK)
                        .build(),
                DiskWriter.Content.fresh(HOME, STORE, Memory.gib(1), true));
        assertThat(config.getBootOptions().getBootOrder()[0])
                .isInstanceOf(VirtualMachineBootOptionsBootableCdromDevice.class);
        int named = ((VirtualMachineBootOptionsBootableDiskDevice)
                        config.getBootOptions().getBootOrder()[1])
                .getDeviceKey();
        assertThat(changes(config).stream()
                        .map(VirtualDeviceConfigSpec::getDevice)
                        .filter(VirtualDisk.class::isInstance)
                        .map(VirtualDevice::getKey))
                .containsExactly(named);
    }

    @Test
    void seed_is_told_through_guestinfo_and_nowhere_in_clear() {
        SeedSpec seed = SeedSpec.hostName("web")
                .withAuthorizedKeys(List.of("ssh-ed25519 AAAA \"quoted\""))
                .withUserData("#cloud-config\npassword: hunter2\n");
        Map<String, String> options =
                Options.map(write(GuestSpec.named("web").seed(seed).build()).getExtraConfig());
        assertThat(options).containsEntry("guestinfo.metadata.encoding", "base64");
        assertThat(decoded(options, "guestinfo.metadata"))
                .contains("\"instance-id\": \"" + KEY + "\"", "\"local-hostname\": \"web\"", "\\\"quoted\\\"");
        assertThat(decoded(options, "guestinfo.userdata")).isEqualTo("#cloud-config\npassword: hunter2\n");
        assertThat(options.toString()).doesNotContain("hunter2");
    }

    @Test
    void everything_that_vsphere_cannot_make_is_named_at_once() {
        GuestSpec spec = GuestSpec.named("web")
                .container()
                .memory(Memory.mib(510))
                .disk(DiskSpec.existing(VolumeId.of("fast", "image.qcow2")))
                .disk(DiskSpec.newDisk(Memory.bytes(1024 * 1024 + 1)))
                .nic(NicSpec.on("servers"))
                .boot(BootDevice.CDROM)
                .build();
        assertThat(GuestWriter.problems(spec))
                .extracting(SpecProblem::path)
                .containsExactly("kind", "memory", "maxMemory", "disks[0].volume", "disks[1].size", "bootOrder");
    }

    private static String decoded(Map<String, String> options, String key) {
        return new String(Base64.getDecoder().decode(options.getOrDefault(key, "")), StandardCharsets.UTF_8);
    }

    private static VirtualMachineConfigSpec write(GuestSpec spec, DiskWriter.Content... disks) {
        Mark mark = new Mark(Optional.of(KEY), spec.tags(), Protection.DO_NOT_RESTART);
        return GuestWriter.write(new GuestWriter.Parts(
                new CreateOrder(KEY, spec, mark), HOME, List.of(disks), List.of(), Optional.empty()));
    }

    private static List<VirtualDeviceConfigSpec> changes(VirtualMachineConfigSpec config) {
        return Arrays.asList(config.getDeviceChange());
    }
}
