package io.polyvisor.vsphere;

import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import java.util.Objects;
import java.util.Optional;

/**
 * A file on a datastore, as vSphere spells it: {@code [datastore] directory/file}.
 *
 * @param datastore the datastore's name
 * @param path the path on it, without slashes at its ends; empty for its root
 */
record DatastorePath(String datastore, String path) {

    /** Drops slashes at the path's ends: servers differ in them. */
    DatastorePath {
        Objects.requireNonNull(datastore, "datastore");
        path = trimmed(path);
    }

    /** Where a volume lies. */
    static DatastorePath of(VolumeId volume) {
        return new DatastorePath(volume.storage().value(), volume.key());
    }

    /** The root of a datastore. */
    static DatastorePath root(StorageId storage) {
        return new DatastorePath(storage.value(), "");
    }

    /** Reads {@code [datastore] path}; empty for anything else. */
    static Optional<DatastorePath> parse(String text) {
        int end = text.indexOf(']');
        if (!text.startsWith("[") || end < 2) {
            return Optional.empty();
        }
        return Optional.of(new DatastorePath(
                text.substring(1, end), text.substring(end + 1).strip()));
    }

    /** The volume that lies there; a root is none. */
    Optional<VolumeId> volume() {
        return path.isEmpty() ? Optional.empty() : Optional.of(VolumeId.of(datastore, path));
    }

    /** The directory that it lies in. */
    DatastorePath directory() {
        int slash = path.lastIndexOf('/');
        return new DatastorePath(datastore, slash < 0 ? "" : path.substring(0, slash));
    }

    /** The last part of the path. */
    String file() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A file or directory in this directory. */
    DatastorePath child(String name) {
        return new DatastorePath(datastore, path.isEmpty() ? name : path + "/" + name);
    }

    private static String trimmed(String path) {
        int from = 0;
        int to = path.length();
        while (from < to && path.charAt(from) == '/') {
            from++;
        }
        while (to > from && path.charAt(to - 1) == '/') {
            to--;
        }
        return path.substring(from, to);
    }

    @Override
    public String toString() {
        return "[" + datastore + "] " + path;
    }
}
