package io.polyvisor.libvirt;

/**
 * {@code virDomainGetJobStats}.
 *
 * @param kind whether a job runs and whether its end can be foreseen
 * @param values by libvirt's names: {@code data_total}, {@code data_processed}, {@code data_remaining} (bytes),
 *     {@code time_elapsed} (ms), {@code memory_bps}, {@code errmsg} ...
 */
public record JobStats(Kind kind, TypedParameters values) {

    /** {@code virDomainJobType}. */
    public enum Kind {
        NONE,
        BOUNDED,
        UNBOUNDED,
        COMPLETED,
        FAILED,
        CANCELLED,
        /** A number newer than this module. */
        UNKNOWN;

        static Kind of(int number) {
            return number >= 0 && number < values().length ? values()[number] : UNKNOWN;
        }
    }
}
