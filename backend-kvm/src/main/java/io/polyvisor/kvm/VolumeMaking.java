package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.PoolHandle;
import io.polyvisor.libvirt.VolumeHandle;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes volumes: empty, linked to an image, copied, or from bytes. What fails half way is deleted again before it is told. */
final class VolumeMaking {
    /** Pools that hold files, so that a volume can be a qcow2 image; volumes of other pools are devices. */
    private static final Set<String> OF_FILES = Set.of("dir", "fs", "netfs", "gluster", "vstorage");

    private final KvmCalls calls;

    VolumeMaking(KvmCalls calls) {
        this.calls = calls;
    }

    /** Runs calls on a pool; NOT_FOUND when there is none. */
    <R> R inPool(StorageId storage, Function<PoolCall, R> body) {
        HostCall host = calls.host("storage " + storage);
        return host.ask(libvirt -> {
            try (PoolHandle pool = libvirt.storage().pool(storage.value())) {
                return body.apply(new PoolCall(host, storage, pool));
            }
        });
    }

    /** Runs calls on a volume; NOT_FOUND when there is none. */
    <R> R onVolume(VolumeId id, Function<VolumeCall, R> body) {
        return inPool(
                id.storage(),
                pool -> pool.on(inWords(id)).ask(libvirt -> {
                    try (VolumeHandle volume = pool.handle().volume(id.key())) {
                        return body.apply(new VolumeCall(pool, id, volume));
                    }
                }));
    }

    static String inWords(VolumeId id) {
        return "volume " + id;
    }

    /** What a volume's XML says. */
    VolumeXml read(VolumeId id) {
        return onVolume(id, volume -> VolumeXml.read(volume.handle().xml()));
    }

    /** An empty volume. */
    VolumeXml empty(VolumeId id, Memory size, Provisioning provisioning) {
        return inPool(id.storage(), pool -> {
            boolean thick = provisioning == Provisioning.THICK;
            boolean files = holdsFiles(pool.handle());
            String xml = VolumeXml.write(
                    id.key(),
                    size,
                    thick || !files ? size : Memory.ZERO,
                    files ? VolumeXml.QCOW2 : VolumeXml.RAW,
                    Optional.empty());
            // Preallocation is how libvirt takes a qcow2's space at once; with raw ones the allocation does.
            return made(pool, id, xml, thick && files ? Flags.VOLUME_PREALLOCATE_METADATA : Flags.NONE);
        });
    }

    /** An empty raw volume without its space taken, to be filled. */
    VolumeXml raw(VolumeId id, Memory size) {
        return inPool(id.storage(), pool -> {
            Memory taken = holdsFiles(pool.handle()) ? Memory.ZERO : size;
            String xml = VolumeXml.write(id.key(), size, taken, VolumeXml.RAW, Optional.empty());
            return made(pool, id, xml, Flags.NONE);
        });
    }

    /** A volume that shares unchanged data with an image. */
    VolumeXml linked(VolumeId id, VolumeId image, Optional<Memory> size) {
        VolumeXml below = read(image);
        Memory capacity = requireNotSmaller(size, below, image);
        return inPool(id.storage(), pool -> {
            if (!holdsFiles(pool.handle())) {
                throw DriverException.refused(new Fault.InvalidState(
                        "storage " + id.storage() + " holds devices, which cannot share data with an image",
                        Optional.of("copy the image, or use a storage of files")));
            }
            String xml = VolumeXml.write(
                    id.key(),
                    capacity,
                    Memory.ZERO,
                    VolumeXml.QCOW2,
                    Optional.of(
                            new VolumeXml.Backing(below.path(), below.source().driver())));
            return made(pool, id, xml, Flags.NONE);
        });
    }

    /** A volume with a copy of all of another's data. */
    VolumeXml copied(VolumeId id, VolumeId source, Optional<Memory> size) {
        VolumeXml original = read(source);
        Memory capacity = requireNotSmaller(size, original, source);
        VolumeXml copy = onVolume(
                source,
                from -> inPool(id.storage(), pool -> {
                    boolean files = holdsFiles(pool.handle());
                    String xml = VolumeXml.write(
                            id.key(), capacity, Memory.ZERO, files ? VolumeXml.QCOW2 : VolumeXml.RAW, Optional.empty());
                    return pool.on(inWords(id)).sendFor(() -> {
                        try (VolumeHandle made = pool.handle().createVolumeFrom(xml, from.handle(), Flags.NONE)) {
                            return VolumeXml.read(made.xml());
                        }
                    });
                }));
        if (capacity.isMoreThan(copy.capacity())) {
            // A copy comes as large as its source, whatever its XML asks for.
            new MadeVolumes(this, id).undoneOnFailure(() -> grow(id, capacity));
        }
        return copy;
    }

    private static Memory requireNotSmaller(Optional<Memory> size, VolumeXml original, VolumeId source) {
        Memory capacity = size.orElse(original.capacity());
        if (original.capacity().isMoreThan(capacity)) {
            throw DriverException.refused(new Fault.InvalidSpec(List.of(new SpecProblem(
                    "size", capacity + " is less than the " + original.capacity() + " of volume " + source))));
        }
        return capacity;
    }

    private static VolumeXml made(PoolCall pool, VolumeId id, String xml, int flags) {
        return pool.on(inWords(id)).sendFor(() -> {
            try (VolumeHandle made = pool.handle().createVolume(xml, flags)) {
                return VolumeXml.read(made.xml());
            }
        });
    }

    /** Makes a volume that no running guest uses larger. */
    void grow(VolumeId id, Memory size) {
        onVolume(
                id,
                volume -> volume.sendFor(() -> {
                    volume.handle().resize(size.bytes(), Flags.NONE);
                    return Optional.empty();
                }));
    }

    /** Has libvirt look again at what the pool holds. */
    void refresh(StorageId storage) {
        inPool(storage, pool -> {
            pool.handle().refresh();
            return storage;
        });
    }

    /** Deletes a volume. */
    void delete(VolumeId id) {
        onVolume(
                id,
                volume -> volume.sendFor(() -> {
                    volume.handle().delete(Flags.NONE);
                    return Optional.empty();
                }));
    }

    private static boolean holdsFiles(PoolHandle pool) {
        return OF_FILES.contains(Xml.parse(pool.xml()).attribute("type").orElse(""));
    }
}
