package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.SelectionSpec;
import com.vmware.vim25.TraversalSpec;

/** Filters of the property collector for tests of the transport. */
final class TransportFilters {
    private static final String FOLDERS = "folders";
    private static final String DATACENTERS = "datacenters";

    private TransportFilters() {}

    /** One object's properties. */
    static PropertyFilterSpec of(ManagedObjectReference object, String... paths) {
        return filter(object, new SelectionSpec[0], object.getType(), paths);
    }

    /** All guests' properties. */
    static PropertyFilterSpec guests(ManagedObjectReference root, String... paths) {
        return filter(
                root,
                new SelectionSpec[] {step(FOLDERS, "Folder", "childEntity"), step(DATACENTERS, "Datacenter", "vmFolder")
                },
                "VirtualMachine",
                paths);
    }

    private static PropertyFilterSpec filter(
            ManagedObjectReference object, SelectionSpec[] steps, String type, String... paths) {
        ObjectSpec start = new ObjectSpec();
        start.setObj(object);
        start.setSelectSet(steps);
        PropertySpec properties = new PropertySpec();
        properties.setType(type);
        properties.setPathSet(paths);
        PropertyFilterSpec filter = new PropertyFilterSpec();
        filter.setObjectSet(new ObjectSpec[] {start});
        filter.setPropSet(new PropertySpec[] {properties});
        return filter;
    }

    private static TraversalSpec step(String name, String type, String path) {
        TraversalSpec step = new TraversalSpec();
        step.setName(name);
        step.setType(type);
        step.setPath(path);
        step.setSelectSet(new SelectionSpec[] {named(FOLDERS), named(DATACENTERS)});
        return step;
    }

    private static SelectionSpec named(String name) {
        SelectionSpec selection = new SelectionSpec();
        selection.setName(name);
        return selection;
    }
}
