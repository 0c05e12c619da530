package io.polyvisor.kvm;

import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.HandleList;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.libvirt.PoolHandle;
import io.polyvisor.libvirt.VolumeHandle;
import io.polyvisor.model.VolumeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The two ways to find which volume a path is; both say what libvirt's pools list, so they agree. */
final class VolumeLookups {
    private VolumeLookups() {}

    /** Two calls per path. For single guests. */
    static VolumeLookup oneByOne(LibvirtConnection libvirt) {
        return path -> {
            try (VolumeHandle volume = libvirt.storage().volumeByPath(path);
                    PoolHandle pool = volume.pool()) {
                return named(pool.name(), volume.name());
            } catch (LibvirtFault said) {
                if (said.is("VIR_ERR_NO_STORAGE_VOL") || said.is("VIR_ERR_NO_STORAGE_POOL")) {
                    return Optional.empty();
                }
                throw said;
            }
        };
    }

    /** One call, and one per active pool, whatever number of paths is asked for afterwards. */
    static VolumeLookup inBulk(LibvirtConnection libvirt) {
        Map<String, VolumeId> byPath = new HashMap<>();
        try (HandleList<PoolHandle> pools = libvirt.storage().pools(Flags.POOLS_ACTIVE)) {
            for (PoolHandle pool : pools) {
                index(pool, byPath);
            }
        }
        return path -> Optional.ofNullable(byPath.get(path));
    }

    /** Anybody can put a file into a pool's directory; one whose name holds control characters cannot be told of. */
    static Optional<VolumeId> named(String pool, String volume) {
        try {
            return Optional.of(VolumeId.of(pool, volume));
        } catch (IllegalArgumentException unspeakable) {
            return Optional.empty();
        }
    }

    private static void index(PoolHandle pool, Map<String, VolumeId> byPath) {
        try (HandleList<VolumeHandle> volumes = pool.volumes()) {
            for (VolumeHandle volume : volumes) {
                String key = volume.key();
                // Keys of files are their paths; devices have identifiers of their own.
                String path = key.startsWith("/") ? key : volume.path();
                named(pool.name(), volume.name()).ifPresent(id -> byPath.put(path, id));
            }
        } catch (LibvirtFault said) {
            if (!said.is("VIR_ERR_OPERATION_INVALID") && !said.is("VIR_ERR_NO_STORAGE_POOL")) {
                throw said;
            }
        }
    }
}
