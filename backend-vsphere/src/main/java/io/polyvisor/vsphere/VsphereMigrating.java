package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineMovePriority;
import com.vmware.vim25.VirtualMachineRelocateSpec;
import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Migrating;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Moves guests between hosts of one vCenter; the guest keeps its id. Disks stay where they are: both hosts must see them. */
final class VsphereMigrating implements Migrating {
    private static final String POOL = "resourcePool";
    private static final String OWNER = "owner";
    private static final String DATASTORES = "datastore";

    private final GuestCalls guests;
    private final Places places;

    VsphereMigrating(GuestCalls guests, Places places) {
        this.guests = guests;
        this.places = places;
    }

    @Override
    public GuestId migrate(GuestId guest, Order order, Call call) {
        if (order.peer().isPresent()) {
            throw DriverException.refused(new Fault.Unsupported(
                    "moving to another vCenter", "a vCenter moves guests among its own hosts only"));
        }
        Landscape landscape = places.read(call);
        Landscape.HostPlace host = landscape.host(order.target(), "target");
        Landscape.Compute compute = landscape.computeOf(host);
        PropertyRow row = guests.read(guest, call, POOL, DATASTORES);
        requireReach(guest, row, landscape, compute, host);
        VirtualMachineRelocateSpec spec = new VirtualMachineRelocateSpec();
        spec.setHost(host.ref());
        if (!owner(row, call).equals(Optional.of(compute.ref().getVal()))) {
            spec.setPool(compute.rootPool());
        }
        guests.run(
                VerbClass.ONCE,
                guest,
                call,
                (vim, vm) -> vim.relocateVM_Task(vm, spec, VirtualMachineMovePriority.defaultPriority));
        return guest;
    }

    private Optional<String> owner(PropertyRow guest, Call call) {
        return guest.value(POOL, ManagedObjectReference.class)
                .flatMap(pool -> guests.read(pool, "resource pool " + pool.getVal(), call, OWNER)
                        .value(OWNER, ManagedObjectReference.class))
                .map(ManagedObjectReference::getVal);
    }

    private static void requireReach(
            GuestId guest, PropertyRow row, Landscape landscape, Landscape.Compute compute, Landscape.HostPlace host) {
        Set<String> seen = compute.datastores().stream()
                .map(ManagedObjectReference::getVal)
                .collect(Collectors.toSet());
        List<String> unseen = Rows.list(row, DATASTORES, ManagedObjectReference.class).stream()
                .map(ManagedObjectReference::getVal)
                .filter(datastore -> !seen.contains(datastore))
                .map(datastore -> landscape.storages().stream()
                        .filter(place -> place.ref().getVal().equals(datastore))
                        .map(place -> place.id().value())
                        .findFirst()
                        .orElse(datastore))
                .toList();
        if (!unseen.isEmpty()) {
            throw DriverException.refused(new Fault.InvalidState(
                    "host " + host.name() + " does not see the storages " + unseen + " of " + GuestCalls.inWords(guest),
                    Optional.of("choose a host that does")));
        }
    }
}
