package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineConfigSpec;
import io.polyvisor.error.Fault;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Progress;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VerbClass;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a guest in one request, which carries its key; only copies of images are made before, and what is set on hosts and clusters
 * after. Everything that it refers to is looked up first.
 */
final class VsphereCreation {
    private final VsphereCalls calls;
    private final Places places;
    private final DatastoreFiles files;
    private final VolumeListing volumes;
    private final Undoing undoing;
    private final VsphereAutostarting autostarting;
    private final VsphereProtection protection;

    VsphereCreation(
            VsphereCalls calls,
            Places places,
            DatastoreFiles files,
            VolumeListing volumes,
            Undoing undoing,
            VsphereAutostarting autostarting,
            VsphereProtection protection) {
        this.calls = calls;
        this.places = places;
        this.files = files;
        this.volumes = volumes;
        this.undoing = undoing;
        this.autostarting = autostarting;
        this.protection = protection;
    }

    GuestId create(CreateOrder order, Call call) {
        GuestSpec spec = order.spec();
        List<SpecProblem> problems = GuestWriter.problems(spec);
        if (!problems.isEmpty()) {
            throw DriverException.refused(new Fault.InvalidSpec(problems));
        }
        Landscape landscape = places.read(call);
        Placement placement = places.choose(landscape, wanted(spec), call);
        MadeFiles made = new MadeFiles(files, call);
        return made.undoneOnFailure(() -> {
            VirtualMachineConfigSpec config = GuestWriter.write(parts(order, landscape, placement, made, call));
            call.report(Progress.of("making the guest"));
            made.nowUsed();
            GuestId guest = make(spec, config, placement, call);
            undoing.undoneOnFailure(guest, call, () -> settle(guest, spec, call));
            return guest;
        });
    }

    private static Placement.Wanted wanted(GuestSpec spec) {
        List<StorageId> storages = new ArrayList<>();
        spec.disks().forEach(disk -> storageOf(disk).ifPresent(storages::add));
        spec.media().map(VolumeId::storage).ifPresent(storages::add);
        return new Placement.Wanted(
                spec.host(),
                storages.stream().distinct().toList(),
                spec.nics().stream().map(NicSpec::network).toList());
    }

    private static Optional<StorageId> storageOf(DiskSpec disk) {
        if (disk instanceof DiskSpec.NewDisk fresh) {
            return fresh.storage();
        }
        if (disk instanceof DiskSpec.FromImage image) {
            return Optional.of(image.storage().orElse(image.image().storage()));
        }
        return Optional.of(((DiskSpec.Existing) disk).volume().storage());
    }

    private GuestWriter.Parts parts(
            CreateOrder order, Landscape landscape, Placement placement, MadeFiles made, Call call) {
        GuestSpec spec = order.spec();
        String directory = "polyvisor-" + order.key();
        DiskMaking disks = new DiskMaking(files, volumes, landscape, made, directory, call);
        List<DiskWriter.Content> contents = new ArrayList<>();
        for (DiskSpec disk : spec.disks()) {
            int number = contents.size();
            contents.add(disks.content(disk, "disks[" + number + "]", number));
        }
        List<NetworkPlace> networks = spec.nics().stream()
                .map(nic -> landscape.network(nic.network(), "nics.network").place())
                .toList();
        Optional<DatastorePath> medium = spec.media()
                .map(volume -> VolumePath.of(volume, landscape, "media").path());
        return new GuestWriter.Parts(order, VolumePath.root(placement.home()), contents, networks, medium);
    }

    private GuestId make(GuestSpec spec, VirtualMachineConfigSpec config, Placement placement, Call call) {
        ManagedObjectReference host = placement.host().orElse(null);
        return Made.guest(calls.task(
                VerbClass.KEYED,
                "guest " + spec.name(),
                call,
                vim -> vim.createVM_Task(placement.folder(), config, placement.pool(), host)));
    }

    /** What is not the guest's own configuration, but its host's and its cluster's. */
    private void settle(GuestId guest, GuestSpec spec, Call call) {
        if (spec.autostart()) {
            autostarting.autostart(guest, true, call);
        }
        if (spec.protection() != Protection.DO_NOT_RESTART) {
            protection.apply(guest, spec.protection(), call);
        }
    }
}
