package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.StoragePoolPointer;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.virStoragePoolInfo;

/**
 * One storage pool. Thread-safe; to be closed. Each method is one blocking libvirt call that throws {@link LibvirtFault},
 * unless it says that it is local.
 */
public final class PoolHandle extends NativeHandle<StoragePoolPointer> {

    private static final int UUID_BUFFER = 37;

    private final ConnectionPointer connection;

    PoolHandle(CallDoor door, ConnectionPointer connection, StoragePoolPointer pointer) {
        super(door, pointer, "the pool handle");
        this.connection = connection;
    }

    @Override
    int free(LibvirtNative libvirt, StoragePoolPointer pool) {
        return libvirt.virStoragePoolFree(pool);
    }

    /** Its name; local. */
    public String name() {
        return known("virStoragePoolGetName", pool -> libvirt().virStoragePoolGetName(pool));
    }

    /** Its UUID, 36 lower-case characters; local. */
    public String uuid() {
        return known("virStoragePoolGetUUIDString", pool -> {
            byte[] uuid = new byte[UUID_BUFFER];
            return libvirt().virStoragePoolGetUUIDString(pool, uuid) < 0
                    ? null
                    : new String(uuid, 0, UUID_BUFFER - 1, StandardCharsets.US_ASCII);
        });
    }

    /** {@code virStoragePoolGetInfo}. */
    public PoolInfo info() {
        virStoragePoolInfo info = new virStoragePoolInfo();
        effect("virStoragePoolGetInfo", pool -> libvirt().virStoragePoolGetInfo(pool, info));
        return new PoolInfo(PoolInfo.State.of(info.state), info.capacity, info.allocation, info.available);
    }

    /** {@code virStoragePoolGetXMLDesc}. */
    public String xml() {
        return text("virStoragePoolGetXMLDesc", pool -> libvirt().virStoragePoolGetXMLDesc(pool, 0));
    }

    /** {@code virStoragePoolIsActive}. */
    public boolean isActive() {
        return truth("virStoragePoolIsActive", pool -> libvirt().virStoragePoolIsActive(pool));
    }

    /** {@code virStoragePoolBuild}: makes the directory or whatever the pool stands on. */
    public void build() {
        effect("virStoragePoolBuild", pool -> libvirt().virStoragePoolBuild(pool, 0));
    }

    /** {@code virStoragePoolCreate}: starts it. */
    public void create() {
        effect("virStoragePoolCreate", pool -> libvirt().virStoragePoolCreate(pool, 0));
    }

    /** {@code virStoragePoolDestroy}: stops it; no data is lost. */
    public void destroy() {
        effect("virStoragePoolDestroy", pool -> libvirt().virStoragePoolDestroy(pool));
    }

    /** {@code virStoragePoolUndefine}. */
    public void undefine() {
        effect("virStoragePoolUndefine", pool -> libvirt().virStoragePoolUndefine(pool));
    }

    /** {@code virStoragePoolSetAutostart}. */
    public void setAutostart(boolean on) {
        effect("virStoragePoolSetAutostart", pool -> libvirt().virStoragePoolSetAutostart(pool, on ? 1 : 0));
    }

    /** {@code virStoragePoolRefresh}: looks again which volumes there are; it fails while a volume is being made. */
    public void refresh() {
        effect("virStoragePoolRefresh", pool -> libvirt().virStoragePoolRefresh(pool, 0));
    }

    /** {@code virStoragePoolListAllVolumes}. */
    public HandleList<VolumeHandle> volumes() {
        return new HandleList<>(list(
                "virStoragePoolListAllVolumes",
                (pool, array) -> libvirt().virStoragePoolListAllVolumes(pool, array, 0),
                raw -> volume(pointer(raw))));
    }

    /** {@code virStorageVolLookupByName}. */
    public VolumeHandle volume(String name) {
        return object(
                "virStorageVolLookupByName", pool -> libvirt().virStorageVolLookupByName(pool, name), this::volume);
    }

    /** {@code virStorageVolCreateXML}; {@code flags}: {@code Flags.VOLUME_...}. */
    public VolumeHandle createVolume(String xml, int flags) {
        return object(
                "virStorageVolCreateXML", pool -> libvirt().virStorageVolCreateXML(pool, xml, flags), this::volume);
    }

    /** {@code virStorageVolCreateXMLFrom}: a full copy of {@code source}, which may live in another pool. */
    public VolumeHandle createVolumeFrom(String xml, VolumeHandle source, int flags) {
        return source.using(
                "virStorageVolCreateXMLFrom",
                original -> object(
                        "virStorageVolCreateXMLFrom",
                        pool -> libvirt().virStorageVolCreateXMLFrom(pool, xml, original, flags),
                        this::volume));
    }

    private VolumeHandle volume(StorageVolPointer pointer) {
        return new VolumeHandle(door(), connection, pointer);
    }

    private static StorageVolPointer pointer(Pointer raw) {
        StorageVolPointer pointer = new StorageVolPointer();
        pointer.setPointer(raw);
        return pointer;
    }
}
