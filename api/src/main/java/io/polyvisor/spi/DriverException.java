package io.polyvisor.spi;

import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.error.Outcome;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a driver says that a call failed: the fault as data, whether the hypervisor answered, and what it said. The core adds the rest
 * and decides what follows.
 */
public final class DriverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;
    private final Outcome outcome;
    private final transient Optional<NativeError> nativeError;

    private DriverException(
            Fault fault, Outcome outcome, Optional<NativeError> nativeError, @Nullable Throwable cause) {
        super(fault.message(), cause);
        this.fault = Objects.requireNonNull(fault, "fault");
        this.outcome = Objects.requireNonNull(outcome, "outcome");
        this.nativeError = Objects.requireNonNull(nativeError, "native error");
    }

    /** The hypervisor answered that it did not do it, or it was never asked. */
    public static DriverException refused(Fault fault) {
        return new DriverException(fault, Outcome.NOT_APPLIED, Optional.empty(), null);
    }

    /** The hypervisor answered that it did not do it, in these words. */
    public static DriverException refused(Fault fault, NativeError said, @Nullable Throwable cause) {
        return new DriverException(fault, Outcome.NOT_APPLIED, Optional.of(said), cause);
    }

    /** The request went out and no reply came, or a reply that does not tell. */
    public static DriverException lost(Fault fault, Optional<NativeError> said, @Nullable Throwable cause) {
        return new DriverException(fault, Outcome.UNKNOWN, said, cause);
    }

    /** It was done, and something failed after that. */
    public static DriverException appliedBut(Fault fault, Optional<NativeError> said, @Nullable Throwable cause) {
        return new DriverException(fault, Outcome.APPLIED, said, cause);
    }

    /** What went wrong. */
    public Fault fault() {
        return fault;
    }

    /** Whether it took effect all the same. */
    public Outcome outcome() {
        return outcome;
    }

    /** What the hypervisor said. */
    public Optional<NativeError> nativeError() {
        return nativeError;
    }
}
