package io.polyvisor.vsphere;

import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDeviceFileBackingInfo;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualDiskFlatVer2BackingInfo;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What guests and templates know of the files that their disks and drives hold. Immutable. */
final class DisksInUse {
    private final Map<DatastorePath, Set<GuestId>> users = new HashMap<>();
    private final Map<DatastorePath, Memory> capacities = new HashMap<>();
    private final Map<DatastorePath, DatastorePath> parents = new HashMap<>();

    DisksInUse(List<LinkedChildren.Holder> holders) {
        for (LinkedChildren.Holder holder : holders) {
            holder.devices().forEach(device -> add(holder.id(), device));
        }
    }

    private void add(GuestId guest, VirtualDevice device) {
        if (device.getBacking() instanceof VirtualDeviceFileBackingInfo backing) {
            path(backing).ifPresent(path -> {
                users.computeIfAbsent(path, absent -> new LinkedHashSet<>()).add(guest);
                if (device instanceof VirtualDisk disk) {
                    capacities.put(path, Memory.kib(disk.getCapacityInKB()));
                }
            });
            chain(guest, backing);
        }
    }

    /** What lies under a snapshot's file is the guest's own; what lies under a linked disk is its parent. */
    private void chain(GuestId guest, VirtualDeviceFileBackingInfo backing) {
        VirtualDeviceFileBackingInfo child = backing;
        while (child instanceof VirtualDiskFlatVer2BackingInfo flat && flat.getParent() != null) {
            Optional<DatastorePath> path = path(child);
            Optional<DatastorePath> parent = path(flat.getParent());
            if (path.isPresent() && parent.isPresent()) {
                parents.put(path.get(), parent.get());
                if (SnapshotFiles.isOne(path.get())) {
                    users.computeIfAbsent(parent.get(), absent -> new LinkedHashSet<>())
                            .add(guest);
                }
            }
            child = flat.getParent();
        }
    }

    /** Guests whose disk or drive holds that file, be it under snapshots. */
    Set<GuestId> usersOf(DatastorePath file) {
        return Set.copyOf(users.getOrDefault(file, Set.of()));
    }

    /** What a guest that holds it says of its capacity. */
    Optional<Memory> capacityOf(DatastorePath file) {
        return Optional.ofNullable(capacities.get(file));
    }

    /** The file to which it is linked. */
    Optional<DatastorePath> parentOf(DatastorePath file) {
        return Optional.ofNullable(parents.get(file));
    }

    private static Optional<DatastorePath> path(VirtualDeviceFileBackingInfo backing) {
        return Optional.ofNullable(backing.getFileName()).flatMap(DatastorePath::parse);
    }
}
