package io.polyvisor.model;

import java.util.Objects;

/**
 * A volume: where it lies and its key there. Equal keys in different storages prove nothing about equal content.
 *
 * <p>Immutable and thread-safe.
 *
 * @param storage where the volume lies
 * @param key its key in that storage (libvirt: the volume's name; vSphere: its path on the datastore)
 */
public record VolumeId(StorageId storage, String key) implements Comparable<VolumeId> {

    /** Checks the parts. */
    public VolumeId {
        Objects.requireNonNull(storage, "storage of a volume");
        Texts.requireToken(key, "volume key", 1024);
    }

    /** Same as the constructor, from texts. */
    public static VolumeId of(String storage, String key) {
        return new VolumeId(StorageId.of(storage), key);
    }

    /** Reads {@code storage/key}, as {@link #toString} writes it; the storage's name must not hold a slash. */
    public static VolumeId parse(String text) {
        int slash = text.indexOf('/');
        if (slash <= 0 || slash == text.length() - 1) {
            throw new IllegalArgumentException("volume \"" + text + "\" is not of the form STORAGE/VOLUME");
        }
        return of(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(VolumeId other) {
        int byStorage = storage.compareTo(other.storage);
        return byStorage != 0 ? byStorage : key.compareTo(other.key);
    }

    @Override
    public String toString() {
        return storage + "/" + key;
    }
}
