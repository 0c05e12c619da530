package io.polyvisor.vsphere;

import io.polyvisor.model.VolumeId;

/**
 * Where a volume's file is: a storage's identity may say more than the datastore's name, which alone is in paths.
 *
 * @param storage its datastore
 * @param path its path
 */
record VolumePath(Landscape.StoragePlace storage, DatastorePath path) {

    /** Looks the volume's storage up; {@code field} is what named it. */
    static VolumePath of(VolumeId volume, Landscape landscape, String field) {
        Landscape.StoragePlace storage = landscape.storage(volume.storage(), field);
        return new VolumePath(storage, root(storage).child(volume.key()));
    }

    /** The root of a datastore. */
    static DatastorePath root(Landscape.StoragePlace storage) {
        return new DatastorePath(VsphereNames.encode(storage.name()), "");
    }
}
