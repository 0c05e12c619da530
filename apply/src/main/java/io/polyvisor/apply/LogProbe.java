package io.polyvisor.apply;

/** Looks on while records are written: tests end the program at each of these moments. */
@FunctionalInterface
interface LogProbe {

    /** It is about to happen, or has happened, to that record, counted from 1. */
    void at(Moment moment, int record);

    /** Nobody looks on. */
    static LogProbe none() {
        return (moment, record) -> {};
    }

    /** Moments in the life of a record. */
    enum Moment {
        /** Nothing of it is written. */
        BEFORE_WRITE,
        /** It is written, and may or may not be on the disk. */
        WRITTEN,
        /** It is on the disk. */
        KEPT
    }
}
