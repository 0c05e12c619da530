package io.polyvisor.model;

import java.util.Objects;
import java.util.Optional;

/**
 * A disk that a guest shall have. Immutable and thread-safe.
 */
public sealed interface DiskSpec {

    /** An empty volume is made for it; {@code storage} empty means the endpoint's only usable storage. */
    record NewDisk(Memory size, Optional<StorageId> storage, Provisioning provisioning) implements DiskSpec {
        /** Checks presence; the size is checked with the rest of the spec. */
        public NewDisk {
            Objects.requireNonNull(size, "size");
            Objects.requireNonNull(storage, "storage");
            Objects.requireNonNull(provisioning, "provisioning");
        }

        /** The same in that storage. */
        public NewDisk in(StorageId where) {
            return new NewDisk(size, Optional.of(where), provisioning);
        }

        /** The same with all space taken at once. */
        public NewDisk thick() {
            return new NewDisk(size, storage, Provisioning.THICK);
        }
    }

    /** A volume is made from an image; the image is not changed. */
    record FromImage(VolumeId image, CopyMode mode, Optional<Memory> size, Optional<StorageId> storage)
            implements DiskSpec {
        /** Checks presence. */
        public FromImage {
            Objects.requireNonNull(image, "image");
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(size, "size");
            Objects.requireNonNull(storage, "storage");
        }

        /** The same, grown to that size. */
        public FromImage grownTo(Memory other) {
            return new FromImage(image, mode, Optional.of(other), storage);
        }

        /** The same, made in that storage instead of the image's. */
        public FromImage in(StorageId where) {
            return new FromImage(image, mode, size, Optional.of(where));
        }
    }

    /**
     * A volume that exists already; it is not copied.
     *
     * @param volume the volume
     * @param readOnly whether the guest's writes shall never reach it, so that it may have several users; a hypervisor that cannot
     *     refuse them lets the guest write into something that is dropped when it stops
     */
    record Existing(VolumeId volume, boolean readOnly) implements DiskSpec {
        /** Checks presence. */
        public Existing {
            Objects.requireNonNull(volume, "volume");
        }
    }

    /** An empty disk of that size, thin, in the endpoint's only usable storage unless another is named. */
    static NewDisk newDisk(Memory size) {
        return new NewDisk(size, Optional.empty(), Provisioning.THIN);
    }

    /** A disk with all of the image's data copied. */
    static FromImage copyOf(VolumeId image) {
        return new FromImage(image, CopyMode.FULL, Optional.empty(), Optional.empty());
    }

    /** A disk that shares unchanged data with the image, which must then stay as it is. */
    static FromImage linkedTo(VolumeId image) {
        return new FromImage(image, CopyMode.LINKED, Optional.empty(), Optional.empty());
    }

    /** A volume that exists already. */
    static Existing existing(VolumeId volume) {
        return new Existing(volume, false);
    }
}
