package io.polyvisor.libvirt;

/**
 * {@code virStoragePoolGetInfo}, in bytes.
 *
 * @param state of the pool
 * @param capacity what its backing store holds in all
 * @param allocation what is taken, by whomever
 * @param available what is free
 */
public record PoolInfo(State state, long capacity, long allocation, long available) {

    /** {@code virStoragePoolState}. */
    public enum State {
        INACTIVE,
        BUILDING,
        RUNNING,
        DEGRADED,
        INACCESSIBLE,
        /** A number newer than this module. */
        UNKNOWN;

        static State of(int number) {
            return number >= 0 && number < values().length ? values()[number] : UNKNOWN;
        }
    }
}
