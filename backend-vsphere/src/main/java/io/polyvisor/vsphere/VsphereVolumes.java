package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.error.Fault;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Volumes;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Virtual disks and ISO images on datastores. A volume's key is its path, which tells by its end what it is. */
final class VsphereVolumes implements Volumes {
    private static final String ISO = ".iso";

    private final Places places;
    private final DatastoreFiles files;
    private final VolumeListing listing;
    private final LinkedChildren children;
    private final VolumeImport imports;

    VsphereVolumes(
            Places places, DatastoreFiles files, VolumeListing listing, LinkedChildren children, VolumeImport imports) {
        this.places = places;
        this.files = files;
        this.listing = listing;
        this.children = children;
        this.imports = imports;
    }

    @Override
    public Optional<VolumeView> volume(VolumeId volume, Call call) {
        Landscape landscape = places.read(call);
        return landscape.storages().stream()
                .filter(storage -> storage.id().equals(volume.storage()))
                .findFirst()
                .flatMap(storage -> volume(volume, landscape, new DisksInUse(children.on(storage.ref(), call)), call));
    }

    private Optional<VolumeView> volume(VolumeId volume, Landscape landscape, DisksInUse used, Call call) {
        return listing.find(landscape, volume, used, call)
                .map(found -> new VolumeView(
                        found.id(),
                        found.capacity(),
                        found.allocated(),
                        found.format(),
                        found.backing(),
                        Optional.of(users(volume, landscape, used))));
    }

    private static Set<GuestId> users(VolumeId volume, Landscape landscape, DisksInUse used) {
        return used.usersOf(VolumePath.of(volume, landscape, "volume").path());
    }

    @Override
    public VolumeView create(CreationKey key, VolumeSpec spec, Call call) {
        requireDisk(spec.id());
        requireWholeKib(spec.size());
        Landscape landscape = places.read(call);
        VolumePath volume = VolumePath.of(spec.id(), landscape, "id");
        ManagedObjectReference datacenter = volume.storage().datacenter();
        files.makeDirectory(datacenter, volume.path().directory(), call);
        files.createDisk(datacenter, volume.path(), spec.size(), spec.provisioning(), call);
        return made(landscape, spec.id(), Optional.of(spec.size()), call);
    }

    @Override
    public VolumeView importFrom(CreationKey key, VolumeSpec spec, InputStream bytes, Call call) {
        requireKnown(spec.id());
        Landscape landscape = places.read(call);
        VolumePath volume = VolumePath.of(spec.id(), landscape, "id");
        imports.run(volume, spec, bytes, call);
        return made(landscape, spec.id(), Optional.of(spec.size()).filter(size -> !isIso(spec.id())), call);
    }

    @Override
    public VolumeView copy(CreationKey key, VolumeId source, VolumeId target, Call call) {
        requireKnown(target);
        if (isIso(source) != isIso(target)) {
            throw invalid("target", "an image stays an image and a disk a disk; both keys end alike");
        }
        Landscape landscape = places.read(call);
        VolumePath from = VolumePath.of(source, landscape, "source");
        VolumePath to = VolumePath.of(target, landscape, "target");
        ManagedObjectReference there = to.storage().datacenter();
        files.makeDirectory(there, to.path().directory(), call);
        if (isIso(source)) {
            files.copyFile(from.storage().datacenter(), from.path(), there, to.path(), call);
        } else {
            files.copyDisk(from.storage().datacenter(), from.path(), there, to.path(), call);
        }
        Optional<Memory> capacity = listing.find(landscape, source, call).map(VolumeView::capacity);
        return made(landscape, target, capacity, call);
    }

    @Override
    public void grow(VolumeId volume, Memory size, Call call) {
        requireDisk(volume);
        requireWholeKib(size);
        VolumePath path = VolumePath.of(volume, places.read(call), "volume");
        files.extendDisk(path.storage().datacenter(), path.path(), size, call);
    }

    @Override
    public void delete(VolumeId volume, Call call) {
        requireKnown(volume);
        VolumePath path = VolumePath.of(volume, places.read(call), "volume");
        if (isIso(volume)) {
            files.delete(path.storage().datacenter(), path.path(), call);
        } else {
            files.deleteDisk(path.storage().datacenter(), path.path(), call);
        }
    }

    /** What was made as it is now; a listing that fails must not make it look as if nothing was made. */
    private VolumeView made(Landscape landscape, VolumeId id, Optional<Memory> capacity, Call call) {
        VolumeView found;
        try {
            found = listing.find(landscape, id, call)
                    .orElseThrow(() -> DriverException.refused(
                            new Fault.BackendFault("volume " + id + " was made and is not listed")));
        } catch (DriverException failure) {
            throw DriverException.appliedBut(failure.fault(), failure.nativeError(), failure);
        }
        return new VolumeView(
                id,
                capacity.orElse(found.capacity()),
                found.allocated(),
                found.format(),
                found.backing(),
                Optional.of(Set.of()));
    }

    private static boolean isIso(VolumeId volume) {
        return volume.key().toLowerCase(Locale.ROOT).endsWith(ISO);
    }

    private static void requireKnown(VolumeId volume) {
        if (!isIso(volume)) {
            requireDisk(volume);
        }
    }

    private static void requireDisk(VolumeId volume) {
        String file = new DatastorePath("", volume.key()).file();
        boolean disk = file.endsWith(DiskWriter.SUFFIX) && file.length() > DiskWriter.SUFFIX.length();
        if (!disk || file.contains("\"") || volume.key().contains("..")) {
            throw invalid("id", "\"" + volume.key() + "\" is no path of a virtual disk; those end in .vmdk");
        }
    }

    private static void requireWholeKib(Memory size) {
        DiskWriter.problemOf("size", size).ifPresent(problem -> {
            throw DriverException.refused(new Fault.InvalidSpec(List.of(problem)));
        });
    }

    private static DriverException invalid(String path, String why) {
        return DriverException.refused(new Fault.InvalidSpec(List.of(new SpecProblem(path, why))));
    }
}
