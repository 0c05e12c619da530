package io.polyvisor.vsphere;

import com.vmware.vim25.ClusterConfigInfoEx;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.vsphere.Landscape.Compute;
import io.polyvisor.vsphere.Landscape.Datacenter;
import io.polyvisor.vsphere.Landscape.HostPlace;
import io.polyvisor.vsphere.Landscape.KnownNetwork;
import io.polyvisor.vsphere.Landscape.PoolPlace;
import io.polyvisor.vsphere.Landscape.StoragePlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a landscape of what a property collector read: everything but the guests, in one traversal. Pure. */
final class LandscapeReader {
    private static final List<PropertySpec> READS = List.of(
            Visits.read("Folder", "parent"),
            Visits.read("Datacenter", "name", "parent", "vmFolder", "datastore", "network"),
            Visits.read("ComputeResource", "name", "parent", "resourcePool", "datastore"),
            Visits.read("ClusterComputeResource", "name", "parent", "resourcePool", "datastore", "configurationEx"),
            Visits.read(
                    "HostSystem",
                    "name",
                    "parent",
                    "runtime.connectionState",
                    "runtime.inMaintenanceMode",
                    "summary.hardware.memorySize",
                    "summary.quickStats.overallMemoryUsage"),
            Visits.read("ResourcePool", "name", "owner"),
            Visits.read("Datastore", "name", "summary.accessible", "summary.maintenanceMode", "browser"),
            Visits.read("Network", "name"),
            Visits.read("DistributedVirtualPortgroup", "name", "key", "config.distributedVirtualSwitch"),
            Visits.read("DistributedVirtualSwitch", "uuid"));

    private final Map<ManagedObjectReference, PropertyRow> rows = new HashMap<>();
    private final Map<ManagedObjectReference, ManagedObjectReference> datacenterOf = new HashMap<>();
    private final List<PropertyRow> ordered;

    private LandscapeReader(List<PropertyRow> read) {
        this.ordered = read;
        read.forEach(row -> rows.put(row.object(), row));
        for (PropertyRow row : read) {
            if (row.object().getType().equals("Datacenter")) {
                references(row, "datastore").forEach(ref -> datacenterOf.put(ref, row.object()));
                references(row, "network").forEach(ref -> datacenterOf.put(ref, row.object()));
            }
        }
    }

    /** What to visit, from the root folder or a datacenter. */
    static PropertyFilterSpec visit(ManagedObjectReference start) {
        String[] below = {"folder", "hosts", "networks", "datastore", "network", "computeHost", "rootPool", "pool"};
        return Visits.from(
                start,
                READS,
                List.of(
                        Visits.step("folder", "Folder", "childEntity", below),
                        Visits.step("hosts", "Datacenter", "hostFolder", "folder"),
                        Visits.step("networks", "Datacenter", "networkFolder", "folder"),
                        Visits.step("datastore", "Datacenter", "datastore"),
                        Visits.step("network", "Datacenter", "network"),
                        Visits.step("computeHost", "ComputeResource", "host"),
                        Visits.step("rootPool", "ComputeResource", "resourcePool", "pool"),
                        Visits.step("pool", "ResourcePool", "resourcePool", "pool")));
    }

    static Landscape read(List<PropertyRow> read) {
        LandscapeReader reader = new LandscapeReader(read);
        return new Landscape(
                reader.datacenters(),
                reader.computes(),
                reader.hosts(),
                reader.pools(),
                reader.storages(),
                reader.networks());
    }

    private List<Datacenter> datacenters() {
        List<Datacenter> found = new ArrayList<>();
        for (PropertyRow row : ordered) {
            reference(row, "vmFolder").ifPresent(folder -> found.add(new Datacenter(row.object(), name(row), folder)));
        }
        return found;
    }

    private List<Compute> computes() {
        List<Compute> found = new ArrayList<>();
        for (PropertyRow row : ordered) {
            if (isCompute(row.object())) {
                Optional<ManagedObjectReference> datacenter = datacenterAbove(row);
                Optional<ManagedObjectReference> pool = reference(row, "resourcePool");
                if (datacenter.isPresent() && pool.isPresent()) {
                    Set<ManagedObjectReference> stores = Set.copyOf(references(row, "datastore"));
                    found.add(
                            new Compute(row.object(), name(row), datacenter.get(), pool.get(), stores, balances(row)));
                }
            }
        }
        return found;
    }

