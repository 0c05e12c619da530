package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.DomainStats;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.HandleList;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.model.GuestId;
import java.util.HashSet;
import java.util.Set;

/** Which guests' configurations name a volume: two calls for all guests, and one for each that is active. */
final class VolumeUsers {
    private VolumeUsers() {}

    static Set<GuestId> of(LibvirtConnection libvirt, String path) {
        Set<GuestId> users = new HashSet<>();
        for (DomainStats row : libvirt.domains().stats(Flags.STATS_BLOCK, Flags.STATS_NOWAIT)) {
            long disks = row.values().number("block.count").orElse(0);
            for (long i = 0; i < disks; i++) {
                row.values()
                        .text("block." + i + ".path")
                        .filter(path::equals)
                        .ifPresent(same -> users.add(GuestId.of(row.domain().uuid())));
            }
        }
        addThoseOfTheNextStart(libvirt, path, users);
        return users;
    }

    /** The bulk call tells what active guests have now; their stored definitions may name other volumes. */
    private static void addThoseOfTheNextStart(LibvirtConnection libvirt, String path, Set<GuestId> users) {
        try (HandleList<DomainHandle> active = libvirt.domains().list(Flags.LIST_ACTIVE | Flags.LIST_PERSISTENT)) {
            for (DomainHandle domain : active) {
                if (names(domain, path)) {
                    users.add(GuestId.of(domain.uuid()));
                }
            }
        }
    }

    private static boolean names(DomainHandle domain, String path) {
        try {
            return GuestReading.read(domain, Flags.XML_INACTIVE).diskElements().stream()
                    .anyMatch(disk ->
                            DomainReader.hostPath(disk).filter(path::equals).isPresent());
        } catch (LibvirtFault said) {
            if (said.is("VIR_ERR_NO_DOMAIN")) {
                return false;
            }
            throw said;
        }
    }
}
