package io.polyvisor.model;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How far an operation is. Unknown is a value: then the fraction is empty.
 *
 * @param phase what is being done, in a word or two
 * @param fraction from 0 to 1, where known
 * @param bytesDone bytes moved so far, where known
 * @param bytesTotal bytes to move in all, where known; may grow while a busy guest is migrated
 */
public record Progress(String phase, OptionalDouble fraction, OptionalLong bytesDone, OptionalLong bytesTotal) {

    /** Checks the range. */
    public Progress {
        Objects.requireNonNull(phase, "phase");
        if (fraction.isPresent() && (fraction.getAsDouble() < 0 || fraction.getAsDouble() > 1)) {
            throw new IllegalArgumentException("a fraction is from 0 to 1, not " + fraction.getAsDouble());
        }
        Objects.requireNonNull(bytesDone, "bytes done");
        Objects.requireNonNull(bytesTotal, "bytes in all");
    }

    /** A phase of unknown length. */
    public static Progress of(String phase) {
        return new Progress(phase, OptionalDouble.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /** A fraction of a phase. */
    public static Progress of(String phase, double fraction) {
        return new Progress(phase, OptionalDouble.of(fraction), OptionalLong.empty(), OptionalLong.empty());
    }

    /** Bytes of a known whole; the fraction follows. */
    public static Progress ofBytes(String phase, long done, long total) {
        OptionalDouble fraction = total > 0
                ? OptionalDouble.of(Math.min(1.0, Math.max(0.0, (double) done / total)))
                : OptionalDouble.empty();
        return new Progress(phase, fraction, OptionalLong.of(done), OptionalLong.of(total));
    }
}
