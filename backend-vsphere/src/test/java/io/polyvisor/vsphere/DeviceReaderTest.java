package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.DistributedVirtualSwitchPortConnection;
import com.vmware.vim25.ParaVirtualSCSIController;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualCdromAtapiBackingInfo;
import com.vmware.vim25.VirtualCdromIsoBackingInfo;
import com.vmware.vim25.VirtualCdromRemotePassthroughBackingInfo;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceBackingInfo;
import com.vmware.vim25.VirtualDeviceConnectInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualIDEController;
import com.vmware.vim25.VirtualMachineBootOptionsBootableCdromDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableDiskDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableEthernetDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableFloppyDevice;
import com.vmware.vim25.VirtualVmxnet3;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicView;
import io.polyvisor.model.VolumeId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DeviceReaderTest {
    private static final int SCSI = 1000;
    private static final int IDE = 200;

    @Test
    void a_disk_is_its_slot_and_the_file_in_it() {
        DiskView disk = disks(disk(1, "[store] web/web.vmdk")).get(0);
        assertThat(disk.id()).isEqualTo(DiskId.of("scsi0:1"));
        assertThat(disk.role()).isEqualTo(DiskView.Role.DISK);
        assertThat(disk.volume()).contains(VolumeId.of("store", "web/web.vmdk"));
        assertThat(disk.source()).isEqualTo("[store] web/web.vmdk");
        assertThat(disk.readOnly()).isFalse();
        assertThat(disk.shared()).isFalse();
    }

    @Test
    void a_disk_that_forgets_what_is_written_is_read_only_and_one_for_several_writers_is_shared() {
        VirtualDisk forgetful = disk(0, "[store] a.vmdk");
        ((VirtualDiskFlatVer2BackingInfo) forgetful.getBacking()).setDiskMode("independent_nonpersistent");
        VirtualDisk shared = disk(1, "[store] b.vmdk");
        ((VirtualDiskFlatVer2BackingInfo) shared.getBacking()).setSharing("sharingMultiWriter");
        List<DiskView> disks = disks(forgetful, shared);
        assertThat(disks).extracting(DiskView::readOnly).containsExactly(true, false);
        assertThat(disks).extracting(DiskView::shared).containsExactly(false, true);
    }

    @Test
    void a_drive_holds_its_image_until_it_was_ejected() {
        VirtualCdrom drive = drive(iso("[store] iso/debian.iso"), true);
        assertThat(disks(drive).get(0).volume()).contains(VolumeId.of("store", "iso/debian.iso"));
        assertThat(disks(drive).get(0).role()).isEqualTo(DiskView.Role.MEDIA);
        assertThat(disks(drive).get(0).readOnly()).isTrue();
        drive.getConnectable().setConnected(false);
        drive.getConnectable().setStartConnected(false);
        assertThat(disks(drive).get(0).volume()).isEmpty();
        assertThat(disks(drive).get(0).source()).isEmpty();
    }

    @Test
    void a_drive_that_would_show_a_drive_of_whoever_looks_at_the_console_is_empty() {
        VirtualCdromRemotePassthroughBackingInfo nothing = new VirtualCdromRemotePassthroughBackingInfo();
        nothing.setDeviceName("a drive far away");
        assertThat(disks(drive(nothing, true)).get(0).source()).isEmpty();
    }

    @Test
    void a_drive_that_shows_the_hosts_drive_says_so_and_holds_no_volume() {
        VirtualCdromAtapiBackingInfo hosts = new VirtualCdromAtapiBackingInfo();
        hosts.setDeviceName("/vmfs/devices/cdrom/mpx0");
        assertThat(disks(drive(hosts, true)).get(0).source()).isEqualTo("/vmfs/devices/cdrom/mpx0");
        assertThat(disks(drive(hosts, true)).get(0).volume()).isEmpty();
    }

    @Test
    void a_seed_is_a_slot_of_its_own() {
        List<DiskView> slots = reader(true).disks(Map.of("guestinfo.userdata", "xyz"));
        assertThat(slots).extracting(DiskView::role).containsExactly(DiskView.Role.SEED);
        assertThat(slots.get(0).volume()).isEmpty();
    }

    @Test
    void a_nic_is_its_address_and_the_network_that_it_joins() {
        VirtualEthernetCardNetworkBackingInfo standard = new VirtualEthernetCardNetworkBackingInfo();
        standard.setNetwork(RowOf.reference("Network", "network-7"));
        DistributedVirtualSwitchPortConnection port = new DistributedVirtualSwitchPortConnection();
        port.setPortgroupKey("dvportgroup-9");
        VirtualEthernetCardDistributedVirtualPortBackingInfo distributed =
                new VirtualEthernetCardDistributedVirtualPortBackingInfo();
        distributed.setPort(port);
        List<NicView> nics = reader(true, nic("00:50:56:00:00:01", standard), nic("00:50:56:00:00:02", distributed))
                .nics(Map.of("network-7", NetworkId.of("VM Network"), "dvportgroup-9", NetworkId.of("servers")));
        assertThat(nics)
                .extracting(NicView::id)
                .containsExactly(NicId.of("00:50:56:00:00:01"), NicId.of("00:50:56:00:00:02"));
        assertThat(nics)
                .extracting(nic -> nic.network().orElseThrow().value())
                .containsExactly("VM Network", "servers");
    }

    @Test
    void a_nic_of_a_guest_that_is_off_is_connected_if_it_will_be() {
        VirtualVmxnet3 nic = nic("00:50:56:00:00:01", new VirtualEthernetCardNetworkBackingInfo());
        nic.setConnectable(connection(false, true));
        assertThat(reader(false, nic).nics(Map.of()).get(0).connected()).isTrue();
        assertThat(reader(true, nic).nics(Map.of()).get(0).connected()).isFalse();
    }

    @Test
    void the_boot_order_names_each_kind_once() {
        assertThat(DeviceReader.bootOrder(List.of(
                        new VirtualMachineBootOptionsBootableEthernetDevice(),
                        new VirtualMachineBootOptionsBootableFloppyDevice(),
                        new VirtualMachineBootOptionsBootableDiskDevice(),
                        new VirtualMachineBootOptionsBootableDiskDevice(),
                        new VirtualMachineBootOptionsBootableCdromDevice())))
                .containsExactly(BootDevice.NETWORK, BootDevice.DISK, BootDevice.CDROM);
        assertThat(DeviceReader.bootOrder(List.of())).isEmpty();
    }

    private static List<DiskView> disks(VirtualDevice... devices) {
        return reader(true, devices).disks(Map.of());
    }

    private static DeviceReader reader(boolean powered, VirtualDevice... devices) {
        ParaVirtualSCSIController scsi = new ParaVirtualSCSIController();
        scsi.setKey(SCSI);
        scsi.setBusNumber(0);
        VirtualIDEController ide = new VirtualIDEController();
        ide.setKey(IDE);
        ide.setBusNumber(0);
        List<VirtualDevice> all =
                Stream.concat(Stream.of(scsi, ide), Stream.of(devices)).toList();
        return new DeviceReader(all, powered);
    }

    private static VirtualDisk disk(int unit, String file) {
        VirtualDiskFlatVer2BackingInfo backing = new VirtualDiskFlatVer2BackingInfo();
        backing.setFileName(file);
        backing.setDiskMode("persistent");
        VirtualDisk disk = new VirtualDisk();
        disk.setKey(2000 + unit);
        disk.setControllerKey(SCSI);
        disk.setUnitNumber(unit);
        disk.setBacking(backing);
        return disk;
    }

    private static VirtualCdrom drive(VirtualDeviceBackingInfo backing, boolean connected) {
        VirtualCdrom drive = new VirtualCdrom();
        drive.setKey(3000);
        drive.setControllerKey(IDE);
        drive.setUnitNumber(0);
        drive.setBacking(backing);
        drive.setConnectable(connection(connected, connected));
        return drive;
    }

    private static VirtualCdromIsoBackingInfo iso(String file) {
        VirtualCdromIsoBackingInfo iso = new VirtualCdromIsoBackingInfo();
        iso.setFileName(file);
        return iso;
    }

    private static VirtualVmxnet3 nic(String mac, VirtualDeviceBackingInfo backing) {
        VirtualVmxnet3 nic = new VirtualVmxnet3();
        nic.setMacAddress(mac);
        nic.setBacking(backing);
        nic.setConnectable(connection(true, true));
        return nic;
    }

    private static VirtualDeviceConnectInfo connection(boolean now, boolean atStart) {
        VirtualDeviceConnectInfo connection = new VirtualDeviceConnectInfo();
        connection.setConnected(now);
        connection.setStartConnected(atStart);
        return connection;
    }
}
