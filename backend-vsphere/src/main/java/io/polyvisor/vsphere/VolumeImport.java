package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.error.Fault;
import io.polyvisor.model.Memory;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Makes volumes of streams: an ISO image as it is, a virtual disk from raw bytes. What breaks half-way leaves nothing. */
final class VolumeImport {
    /** What is missing at the end is sent as zeros up to here, and left to the server beyond. */
    private static final Memory SHORT = Memory.mib(64);

    private final DatastoreFiles files;
    private final Uploading uploading;
    private final DatacenterPaths datacenters;

    VolumeImport(DatastoreFiles files, Uploading uploading, DatacenterPaths datacenters) {
        this.files = files;
        this.uploading = uploading;
        this.datacenters = datacenters;
    }

    void run(VolumePath volume, VolumeSpec spec, InputStream bytes, Call call) {
        MadeFiles made = new MadeFiles(files, call);
        ManagedObjectReference datacenter = volume.storage().datacenter();
        made.undoneOnFailure(() -> {
            files.makeDirectory(datacenter, volume.path().directory(), call);
            if (volume.path().file().endsWith(DiskWriter.SUFFIX)) {
                disk(volume, spec.size(), bytes, made, call);
            } else {
                made.add(datacenter, volume.path());
                send(volume, volume.path(), new ImportedBytes(bytes, spec.size(), 1, Memory.ZERO), call);
            }
            return volume;
        });
    }

    private void disk(VolumePath volume, Memory size, InputStream bytes, MadeFiles made, Call call) {
        ManagedObjectReference datacenter = volume.storage().datacenter();
        FlatDisk disk = new FlatDisk(volume.path());
        BufferedInputStream raw = new BufferedInputStream(bytes, FlatDisk.HEAD);
        FlatDisk.objectionTo(head(raw)).ifPresent(problem -> {
            throw invalid(problem);
        });
        made.add(datacenter, disk.data());
        ImportedBytes data = new ImportedBytes(raw, size, FlatDisk.SECTOR, SHORT);
        send(volume, disk.data(), data, call);
        made.add(datacenter, disk.descriptor());
        put(volume, disk.descriptor(), new ByteArrayInputStream(disk.description(data.sent())), call);
        if (size.bytes() > data.sent()) {
            files.extendDisk(datacenter, volume.path(), size, call);
        }
    }

    private static byte[] head(BufferedInputStream bytes) {
        try {
            bytes.mark(FlatDisk.HEAD);
            byte[] head = bytes.readNBytes(FlatDisk.HEAD);
            bytes.reset();
            return head;
        } catch (IOException e) {
            throw DriverException.refused(new Fault.BackendFault("the bytes to import could not be read: " + e));
        }
    }

    /** A reading that fails looks like a lost connection from the other side: the stream knows better. */
    private void send(VolumePath volume, DatastorePath file, ImportedBytes bytes, Call call) {
        try {
            put(volume, file, bytes, call);
        } catch (DriverException failure) {
            Optional<SpecProblem> problem = bytes.problem();
            throw problem.isPresent() ? invalid(problem.get()) : failure;
        }
    }

    private void put(VolumePath volume, DatastorePath file, InputStream bytes, Call call) {
        String place = FolderUrl.of(file, datacenters.of(volume.storage().datacenter(), call));
        uploading.put(DatastoreFiles.inWords(file), call, place, bytes);
    }

    private static DriverException invalid(SpecProblem problem) {
        return DriverException.refused(new Fault.InvalidSpec(List.of(problem)));
    }
}
