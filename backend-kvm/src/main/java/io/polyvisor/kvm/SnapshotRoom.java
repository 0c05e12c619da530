package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.libvirt.PoolHandle;
import io.polyvisor.libvirt.VolumeHandle;
import io.polyvisor.model.Memory;
import io.polyvisor.model.StorageView;
import io.polyvisor.spi.DriverException;
import java.util.Optional;

/**
 * Whether there was room for a snapshot's memory. QEMU calls whatever keeps it from writing memory an input/output error, a full
 * storage too, so the storage is asked afterwards.
 */
final class SnapshotRoom {
    private SnapshotRoom() {}

    /** The same failure, or what lay behind it. */
    static DriverException explained(GuestCall guest, DriverException failure) {
        if (!(failure.getCause() instanceof LibvirtFault said)
                || !said.text().contains("Error while writing VM state")) {
            return failure;
        }
        try {
            return tooSmall(guest)
                    .map(full -> DriverException.refused(full, KvmErrors.nativeError(said), said))
                    .orElse(failure);
        } catch (LibvirtFault unseen) {
            failure.addSuppressed(unseen);
            return failure;
        }
    }

    private static Optional<Fault> tooSmall(GuestCall guest) {
        DomainReader now = GuestReading.read(guest.domain(), Flags.NONE);
        // QEMU keeps the memory in one of the disks.
        return now.diskElements().stream()
                .flatMap(disk -> disk.text("source/@file").stream())
                .flatMap(path -> storage(guest.libvirt(), path).stream())
                .filter(storage ->
                        storage.free().filter(now.memory()::isMoreThan).isPresent())
                .findFirst()
                .map(storage -> new Fault.InsufficientCapacity(
                        "room in storage " + storage.id() + " for the guest's memory",
                        Optional.of("up to " + now.memory()),
                        storage.free().map(Memory::toString)));
    }

    /** The storage that a path lies in, looked at afresh. */
    private static Optional<StorageView> storage(LibvirtConnection libvirt, String path) {
        try (VolumeHandle volume = libvirt.storage().volumeByPath(path);
                PoolHandle pool = volume.pool()) {
            pool.refresh();
            return Optional.of(PoolXml.read(pool.xml()).view(pool.name(), true, Optional.empty()));
        } catch (LibvirtFault said) {
            if (said.is("VIR_ERR_NO_STORAGE_VOL") || said.is("VIR_ERR_NO_STORAGE_POOL")) {
                return Optional.empty();
            }
            throw said;
        }
    }
}
