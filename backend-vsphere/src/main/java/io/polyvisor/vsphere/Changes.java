package io.polyvisor.vsphere;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualDeviceConfigSpecFileOperation;
import com.vmware.vim25.VirtualDeviceConfigSpecOperation;
import com.vmware.vim25.VirtualMachineConfigSpec;
import java.util.Arrays;
import java.util.List;

/** Changes of a guest's devices. A device that is changed goes back as it was read, but for the change. */
final class Changes {
    private Changes() {}

    /** Files are left alone: what is removed keeps its file. */
    static VirtualDeviceConfigSpec of(VirtualDeviceConfigSpecOperation operation, VirtualDevice device) {
        VirtualDeviceConfigSpec change = new VirtualDeviceConfigSpec();
        change.setOperation(operation);
        change.setDevice(device);
        return change;
    }

    /** Adds a device and makes its file. */
    static VirtualDeviceConfigSpec making(VirtualDevice device) {
        VirtualDeviceConfigSpec change = of(VirtualDeviceConfigSpecOperation.add, device);
        change.setFileOperation(VirtualDeviceConfigSpecFileOperation.create);
        return change;
    }

    /** A change of devices and of nothing else. */
    static VirtualMachineConfigSpec spec(VirtualDeviceConfigSpec... changes) {
        return spec(Arrays.asList(changes));
    }

    /** A change of devices and of nothing else. */
    static VirtualMachineConfigSpec spec(List<VirtualDeviceConfigSpec> changes) {
        VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
        spec.setDeviceChange(changes.toArray(new VirtualDeviceConfigSpec[0]));
        return spec;
    }
}
