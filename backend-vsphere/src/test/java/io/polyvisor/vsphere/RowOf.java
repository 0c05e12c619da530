package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.MethodFault;
import com.vmware.vim25.VirtualMachineConnectionState;
import com.vmware.vim25.VirtualMachinePowerState;
import java.util.HashMap;
import java.util.Map;

/** Rows as a property collector would read them, for tests. */
final class RowOf {
    private final ManagedObjectReference object;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, MethodFault> missing = new HashMap<>();

    private RowOf(ManagedObjectReference object) {
        this.object = object;
    }

    static RowOf object(String type, String value) {
        return new RowOf(reference(type, value));
    }

    /** A guest that runs on that host with one processor and 64 MiB. */
    static RowOf guest(String id, String host) {
        return object("VirtualMachine", id)
                .with("name", "name-of-" + id)
                .with("runtime.powerState", VirtualMachinePowerState.poweredOn)
                .with("runtime.connectionState", VirtualMachineConnectionState.connected)
                .with("runtime.host", reference("HostSystem", host))
                .with("summary.config.template", false)
                .with("summary.config.numCpu", 1)
                .with("summary.config.memorySizeMB", 64);
    }

    static ManagedObjectReference reference(String type, String value) {
        ManagedObjectReference reference = new ManagedObjectReference();
        reference.setType(type);
        reference.setVal(value);
        return reference;
    }

    RowOf with(String path, Object value) {
        values.put(path, value);
        return this;
    }

    RowOf without(String path) {
        values.remove(path);
        return this;
    }

    RowOf missing(String path, MethodFault why) {
        values.remove(path);
        missing.put(path, why);
        return this;
    }

    PropertyRow row() {
        return new PropertyRow(object, values, missing);
    }
}
