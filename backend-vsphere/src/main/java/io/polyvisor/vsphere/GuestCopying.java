package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualMachineCloneSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.Mark;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Optional;

/** Makes guests from guests and templates, by the server's own clone. */
final class GuestCopying {
    private static final String FOLDER = "parent";
    private static final String DEVICES = "config.hardware.device";

    private final GuestCalls guests;
    private final Places places;

    GuestCopying(GuestCalls guests, Places places) {
        this.guests = guests;
        this.places = places;
    }

    /** A clone with copies of all disks. */
    GuestId full(GuestId source, Cloning.Order order, CloneWriter.Target target, Call call) {
        CloneWriter.Target there = target(order, target, call);
        return copy(source, order.spec().name(), CloneWriter.full(identity(source, order, call), there), call);
    }

    /** A clone that stands on a snapshot of the source. */
    GuestId linked(
            GuestId source,
            Cloning.Order order,
            CloneWriter.Target target,
            ManagedObjectReference snapshot,
            Call call) {
        CloneWriter.Target there = target(order, target, call);
        return copy(
                source, order.spec().name(), CloneWriter.linked(identity(source, order, call), there, snapshot), call);
    }

    /** A clone beside its source, for a template. */
    GuestId full(GuestId source, CreationKey key, GuestName name, Mark mark, Call call) {
        CloneWriter.Identity identity =
                new CloneWriter.Identity(key, mark, Optional.empty(), CloneWriter.nics(devices(source, call)));
        return copy(source, name, CloneWriter.full(identity, CloneWriter.Target.BESIDE_SOURCE), call);
    }

    private CloneWriter.Target target(Cloning.Order order, CloneWriter.Target target, Call call) {
        return order.spec()
                .storage()
                .map(storage ->
                        target.on(places.read(call).storage(storage, "storage").ref()))
                .orElse(target);
    }

    private CloneWriter.Identity identity(GuestId source, Cloning.Order order, Call call) {
        Optional<SeedSpec> seed = order.spec().seed();
        return new CloneWriter.Identity(order.key(), order.mark(), seed, CloneWriter.nics(devices(source, call)));
    }

    private List<VirtualDevice> devices(GuestId source, Call call) {
        return Rows.list(guests.read(source, call, DEVICES), DEVICES, VirtualDevice.class);
    }

    private GuestId copy(GuestId source, GuestName name, VirtualMachineCloneSpec spec, Call call) {
        ManagedObjectReference folder = folder(source, call);
        String keptName = VsphereNames.encode(name.value());
        return Made.guest(
                guests.task(VerbClass.KEYED, source, call, (vim, vm) -> vim.cloneVM_Task(vm, folder, keptName, spec)));
    }

    /** Beside the source; one that is part of an application, and so in no folder, goes where new guests go. */
    private ManagedObjectReference folder(GuestId source, Call call) throws DriverException {
        return guests.read(source, call, FOLDER)
                .value(FOLDER, ManagedObjectReference.class)
                .filter(parent -> parent.getType().equals("Folder"))
                .orElseGet(() -> places.choose(new Placement.Wanted(Optional.empty(), List.of(), List.of()), call)
                        .folder());
    }
}
