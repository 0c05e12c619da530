package io.polyvisor.vsphere;

import io.polyvisor.error.Fault;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Progress;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a disk's spec into what the disk shall hold: what vSphere makes together with the disk is left to it, copies of images are
 * made before, in a directory of their own that goes again on failure. Not thread-safe.
 */
final class DiskMaking {
    private final DatastoreFiles files;
    private final VolumeListing volumes;
    private final Landscape landscape;
    private final MadeFiles made;
    private final String directory;
    private final Set<DatastorePath> directories = new HashSet<>();
    private final Call call;

    /** {@code directory} is nobody else's: it bears the key. */
    DiskMaking(
            DatastoreFiles files,
            VolumeListing volumes,
            Landscape landscape,
            MadeFiles made,
            String directory,
            Call call) {
        this.files = files;
        this.volumes = volumes;
        this.landscape = landscape;
        this.made = made;
        this.directory = directory;
        this.call = call;
    }

    /** What the disk holds; {@code path} is where in the spec it stands, {@code number} tells it from its guest's others. */
    DiskWriter.Content content(DiskSpec disk, String path, int number) {
        if (disk instanceof DiskSpec.NewDisk fresh) {
            StorageId storage = fresh.storage().orElseThrow(() -> unnamed(path));
            Landscape.StoragePlace place = landscape.storage(storage, path + ".storage");
            return DiskWriter.Content.fresh(root(place), place.ref(), fresh.size(), isThin(fresh));
        }
        if (disk instanceof DiskSpec.FromImage image) {
            return image.mode() == CopyMode.LINKED ? linked(image, path) : copied(image, path, number);
        }
        DiskSpec.Existing existing = (DiskSpec.Existing) disk;
        VolumePath volume = VolumePath.of(existing.volume(), landscape, path + ".volume");
        return DiskWriter.Content.existing(
                volume.path(), volume.storage().ref(), capacity(existing.volume()), existing.readOnly());
    }

    private static boolean isThin(DiskSpec.NewDisk fresh) {
        return fresh.provisioning() == Provisioning.THIN;
    }

    private DiskWriter.Content linked(DiskSpec.FromImage image, String path) {
        Memory capacity = capacity(image.image());
        if (image.size().filter(size -> !size.equals(capacity)).isPresent()) {
            throw invalid(path + ".size", "vSphere does not make a linked disk larger than its image");
        }
        VolumePath parent = VolumePath.of(image.image(), landscape, path + ".image");
        Landscape.StoragePlace place = storage(image, path);
        return DiskWriter.Content.linked(root(place), place.ref(), parent.path(), capacity);
    }

    private DiskWriter.Content copied(DiskSpec.FromImage image, String path, int number) {
        refuseIfCancelled(path);
        call.report(Progress.of("copying " + path));
        VolumePath from = VolumePath.of(image.image(), landscape, path + ".image");
        Landscape.StoragePlace place = storage(image, path);
        DatastorePath target = directoryOn(place).child("disk-" + number + DiskWriter.SUFFIX);
        made.addDisk(place.datacenter(), target);
        files.copyDisk(from.storage().datacenter(), from.path(), place.datacenter(), target, call);
        Memory present = capacity(image.image());
        Optional<Memory> larger = image.size().filter(size -> size.isMoreThan(present));
        larger.ifPresent(size -> files.extendDisk(place.datacenter(), target, size, call));
        return DiskWriter.Content.existing(target, place.ref(), larger.orElse(present), false);
    }

    private DatastorePath directoryOn(Landscape.StoragePlace place) {
        DatastorePath path = root(place).child(directory);
        if (directories.add(path)) {
            made.add(place.datacenter(), path);
            files.makeDirectory(place.datacenter(), path, call);
        }
        return path;
    }

    private Landscape.StoragePlace storage(DiskSpec.FromImage image, String path) {
        return landscape.storage(image.storage().orElse(image.image().storage()), path + ".storage");
    }

    private static DatastorePath root(Landscape.StoragePlace place) {
        return VolumePath.root(place);
    }

    private Memory capacity(VolumeId volume) {
        return volumes.find(landscape, volume, call).map(VolumeView::capacity).orElse(Memory.ZERO);
    }

    private void refuseIfCancelled(String phase) {
        if (call.cancelled()) {
            throw DriverException.refused(new Fault.Cancelled("copying " + phase));
        }
    }

    private static DriverException unnamed(String path) {
        return invalid(path + ".storage", "no storage is named; name one");
    }

    private static DriverException invalid(String path, String why) {
        return DriverException.refused(new Fault.InvalidSpec(List.of(new SpecProblem(path, why))));
    }
}
