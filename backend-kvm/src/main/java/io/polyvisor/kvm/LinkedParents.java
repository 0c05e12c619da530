package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps guests whose disks were linked to from writing on them: that would destroy the linked ones without a word. A note in the
 * guest's metadata makes the start of all others cost one call and no look at any volume.
 */
final class LinkedParents {
    private static final String NAMESPACE = "urn:polyvisor:linked:1";
    private static final String PREFIX = "pvlinked";

    private LinkedParents() {}

    /** Takes the note out of a definition that becomes another guest's. */
    static void removeFrom(Xml domain) {
        domain.find("metadata")
                .ifPresent(metadata -> metadata.inNamespace(NAMESPACE).forEach(Xml::remove));
    }

    /** Notes that volumes may stand on this guest's disks from now on. */
    static void note(GuestCall guest) {
        guest.send(() -> guest.domain().config().setMetadata("<linked/>", PREFIX, NAMESPACE, Flags.AFFECT_CONFIG));
    }

    /** Refuses when a volume stands on a disk that the guest would write to; forgets the note when none does any more. */
    static void requireNone(GuestCall guest) {
        boolean noted = guest.ask(libvirt ->
                guest.domain().config().metadata(NAMESPACE, Flags.AFFECT_CONFIG).isPresent());
        if (!noted) {
            return;
        }
        Optional<VolumeView> linked = linked(guest);
        if (linked.isPresent()) {
            throw DriverException.refused(new Fault.InvalidState(
                    "volume " + linked.get().id() + " is linked to a disk of " + guest.about()
                            + " and would be destroyed by what the guest writes",
                    Optional.of("delete the guest that uses the linked volume, or clone fully")));
        }
        guest.send(() -> forget(guest.domain()));
    }

    private static void forget(DomainHandle domain) {
        domain.config().setMetadata(null, PREFIX, NAMESPACE, Flags.AFFECT_CONFIG);
    }

    private static Optional<VolumeView> linked(GuestCall guest) {
        return guest.ask(libvirt -> {
            VolumeLookup lookup = VolumeLookups.inBulk(libvirt);
            Set<VolumeId> own = GuestReading.read(guest.domain(), Flags.XML_INACTIVE).disks(lookup).stream()
                    .filter(disk -> disk.role() == DiskView.Role.DISK && !disk.readOnly())
                    .flatMap(disk -> disk.volume().stream())
                    .collect(Collectors.toSet());
            List<String> gaps = new ArrayList<>();
            return new VolumeListing(lookup, Optional.empty(), gaps)
                    .all(libvirt).stream()
                            .filter(volume ->
                                    volume.backing().filter(own::contains).isPresent())
                            .findFirst();
        });
    }
}
