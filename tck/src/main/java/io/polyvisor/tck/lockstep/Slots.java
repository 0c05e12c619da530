package io.polyvisor.tck.lockstep;

import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicView;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A guest's devices in an order that is the same on every backend: disks from small to large (a walk makes no two of one size for
 * one guest), NICs with an address of the walk's first.
 *
 * @param disks slots for the guest's data
 * @param media drives
 * @param nics NICs
 * @param sizes of the volumes that are known
 */
record Slots(List<DiskView> disks, List<DiskView> media, List<NicView> nics, Map<VolumeId, Memory> sizes) {
    private static final String NONE = "none-such";

    static Slots of(GuestView guest, List<VolumeView> volumes, Addresses addresses) {
        Map<VolumeId, Memory> sizes =
                volumes.stream().collect(Collectors.toMap(VolumeView::id, VolumeView::capacity, (one, other) -> one));
        Comparator<DiskView> bySize = Comparator.comparing(disk -> size(disk, sizes));
        return new Slots(
                role(guest, DiskView.Role.DISK).stream().sorted(bySize).toList(),
                role(guest, DiskView.Role.MEDIA),
                guest.requireDetails().nics().stream()
                        .sorted(Comparator.comparing(nic -> addresses.number(nic.mac())))
                        .toList(),
                sizes);
    }

    /** No devices at all: of a guest that is not there. */
    static Slots none() {
        return new Slots(List.of(), List.of(), List.of(), Map.of());
    }

    DiskId disk(int number) {
        return number >= 0 && number < disks.size() ? disks.get(number).id() : DiskId.of(NONE);
    }

    DiskId drive() {
        return media.isEmpty() ? DiskId.of(NONE) : media.get(0).id();
    }

    NicId nic(int number) {
        return number >= 0 && number < nics.size() ? nics.get(number).id() : NicId.of(NONE);
    }

    Memory size(DiskView disk) {
        return size(disk, sizes);
    }

    private static Memory size(DiskView disk, Map<VolumeId, Memory> sizes) {
        return disk.volume()
                .map(volume -> sizes.getOrDefault(volume, Memory.ZERO))
                .orElse(Memory.ZERO);
    }

    private static List<DiskView> role(GuestView guest, DiskView.Role role) {
        return guest.requireDetails().disks().stream()
                .filter(disk -> disk.role() == role)
                .toList();
    }
}
