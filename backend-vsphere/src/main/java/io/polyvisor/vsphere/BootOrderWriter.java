package io.polyvisor.vsphere;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualEthernetCard;
import com.vmware.vim25.VirtualMachineBootOptions;
import com.vmware.vim25.VirtualMachineBootOptionsBootableCdromDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableDiskDevice;
import com.vmware.vim25.VirtualMachineBootOptionsBootableEthernetDevice;
import io.polyvisor.error.Fault;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What firmware tries, in order: vSphere names each disk and NIC of the guest, not their kinds. */
final class BootOrderWriter {
    private BootOrderWriter() {}

    /** The options; every disk stands for DISK, and every NIC for NETWORK, in the order of the guest's devices. */
    static VirtualMachineBootOptions options(List<BootDevice> order, Collection<? extends VirtualDevice> devices) {
        List<VirtualMachineBootOptionsBootableDevice> entries = new ArrayList<>();
        for (BootDevice device : order) {
            List<VirtualMachineBootOptionsBootableDevice> found = entries(device, devices);
            if (found.isEmpty()) {
                throw DriverException.refused(new Fault.InvalidSpec(
                        List.of(new SpecProblem("bootOrder", "the guest has nothing of kind " + device))));
            }
            entries.addAll(found);
        }
        VirtualMachineBootOptions options = new VirtualMachineBootOptions();
        options.setBootOrder(entries.toArray(new VirtualMachineBootOptionsBootableDevice[0]));
        return options;
    }

    private static List<VirtualMachineBootOptionsBootableDevice> entries(
            BootDevice device, Collection<? extends VirtualDevice> devices) {
        return switch (device) {
            case CDROM -> List.of(new VirtualMachineBootOptionsBootableCdromDevice());
            case DISK ->
                devices.stream()
                        .filter(VirtualDisk.class::isInstance)
                        .map(disk -> disk(disk.getKey()))
                        .toList();
            case NETWORK ->
                devices.stream()
                        .filter(VirtualEthernetCard.class::isInstance)
                        .map(nic -> nic(nic.getKey()))
                        .toList();
        };
    }

    private static VirtualMachineBootOptionsBootableDevice disk(int key) {
        VirtualMachineBootOptionsBootableDiskDevice entry = new VirtualMachineBootOptionsBootableDiskDevice();
        entry.setDeviceKey(key);
        return entry;
    }

    private static VirtualMachineBootOptionsBootableDevice nic(int key) {
        VirtualMachineBootOptionsBootableEthernetDevice entry = new VirtualMachineBootOptionsBootableEthernetDevice();
        entry.setDeviceKey(key);
        return entry;
    }
}
