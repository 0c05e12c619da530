package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.error.Fault;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.DriverException;
import io.polyvisor.vsphere.Landscape.Compute;
import io.polyvisor.vsphere.Landscape.Datacenter;
import io.polyvisor.vsphere.Landscape.HostPlace;
import io.polyvisor.vsphere.Landscape.KnownNetwork;
import io.polyvisor.vsphere.Landscape.PoolPlace;
import io.polyvisor.vsphere.Landscape.StoragePlace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses where a new guest goes: what its spec names, else what the address names, else the only one there is. Of several it never
 * picks one: it names them. Pure.
 */
final class PlaceChoice {
    private final Landscape landscape;
    private final VsphereAddress address;
    private final Placement.Wanted wanted;
    private final Optional<HostPlace> host;
    private final List<StoragePlace> storages;
    private final List<KnownNetwork> networks;

    PlaceChoice(Landscape landscape, VsphereAddress address, Placement.Wanted wanted) {
        this.landscape = landscape;
        this.address = address;
        this.wanted = wanted;
        this.host = wanted.host()
                .map(id -> landscape.host(id, "host"))
                .or(() -> address.host().map(this::preferredHost));
        this.storages = storages();
        this.networks = wanted.networks().stream()
                .map(id -> landscape.network(id, "nics.network"))
                .toList();
    }

    /** Refuses an address whose parameters name what is not there. */
    static void requirePreferences(Landscape landscape, VsphereAddress address) {
        Map<String, Set<String>> known = Map.of(
                "cluster", names(landscape.computes(), Compute::name),
                "host", names(landscape.hosts(), HostPlace::name),
                "pool", names(landscape.pools(), PoolPlace::name),
                "datastore", names(landscape.storages(), StoragePlace::name),
                "network", names(landscape.networks(), KnownNetwork::name));
        List<SpecProblem> problems = new ArrayList<>();
        known.forEach((parameter, names) -> {
            String named = address.preferences().get(parameter);
            if (named != null && !names.contains(named)) {
                problems.add(new SpecProblem("uri", "there is no " + parameter + " " + named + "; there are " + names));
            }
        });
        if (!problems.isEmpty()) {
            throw DriverException.refused(new Fault.InvalidSpec(problems));
        }
    }

    private static <T> Set<String> names(List<T> places, Function<T, String> name) {
        return places.stream().map(name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Everything but the folder, which is found by its path. */
    Placement placement(Function<Datacenter, ManagedObjectReference> folders) {
        Compute compute = compute();
        Datacenter datacenter = landscape.datacenter(compute.datacenter());
        requireWithin(datacenter);
        return new Placement(
                datacenter.ref(), folders.apply(datacenter), pool(compute), hostIn(compute), home(compute));
    }

    private HostPlace preferredHost(String name) {
        return Landscape.one(
                "host", "address.host", landscape.hosts(), each -> each.name().equals(name), name, HostPlace::name);
    }

    private List<StoragePlace> storages() {
        if (!wanted.storages().isEmpty()) {
            return wanted.storages().stream()
                    .map(id -> landscape.storage(id, "disks.storage"))
                    .toList();
        }
        return address.datastore()
                .map(name -> List.of(Landscape.one(
                        "datastore",
                        "address.datastore",
                        landscape.storages(),
                        each -> each.name().equals(name),
                        name,
                        StoragePlace::name)))
                .orElse(List.of());
    }

    private Compute compute() {
        if (host.isPresent()) {
            return landscape.computeOf(host.get());
        }
        Optional<PoolPlace> pool = address.pool().map(name -> preferredPool(name, landscape.pools()));
        List<Compute> able = landscape.computes().stream()
                .filter(compute -> pool.isEmpty() || pool.get().compute().equals(compute.ref()))
                .filter(compute ->
                        address.cluster().isEmpty() || address.cluster().get().equals(compute.name()))
                .toList();
        if (able.isEmpty()) {
            throw DriverException.refused(new Fault.InvalidSpec(List.of(new SpecProblem(
                    "address.cluster",
                    "there is no cluster " + address.cluster().orElse("") + "; there are "
                            + names(landscape.computes())))));
        }
        List<Compute> fitting = able.stream().filter(this::reachesAll).toList();
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        if (fitting.isEmpty()) {
            throw unfit("none of " + names(able) + " reaches all of " + referred());
        }
        throw DriverException.refused(new Fault.Ambiguous(
                "where a new guest runs (name a host in its spec, or ?cluster= in the address)", names(fitting)));
    }

    private PoolPlace preferredPool(String name, List<PoolPlace> pools) {
        return Landscape.one("pool", "address.pool", pools, each -> each.name().equals(name), name, PoolPlace::name);
    }

    private boolean reachesAll(Compute compute) {
        return storages.stream().allMatch(storage -> compute.datastores().contains(storage.ref()))
                && networks.stream().allMatch(network -> network.datacenter().equals(compute.datacenter()));
    }

    private void requireWithin(Datacenter datacenter) {
        Set<ManagedObjectReference> others = new HashSet<>();
        storages.forEach(storage -> others.add(storage.datacenter()));
        networks.forEach(network -> others.add(network.datacenter()));
        others.remove(datacenter.ref());
        if (!others.isEmpty()) {
            throw unfit("datacenter " + datacenter.name() + " does not hold all of " + referred());
        }
    }

    private List<String> referred() {
        return Stream.concat(
                        storages.stream().map(StoragePlace::name),
                        networks.stream().map(KnownNetwork::name))
                .toList();
    }

    private ManagedObjectReference pool(Compute compute) {
        return address.pool()
                .map(name -> preferredPool(
                        name,
                        landscape.pools().stream()
                                .filter(pool -> pool.compute().equals(compute.ref()))
                                .toList()))
                .map(PoolPlace::ref)
                .orElse(compute.rootPool());
    }

    /** A cluster without DRS does not choose: then it is the usable host with most free memory. */
    private Optional<ManagedObjectReference> hostIn(Compute compute) {
        if (host.isPresent() || compute.balances()) {
            return host.map(HostPlace::ref);
        }
        return landscape.hosts().stream()
                .filter(each -> each.compute().equals(compute.ref()) && each.usable())
                .max(Comparator.comparingLong(HostPlace::freeBytes).thenComparing(HostPlace::id))
                .map(HostPlace::ref);
    }

    private StoragePlace home(Compute compute) {
        if (!storages.isEmpty()) {
            return storages.get(0);
        }
        List<StoragePlace> usable = landscape.storages().stream()
                .filter(storage -> storage.usable() && compute.datastores().contains(storage.ref()))
                .toList();
        return switch (usable.size()) {
            case 1 -> usable.get(0);
            case 0 -> throw unfit(compute.name() + " has no usable datastore");
            default ->
                throw DriverException.refused(new Fault.Ambiguous(
                        "the datastore for the guest's own files (name ?datastore= in the address)",
                        usable.stream().map(StoragePlace::name).sorted().toList()));
        };
    }

    private static List<String> names(List<Compute> computes) {
        return computes.stream().map(Compute::name).sorted().toList();
    }

    private static DriverException unfit(String why) {
        return DriverException.refused(new Fault.InvalidSpec(List.of(new SpecProblem("host", why))));
    }
}
