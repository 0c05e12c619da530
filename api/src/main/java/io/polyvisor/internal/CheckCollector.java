package io.polyvisor.internal;

import io.polyvisor.Check;
import io.polyvisor.Operation;
import io.polyvisor.error.PolyvisorException;
import java.util.Optional;

/** Marks a handle whose verbs are planned by the same runner as ever and stopped before the first sending. */
final class CheckCollector {

    /** What a verb met that was called on a checking handle. */
    Check of(Operation<?> operation) {
        try {
            operation.await();
            throw new IllegalStateException(operation.verb() + " was sent although it should only be checked");
        } catch (CheckedOnly checked) {
            return new Check(operation.verb(), operation.object(), checked.changes, Optional.empty());
        } catch (PolyvisorException refusal) {
            return new Check(operation.verb(), operation.object(), false, Optional.of(refusal));
        }
    }

    /** Ends an operation whose plan stands and which is only checked. Never seen by users. */
    static final class CheckedOnly extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final boolean changes;

        CheckedOnly(boolean changes) {
            super("only checked", null, false, false);
            this.changes = changes;
        }
    }
}
