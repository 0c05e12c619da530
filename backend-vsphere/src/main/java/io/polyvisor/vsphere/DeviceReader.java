package io.polyvisor.vsphere;

import com.vmware.vim25.DistributedVirtualSwitchPortConnection;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualCdrom;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceBackingInfo;
import com.vmware.vim25.VirtualDeviceConnectInfo;
import com.vmware.vim25.VirtualDeviceDeviceBackingInfo;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualEthernetCardDistributedVirtualPortBackingInfo;
import com.vmware.vim25.VirtualEthernetCardNetworkBackingInfo;
import com.vmware.vim25.VirtualMachineBootOptionsBootableCdromDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableDiskDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableEthernetDevice;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicView;
import io.polyvisor.model.VolumeId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A guest's devices as the contract's records. Pure. */
final class DeviceReader {
    private static final DiskId SEED = DiskId.of("guestinfo");
    private static final Set<String> SEED_OPTIONS = Set.of("guestinfo.metadata", "guestinfo.userdata");

    private final List<VirtualDevice> devices;
    private final boolean powered;

    /** {@code powered}: whether the guest runs, since what is connected now differs from what will be at the next start. */
    DeviceReader(List<VirtualDevice> devices, boolean powered) {
        this.devices = devices;
        this.powered = powered;
    }

    /** Disks, then drives, then the seed, which is no device but is told to the guest as one would be. */
    List<DiskView> disks(Map<String, String> options) {
        List<DiskView> slots = new ArrayList<>();
        for (VirtualDevice device : devices) {
            if (device instanceof VirtualDisk) {
                slots.add(disk(device));
            }
        }
        for (VirtualDevice device : devices) {
            if (device instanceof VirtualCdrom) {
                slots.add(drive(device));
            }
        }
        if (SEED_OPTIONS.stream().anyMatch(options::containsKey)) {
            slots.add(new DiskView(SEED, DiskView.Role.SEED, Optional.empty(), SEED.value(), true, false));
        }
        return slots;
    }

    private DiskView disk(VirtualDevice disk) {
        String file = file(disk);
        Optional<VirtualDiskFlatVer2BackingInfo> flat = Optional.ofNullable(disk.getBacking())
                .filter(VirtualDiskFlatVer2BackingInfo.class::isInstance)
                .map(VirtualDiskFlatVer2BackingInfo.class::cast);
        // What a guest writes to such a disk is forgotten: the file stays as it is.
        boolean unwritten = flat.map(VirtualDiskFlatVer2BackingInfo::getDiskMode)
                .filter(mode -> mode.endsWith("nonpersistent"))
                .isPresent();
        boolean shared = flat.map(VirtualDiskFlatVer2BackingInfo::getSharing)
                .filter("sharingMultiWriter"::equals)
                .isPresent();
        return new DiskView(
                DeviceSlot.of(disk, devices), DiskView.Role.DISK, volume(file), source(disk), unwritten, shared);
    }

    private DiskView drive(VirtualDevice drive) {
        boolean ejected = drive.getConnectable() != null
                && !drive.getConnectable().isConnected()
                && !drive.getConnectable().isStartConnected();
        boolean filled = !source(drive).isEmpty() && !ejected;
        return new DiskView(
                DeviceSlot.of(drive, devices),
                DiskView.Role.MEDIA,
                filled ? volume(file(drive)) : Optional.empty(),
                filled ? source(drive) : "",
                true,
                false);
    }

    private static Optional<VolumeId> volume(String file) {
        return DatastorePath.parse(file).flatMap(DatastorePath::volume);
    }

    private static String file(VirtualDevice device) {
        return device.getBacking() instanceof VirtualDeviceFileBackingInfo backing && backing.getFileName() != null
                ? backing.getFileName()
                : "";
    }

    private static String source(VirtualDevice device) {
        VirtualDeviceBackingInfo backing = device.getBacking();
        return backing instanceof VirtualDeviceDeviceBackingInfo host && host.getDeviceName() != null
                ? host.getDeviceName()
                : file(device);
    }

    /** NICs by their addresses; {@code networks} has the identities of networks by reference. */
    List<NicView> nics(Map<String, NetworkId> networks) {
        List<NicView> nics = new ArrayList<>();
        for (VirtualDevice device : devices) {
            if (device instanceof VirtualEthernetCard card) {
                mac(card)
                        .ifPresent(mac -> nics.add(
                                new NicView(NicId.of(mac.value()), mac, network(card, networks), isConnected(card))));
            }
        }
        return nics;
    }

    /** A NIC's address; empty for one that has none yet, or one that is no NIC's. */
    static Optional<MacAddress> mac(VirtualEthernetCard card) {
        try {
            return Optional.ofNullable(card.getMacAddress()).map(MacAddress::of);
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<NetworkId> network(VirtualEthernetCard card, Map<String, NetworkId> networks) {
        VirtualDeviceBackingInfo backing = card.getBacking();
        if (backing instanceof VirtualEthernetCardNetworkBackingInfo standard) {
            return Optional.ofNullable(standard.getNetwork())
                    .map(ManagedObjectReference::getVal)
                    .map(networks::get)
                    .or(() -> Optional.ofNullable(standard.getDeviceName())
                            .map(VsphereNames::decode)
                            .filter(name -> !name.isBlank())
                            .map(NetworkId::of));
        }
        if (backing instanceof VirtualEthernetCardDistributedVirtualPortBackingInfo distributed) {
            return Optional.ofNullable(distributed.getPort())
                    .map(DistributedVirtualSwitchPortConnection::getPortgroupKey)
                    .map(networks::get);
        }
        return Optional.empty();
    }

    private boolean isConnected(VirtualDevice device) {
        VirtualDeviceConnectInfo connection = device.getConnectable();
        return connection == null || (powered ? connection.isConnected() : connection.isStartConnected());
    }

    /** What firmware tries, each kind once; empty where the firmware's own order counts. */
    static List<BootDevice> bootOrder(List<VirtualMachineBootOptionsBootableDevice> entries) {
        Set<BootDevice> order = new LinkedHashSet<>();
        for (VirtualMachineBootOptionsBootableDevice entry : entries) {
            if (entry instanceof VirtualMachineBootOptionsBootableDiskDevice) {
                order.add(BootDevice.DISK);
            } else if (entry instanceof VirtualMachineBootOptionsBootableCdromDevice) {
                order.add(BootDevice.CDROM);
            } else if (entry instanceof VirtualMachineBootOptionsBootableEthernetDevice) {
                order.add(BootDevice.NETWORK);
            }
        }
        return List.copyOf(order);
    }
}
