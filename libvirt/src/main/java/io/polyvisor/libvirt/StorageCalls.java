package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;

/**
 * Storage pools and volumes of a connection: listed, looked up, defined. Thread-safe; each method is one libvirt call that
 * blocks until the daemon answers and throws {@link LibvirtFault}.
 */
public final class StorageCalls {

    private final CallDoor door;
    private final ConnectionPointer connection;

    StorageCalls(CallDoor door, ConnectionPointer connection) {
        this.door = door;
        this.connection = connection;
    }

    private LibvirtNative libvirt() {
        return door.libvirt();
    }

    /** {@code virConnectListAllStoragePools}; {@code flags}: {@code Flags.POOLS_...}. */
    public HandleList<PoolHandle> pools(int flags) {
        return new HandleList<>(door.list(
                "virConnectListAllStoragePools",
                array -> libvirt().virConnectListAllStoragePools(connection, array, flags),
                raw -> pool(pointer(raw))));
    }

    /** {@code virStoragePoolLookupByName}. */
    public PoolHandle pool(String name) {
        return door.object(
                "virStoragePoolLookupByName", () -> libvirt().virStoragePoolLookupByName(connection, name), this::pool);
    }

    /** {@code virStoragePoolLookupByUUIDString}. */
    public PoolHandle poolByUuid(String uuid) {
        return door.object(
                "virStoragePoolLookupByUUIDString",
                () -> libvirt().virStoragePoolLookupByUUIDString(connection, uuid),
                this::pool);
    }

    /** {@code virStoragePoolDefineXML}: makes or replaces a persistent definition. */
    public PoolHandle definePool(String xml) {
        return door.object(
                "virStoragePoolDefineXML", () -> libvirt().virStoragePoolDefineXML(connection, xml, 0), this::pool);
    }

    /** {@code virStorageVolLookupByKey}. */
    public VolumeHandle volumeByKey(String key) {
        return door.object(
                "virStorageVolLookupByKey", () -> libvirt().virStorageVolLookupByKey(connection, key), this::volume);
    }

    /** {@code virStorageVolLookupByPath}; finds only what a pool has listed since its last refresh. */
    public VolumeHandle volumeByPath(String path) {
        return door.object(
                "virStorageVolLookupByPath", () -> libvirt().virStorageVolLookupByPath(connection, path), this::volume);
    }

    private PoolHandle pool(StoragePoolPointer pointer) {
        return new PoolHandle(door, connection, pointer);
    }

    private VolumeHandle volume(StorageVolPointer pointer) {
        return new VolumeHandle(door, connection, pointer);
    }

    private static StoragePoolPointer pointer(Pointer raw) {
        StoragePoolPointer pointer = new StoragePoolPointer();
        pointer.setPointer(raw);
        return pointer;
    }
}
