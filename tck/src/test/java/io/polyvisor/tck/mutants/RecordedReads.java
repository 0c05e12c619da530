package io.polyvisor.tck.mutants;

import io.polyvisor.AuditRecord;
import io.polyvisor.AuditSink;
import io.polyvisor.EndpointOptions;
import io.polyvisor.OperationId;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.Verb;
import io.polyvisor.tck.Interception;
import io.polyvisor.tck.Variation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A core that records checks as if they had been done. */
final class RecordedReads implements Variation {
    private final AtomicReference<AuditSink> sink = new AtomicReference<>(AuditSink.none());

    @Override
    public EndpointOptions options(EndpointOptions asked) {
        sink.set(asked.audit());
        return asked;
    }

    @Override
    public Optional<Interception> handles() {
        return Optional.of(call -> {
            if (Mutant.is(call, "Guest.check")) {
                sink.get().accept(record());
            }
            return call.proceed();
        });
    }

    private static AuditRecord record() {
        return new AuditRecord(
                new OperationId(0),
                Instant.EPOCH,
                Duration.ZERO,
                "auditor",
                Optional.empty(),
                "endpoint",
                Verb.START,
                "guest",
                List.of(),
                Outcome.NOT_APPLIED,
                Optional.empty(),
                Optional.empty());
    }
}
