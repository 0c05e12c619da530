package io.polyvisor.spi;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.VolumeId;
import java.util.Optional;

/** Disks, media and NICs of guests that exist. On a running guest the change is in effect now and at the next start. */
public non-sealed interface Devices extends Facet {

    /** Adds a disk; volumes that must be made for it are made, and removed again when it fails. */
    DiskId attachDisk(GuestId guest, CreationKey key, DiskSpec disk, Call call);

    /** The slot that {@link #attachDisk} filled under that key, if it did. */
    Optional<DiskId> findDisk(GuestId guest, CreationKey key, Call call);

    /** Takes a disk out and returns when the guest let go of it; the volume stays. */
    void detachDisk(GuestId guest, DiskId disk, Call call);

    /** Makes a disk larger; a running guest is told. */
    void growDisk(GuestId guest, DiskId disk, Memory size, Call call);

    /** Puts a medium into a drive, or takes it out when empty. */
    void changeMedia(GuestId guest, DiskId drive, Optional<VolumeId> medium, Call call);

    /** Adds a NIC; its address is in {@code nic} always: the core chose one if the caller did not. */
    NicId attachNic(GuestId guest, CreationKey key, NicSpec nic, Call call);

    /** Takes a NIC out and returns when the guest let go of it. */
    void detachNic(GuestId guest, NicId nic, Call call);
}
