package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.model.HostId;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import java.util.List;
import java.util.Optional;

/**
 * Where a new guest goes: what the creating calls of vSphere name.
 *
 * @param datacenter the datacenter
 * @param folder the folder among the guests' folders
 * @param pool the resource pool
 * @param host the host; empty where the cluster chooses
 * @param home the datastore for the guest's own files
 */
record Placement(
        ManagedObjectReference datacenter,
        ManagedObjectReference folder,
        ManagedObjectReference pool,
        Optional<ManagedObjectReference> host,
        Landscape.StoragePlace home) {

    /**
     * What a new guest refers to, which narrows down where it can go.
     *
     * @param host on which host
     * @param storages where its disks lie; the first is its home
     * @param networks which networks its NICs join
     */
    record Wanted(Optional<HostId> host, List<StorageId> storages, List<NetworkId> networks) {
        /** Copies the lists. */
        Wanted {
            storages = List.copyOf(storages);
            networks = List.copyOf(networks);
        }
    }
}
