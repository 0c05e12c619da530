package io.polyvisor.vsphere;

import com.vmware.vim25.ArrayOfHostDatastoreBrowserSearchResults;
import com.vmware.vim25.FileInfo;
import com.vmware.vim25.HostDatastoreBrowserSearchResults;
import com.vmware.vim25.VmDiskFileInfo;
import io.polyvisor.model.Memory;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the datastore browser finds as volumes. Pure. */
final class VolumeReader {
    private static final String ISO = ".iso";

    private VolumeReader() {}

    /** The folders of a search's result, which is one or an array. */
    static List<HostDatastoreBrowserSearchResults> folders(Object result) {
        if (result instanceof HostDatastoreBrowserSearchResults one) {
            return List.of(one);
        }
        if (result instanceof ArrayOfHostDatastoreBrowserSearchResults many) {
            return Rows.list(many.getHostDatastoreBrowserSearchResults());
        }
        if (result instanceof Object[] array) {
            return Arrays.stream(array)
                    .filter(HostDatastoreBrowserSearchResults.class::isInstance)
                    .map(HostDatastoreBrowserSearchResults.class::cast)
                    .toList();
        }
        return List.of();
    }

    /** The volumes of a folder. */
    static List<VolumeView> read(
            Landscape.StoragePlace storage, HostDatastoreBrowserSearchResults folder, DisksInUse used) {
        Optional<DatastorePath> directory = DatastorePath.parse(String.valueOf(folder.getFolderPath()));
        if (directory.isEmpty()) {
            return List.of();
        }
        return VolumeListing.files(folder).stream()
                .flatMap(file -> view(storage, directory.get().child(file.getPath()), file, used).stream())
                .toList();
    }

    private static Optional<VolumeView> view(
            Landscape.StoragePlace storage, DatastorePath path, FileInfo file, DisksInUse used) {
        String name = path.file().toLowerCase(Locale.ROOT);
        Memory size =
                Memory.bytes(Math.max(0, Optional.ofNullable(file.getFileSize()).orElse(0L)));
        VolumeId id = new VolumeId(storage.id(), path.path());
        if (name.endsWith(ISO)) {
            return Optional.of(new VolumeView(id, size, size, "iso", Optional.empty(), Optional.empty()));
        }
        if (!name.endsWith(DiskWriter.SUFFIX) || name.endsWith("-flat" + DiskWriter.SUFFIX)) {
            return Optional.empty();
        }
        if (SnapshotFiles.isOne(path) && used.parentOf(path).isPresent()) {
            return Optional.empty();
        }
        Memory capacity = capacity(file).or(() -> used.capacityOf(path)).orElse(size);
        Optional<VolumeId> backing =
                used.parentOf(path).map(parent -> new VolumeId(storageOf(storage, parent), parent.path()));
        return Optional.of(new VolumeView(id, capacity, size, "vmdk", backing, Optional.empty()));
    }

    private static StorageId storageOf(Landscape.StoragePlace storage, DatastorePath parent) {
        return VolumePath.root(storage).datastore().equals(parent.datastore())
                ? storage.id()
                : StorageId.of(parent.datastore());
    }

    private static Optional<Memory> capacity(FileInfo file) {
        return file instanceof VmDiskFileInfo disk
                ? Optional.ofNullable(disk.getCapacityKb()).map(Memory::kib)
                : Optional.empty();
    }
}
