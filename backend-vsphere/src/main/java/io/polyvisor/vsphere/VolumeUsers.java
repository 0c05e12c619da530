package io.polyvisor.vsphere;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which guests name a volume in their configuration. Pure. */
final class VolumeUsers {
    private VolumeUsers() {}

    /** The volumes with their users, by guests that were read with details. */
    static List<VolumeView> told(List<VolumeView> volumes, List<GuestView> guests) {
        Map<VolumeId, Set<GuestId>> users = new HashMap<>();
        for (GuestView guest : guests) {
            guest.requireDetails()
                    .disks()
                    .forEach(disk -> disk.volume()
                            .ifPresent(volume -> users.computeIfAbsent(volume, unseen -> new HashSet<>())
                                    .add(guest.id())));
        }
        return volumes.stream()
                .map(volume -> new VolumeView(
                        volume.id(),
                        volume.capacity(),
                        volume.allocated(),
                        volume.format(),
                        volume.backing(),
                        Optional.of(users.getOrDefault(volume.id(), Set.of()))))
                .toList();
    }
}
