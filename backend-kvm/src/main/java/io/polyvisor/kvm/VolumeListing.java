package io.polyvisor.kvm;

import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.HandleList;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.libvirt.PoolHandle;
import io.polyvisor.libvirt.VolumeHandle;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lists the volumes of all active pools; what cannot be read is told as a gap, what went meanwhile is not. */
final class VolumeListing {
    private final VolumeLookup lookup;
    private final Optional<Map<VolumeId, Set<GuestId>>> users;
    private final List<String> gaps;

    VolumeListing(VolumeLookup lookup, Optional<Map<VolumeId, Set<GuestId>>> users, List<String> gaps) {
        this.lookup = lookup;
        this.users = users;
        this.gaps = gaps;
    }

    List<VolumeView> all(LibvirtConnection libvirt) {
        List<VolumeView> found = new ArrayList<>();
        try (HandleList<PoolHandle> pools = libvirt.storage().pools(Flags.POOLS_ACTIVE)) {
            for (PoolHandle pool : pools) {
                try (HandleList<VolumeHandle> volumes = pool.volumes()) {
                    volumes.forEach(volume -> read(pool.name(), volume).ifPresent(found::add));
                } catch (LibvirtFault said) {
                    gaps.add("volumes of storage " + pool.name() + ": " + said.text());
                }
            }
        }
        found.sort(Comparator.comparing(VolumeView::id));
        return found;
    }

    private Optional<VolumeView> read(String pool, VolumeHandle volume) {
        Optional<VolumeId> named = VolumeLookups.named(pool, volume.name());
        if (named.isEmpty()) {
            gaps.add("a volume of storage " + pool + " has a name that cannot be told");
            return Optional.empty();
        }
        VolumeId id = named.get();
        try {
            Optional<Set<GuestId>> usedBy = users.map(all -> all.getOrDefault(id, Set.of()));
            return Optional.of(VolumeXml.read(volume.xml()).view(id, lookup, usedBy));
        } catch (LibvirtFault said) {
            if (!said.is("VIR_ERR_NO_STORAGE_VOL")) {
                gaps.add("volume " + id + ": " + said.text());
            }
            return Optional.empty();
        }
    }
}
