package io.polyvisor.libvirt;

import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.virStorageVolInfo;

/**
 * One storage volume. Thread-safe; to be closed. Each method is one blocking libvirt call that throws
 * {@link LibvirtFault}, unless it says that it is local.
 */
public final class VolumeHandle extends NativeHandle<StorageVolPointer> {

    private final ConnectionPointer connection;

    VolumeHandle(CallDoor door, ConnectionPointer connection, StorageVolPointer pointer) {
        super(door, pointer, "the volume handle");
        this.connection = connection;
    }

    @Override
    int free(LibvirtNative libvirt, StorageVolPointer volume) {
        return libvirt.virStorageVolFree(volume);
    }

    /** Its name within the pool; local. */
    public String name() {
        return known("virStorageVolGetName", volume -> libvirt().virStorageVolGetName(volume));
    }

    /** Its key, unique on the host and for files their path; local. */
    public String key() {
        return known("virStorageVolGetKey", volume -> libvirt().virStorageVolGetKey(volume));
    }

    /** {@code virStorageVolGetPath}. */
    public String path() {
        return text("virStorageVolGetPath", volume -> libvirt().virStorageVolGetPath(volume));
    }

    /** {@code virStorageVolGetXMLDesc}. */
    public String xml() {
        return text("virStorageVolGetXMLDesc", volume -> libvirt().virStorageVolGetXMLDesc(volume, 0));
    }

    /** {@code virStorageVolGetInfo}. */
    public VolumeInfo info() {
        virStorageVolInfo info = new virStorageVolInfo();
        effect("virStorageVolGetInfo", volume -> libvirt().virStorageVolGetInfo(volume, info));
        return new VolumeInfo(VolumeInfo.Kind.of(info.type), info.capacity, info.allocation);
    }

    /** {@code virStoragePoolLookupByVolume}. */
    public PoolHandle pool() {
        return object(
                "virStoragePoolLookupByVolume",
                volume -> libvirt().virStoragePoolLookupByVolume(volume),
                pointer -> new PoolHandle(door(), connection, pointer));
    }

    /** {@code virStorageVolResize} to a number of bytes; {@code flags}: {@code Flags.VOLUME_RESIZE_...}. */
    public void resize(long bytes, int flags) {
        effect("virStorageVolResize", volume -> libvirt().virStorageVolResize(volume, bytes, flags));
    }

    /** {@code virStorageVolDelete}; {@code flags}: {@code Flags.VOLUME_DELETE_...}. */
    public void delete(int flags) {
        effect("virStorageVolDelete", volume -> libvirt().virStorageVolDelete(volume, flags));
    }

    /**
     * {@code virStorageVolUpload}: bytes for the volume's file; {@link LibvirtStream#finish()} confirms them.
     *
     * @param offset where they begin
     * @param length how many at most; 0 for as many as are written
     */
    public LibvirtStream upload(long offset, long length) {
        return using(
                "virStorageVolUpload",
                volume -> LibvirtStream.open(
                        door(),
                        connection,
                        "virStorageVolUpload",
                        false,
                        stream -> libvirt().virStorageVolUpload(volume, stream, offset, length, 0)));
    }

    /**
     * {@code virStorageVolDownload}: the bytes of the volume's file, up to its end. What comes faster than it is read
     * waits in this process's memory without a limit of libvirt's, so large volumes are best asked for in pieces.
     *
     * @param offset where they begin
     * @param length how many at most; 0 for all
     */
    public LibvirtStream download(long offset, long length) {
        return using(
                "virStorageVolDownload",
                volume -> LibvirtStream.open(
                        door(),
                        connection,
                        "virStorageVolDownload",
                        true,
                        stream -> libvirt().virStorageVolDownload(volume, stream, offset, length, 0)));
    }
}
