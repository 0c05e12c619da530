package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.error.Fault;
import io.polyvisor.model.HostId;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.StorageId;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Where guests can be put, as it was read at one moment: the objects that mutating calls name, found by the identities of the
 * contract. What is not there, or is there twice, is refused here and never sent. Immutable.
 *
 * @param datacenters those that the address covers
 * @param computes clusters and hosts that stand alone
 * @param hosts all hosts
 * @param pools all resource pools, the root pools of clusters and hosts among them
 * @param storages all datastores
 * @param networks all networks that NICs can join
 */
record Landscape(
        List<Datacenter> datacenters,
        List<Compute> computes,
        List<HostPlace> hosts,
        List<PoolPlace> pools,
        List<StoragePlace> storages,
        List<KnownNetwork> networks) {

    /** A datacenter, and its folder for guests. */
    record Datacenter(ManagedObjectReference ref, String name, ManagedObjectReference vmFolder) {}

    /** A cluster, or what stands around a host that is in none. {@code balances}: it chooses hosts by itself (DRS). */
    record Compute(
            ManagedObjectReference ref,
            String name,
            ManagedObjectReference datacenter,
            ManagedObjectReference rootPool,
            Set<ManagedObjectReference> datastores,
            boolean balances) {}

    /** A host; {@code usable} when it is connected and takes guests. */
    record HostPlace(
            HostId id,
            ManagedObjectReference ref,
            String name,
            ManagedObjectReference compute,
            boolean usable,
            long freeBytes) {}

    /** A resource pool. */
    record PoolPlace(ManagedObjectReference ref, String name, ManagedObjectReference compute) {}

    /** A datastore; {@code name} is what file names begin with. */
    record StoragePlace(
            StorageId id,
            ManagedObjectReference ref,
            String name,
            ManagedObjectReference datacenter,
            boolean usable,
            ManagedObjectReference browser) {}

    /** A network, and how a NIC names it. */
    record KnownNetwork(NetworkId id, String name, ManagedObjectReference datacenter, NetworkPlace place) {}

    /** Copies the lists. */
    Landscape {
        datacenters = List.copyOf(datacenters);
        computes = List.copyOf(computes);
        hosts = List.copyOf(hosts);
        pools = List.copyOf(pools);
        storages = List.copyOf(storages);
        networks = List.copyOf(networks);
    }

    /** The host of that id; {@code field} is what named it. */
    HostPlace host(HostId id, String field) {
        return one("host", field, hosts, host -> host.id().equals(id), id.value(), HostPlace::name);
    }

    /** The datastore of that id; {@code field} is what named it. */
    StoragePlace storage(StorageId id, String field) {
        return one("storage", field, storages, storage -> storage.id().equals(id), id.value(), StoragePlace::name);
    }

    /** The network of that id; {@code field} is what named it. */
    KnownNetwork network(NetworkId id, String field) {
        return one("network", field, networks, network -> network.id().equals(id), id.value(), KnownNetwork::name);
    }

    /** The cluster, or the surroundings of a host, that a host belongs to. */
    Compute computeOf(HostPlace host) {
        return computes.stream()
                .filter(compute -> compute.ref().equals(host.compute()))
                .findFirst()
                .orElseThrow(() -> gone("the cluster of host " + host.name()));
    }

    /** The datacenter of that reference. */
    Datacenter datacenter(ManagedObjectReference ref) {
        return datacenters.stream()
                .filter(datacenter -> datacenter.ref().equals(ref))
                .findFirst()
                .orElseThrow(() -> gone("datacenter " + ref.getVal()));
    }

    /** The only one that is wanted, or a refusal that names the field and what there is. */
    static <T> T one(
            String what, String field, List<T> all, Predicate<T> wanted, String named, Function<T, String> name) {
        List<T> found = all.stream().filter(wanted).toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        List<String> names =
                (found.isEmpty() ? all : found).stream().map(name).sorted().toList();
        if (found.isEmpty()) {
            throw DriverException.refused(new Fault.InvalidSpec(
                    List.of(new SpecProblem(field, "there is no " + what + " " + named + "; there are " + names))));
        }
        throw DriverException.refused(new Fault.Ambiguous(what + " " + named + " (" + field + ")", names));
    }

    private static DriverException gone(String what) {
        return DriverException.refused(new Fault.NotFound(what, Optional.empty()));
    }
}
