package io.polyvisor.libvirt;

/**
 * {@code virStorageVolGetInfo}, in bytes.
 *
 * @param kind of volume
 * @param capacity what a guest sees
 * @param allocation what it takes of the pool
 */
public record VolumeInfo(Kind kind, long capacity, long allocation) {

    /** {@code virStorageVolType}. */
    public enum Kind {
        FILE,
        BLOCK,
        DIRECTORY,
        NETWORK,
        NETWORK_DIRECTORY,
        PLOOP,
        /** A number newer than this module. */
        UNKNOWN;

        static Kind of(int number) {
            return number >= 0 && number < values().length ? values()[number] : UNKNOWN;
        }
    }
}