    private static boolean isCompute(ManagedObjectReference object) {
        return object.getType().equals("ComputeResource") || object.getType().equals("ClusterComputeResource");
    }

    private static boolean balances(PropertyRow row) {
        return row.value("configurationEx", ClusterConfigInfoEx.class)
                .map(ClusterConfigInfoEx::getDrsConfig)
                .map(drs -> Boolean.TRUE.equals(drs.getEnabled()))
                .orElse(false);
    }

    private Optional<ManagedObjectReference> datacenterAbove(PropertyRow row) {
        Optional<ManagedObjectReference> above = reference(row, "parent");
        while (above.isPresent() && !above.get().getType().equals("Datacenter")) {
            PropertyRow parent = rows.get(above.get());
            above = parent == null ? Optional.empty() : reference(parent, "parent");
        }
        return above;
    }

    private List<HostPlace> hosts() {
        List<HostPlace> found = new ArrayList<>();
        for (PropertyRow row : ordered) {
            if (row.object().getType().equals("HostSystem")) {
                boolean usable = VsphereStates.isConnected(row.values().get("runtime.connectionState"))
                        && !row.value("runtime.inMaintenanceMode", Boolean.class)
                                .orElse(false);
                reference(row, "parent")
                        .ifPresent(compute -> found.add(new HostPlace(
                                HostId.of(row.object().getVal()),
                                row.object(),
                                name(row),
                                compute,
                                usable,
                                HostReader.freeMemory(row)
                                        .map(free -> free.bytes())
                                        .orElse(0L))));
            }
        }
        return found;
    }

    private List<PoolPlace> pools() {
        List<PoolPlace> found = new ArrayList<>();
        for (PropertyRow row : ordered) {
            reference(row, "owner").ifPresent(owner -> found.add(new PoolPlace(row.object(), name(row), owner)));
        }
        return found;
    }

    private List<StoragePlace> storages() {
        Map<ManagedObjectReference, String> ids = UniqueNames.of(ordered, Set.of(StorageReader.TYPE));
        List<StoragePlace> found = new ArrayList<>();
        ids.forEach((ref, id) -> {
            PropertyRow row = row(ref);
            ManagedObjectReference datacenter = datacenterOf.get(ref);
            Optional<ManagedObjectReference> browser = reference(row, "browser");
            if (datacenter != null && browser.isPresent()) {
                found.add(new StoragePlace(
                        StorageId.of(id), ref, name(row), datacenter, StorageReader.isUsable(row), browser.get()));
            }
        });
        return found;
    }

    private List<KnownNetwork> networks() {
        Map<ManagedObjectReference, String> ids = UniqueNames.of(ordered, NetworkReader.TYPES);
        List<KnownNetwork> found = new ArrayList<>();
        ids.forEach((ref, id) -> {
            PropertyRow row = row(ref);
            ManagedObjectReference datacenter = datacenterOf.get(ref);
            if (datacenter != null) {
                String kept = row.value("name", String.class).orElse(ref.getVal());
                NetworkPlace place = new NetworkPlace(ref, kept, port(row));
                found.add(new KnownNetwork(NetworkId.of(id), name(row), datacenter, place));
            }
        });
        return found;
    }

    private Optional<NetworkPlace.DvPort> port(PropertyRow row) {
        Optional<String> key = row.value("key", String.class);
        Optional<String> uuid = reference(row, "config.distributedVirtualSwitch")
                .map(rows::get)
                .flatMap(found -> found.value("uuid", String.class));
        return key.isPresent() && uuid.isPresent()
                ? Optional.of(new NetworkPlace.DvPort(uuid.get(), key.get()))
                : Optional.empty();
    }

    private PropertyRow row(ManagedObjectReference object) {
        PropertyRow found = rows.get(object);
        return found == null ? new PropertyRow(object, Map.of(), Map.of()) : found;
    }

    private static String name(PropertyRow row) {
        return VsphereNames.decode(
                row.value("name", String.class).orElse(row.object().getVal()));
    }

    private static Optional<ManagedObjectReference> reference(PropertyRow row, String path) {
        return row.value(path, ManagedObjectReference.class);
    }

    private static List<ManagedObjectReference> references(PropertyRow row, String path) {
        return Rows.list(row, path, ManagedObjectReference.class);
    }
}
