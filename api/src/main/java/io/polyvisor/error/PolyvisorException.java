package io.polyvisor.error;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every failure of Polyvisor: what went wrong ({@link #fault}), where, whether it took effect all the same ({@link #outcome}), and
 * whether asking again can help. The message is one line that says what to do next; the native error is kept untouched.
 *
 * <p>Thread-safe.
 */
public abstract sealed class PolyvisorException extends RuntimeException
        permits NotFoundException,
                AmbiguousException,
                AlreadyExistsException,
                InvalidStateException,
                BusyException,
                UnsupportedException,
                InvalidSpecException,
                InsufficientCapacityException,
                DeniedException,
                AuthenticationFailedException,
                UnreachableException,
                UntrustedException,
                DeadlineExceededException,
                CancelledException,
                ConflictException,
                PartialFailureException,
                BackendFaultException {
    private static final long serialVersionUID = 1L;

    private final transient FailureContext context;
    private transient volatile @Nullable Function<Duration, Outcome> reconciliation;

    PolyvisorException(Fault fault, FailureContext context, @Nullable Throwable cause) {
        super(sentence(fault, context), cause);
        this.context = context;
    }

    /** The exception of that fault's kind. */
    public static PolyvisorException of(Fault fault, FailureContext context, @Nullable Throwable cause) {
        if (fault instanceof Fault.NotFound it) {
            return new NotFoundException(it, context, cause);
        }
        if (fault instanceof Fault.Ambiguous it) {
            return new AmbiguousException(it, context, cause);
        }
        if (fault instanceof Fault.AlreadyExists it) {
            return new AlreadyExistsException(it, context, cause);
        }
        if (fault instanceof Fault.InvalidState it) {
            return new InvalidStateException(it, context, cause);
        }
        if (fault instanceof Fault.Busy it) {
            return new BusyException(it, context, cause);
        }
        if (fault instanceof Fault.Unsupported it) {
            return new UnsupportedException(it, context, cause);
        }
        if (fault instanceof Fault.InvalidSpec it) {
            return new InvalidSpecException(it, context, cause);
        }
        if (fault instanceof Fault.InsufficientCapacity it) {
            return new InsufficientCapacityException(it, context, cause);
        }
        if (fault instanceof Fault.Denied it) {
            return new DeniedException(it, context, cause);
        }
        if (fault instanceof Fault.AuthenticationFailed it) {
            return new AuthenticationFailedException(it, context, cause);
        }
        if (fault instanceof Fault.Unreachable it) {
            return new UnreachableException(it, context, cause);
        }
        if (fault instanceof Fault.Untrusted it) {
            return new UntrustedException(it, context, cause);
        }
        if (fault instanceof Fault.DeadlineExceeded it) {
            return new DeadlineExceededException(it, context, cause);
        }
        if (fault instanceof Fault.Cancelled it) {
            return new CancelledException(it, context, cause);
        }
        if (fault instanceof Fault.Conflict it) {
            return new ConflictException(it, context, cause);
        }
        if (fault instanceof Fault.PartialFailure it) {
            return new PartialFailureException(it, context, cause);
        }
        if (fault instanceof Fault.BackendFault it) {
            return new BackendFaultException(it, context, cause);
        }
        throw new IllegalStateException("no exception for " + fault.getClass());
    }

    /** What went wrong, as data. */
    public abstract Fault fault();

    /** The kind of failure. */
    public final ErrorKind kind() {
        return fault().kind();
    }

    /** Where it happened. */
    public final FailureContext context() {
        return context;
    }

    /** Whether it took effect all the same. */
    public final Outcome outcome() {
        return context.outcome();
    }

    /** Whether asking again can help. */
    public final RetryAdvice retry() {
        return context.retry();
    }

    /** What the hypervisor said. */
    public final Optional<NativeError> nativeError() {
        return context.nativeError();
    }

    /**
     * Finds out whether an UNKNOWN outcome took effect, only by observing. Blocks at most {@code patience}. For other outcomes it
     * answers at once.
     *
     * @return APPLIED, NOT_APPLIED, or still UNKNOWN when it could not be proved in time
     */
    public final Outcome reconcile(Duration patience) {
        Function<Duration, Outcome> found = reconciliation;
        return outcome() == Outcome.UNKNOWN && found != null ? found.apply(patience) : outcome();
    }

    /** For the core: how an UNKNOWN outcome is found out. */
    public final PolyvisorException reconciledBy(Function<Duration, Outcome> observation) {
        reconciliation = observation;
        return this;
    }

    private static String sentence(Fault fault, FailureContext context) {
        String about = context.object().map(object -> " " + object).orElse("");
        String unknown = context.outcome() == Outcome.UNKNOWN ? " (outcome unknown; reconcile to find out)" : "";
        return context.operation() + about + " on " + context.endpoint() + ": " + fault.message() + unknown;
    }
}
