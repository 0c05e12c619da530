package io.polyvisor.internal;

import io.polyvisor.AuditRecord;
import io.polyvisor.OperationId;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Effect;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Verb;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes one audit record when a mutation has ended. */
final class AuditTrail {
    private static final Logger LOG = System.getLogger("io.polyvisor.audit");

    private final EndpointState endpoint;
    private final OperationId operation;
    private final Verb verb;
    private final String object;
    private final Optional<String> why;
    private final Instant at;
    private final long began;

    AuditTrail(EndpointState endpoint, OperationId operation, Verb verb, String object, Optional<String> why) {
        this.endpoint = endpoint;
        this.operation = operation;
        this.verb = verb;
        this.object = object;
        this.why = why;
        this.at = endpoint.time().now();
        this.began = endpoint.time().nanoTime();
    }

    void succeeded(Effect effect, Set<HostId> hosts) {
        Outcome outcome = effect == Effect.APPLIED ? Outcome.APPLIED : Outcome.NOT_APPLIED;
        write(outcome, Optional.of(effect), Optional.empty(), hosts);
    }

    void failed(Throwable failure, Set<HostId> hosts) {
        if (failure instanceof PolyvisorException known) {
            write(known.outcome(), Optional.empty(), Optional.of(known.kind()), hosts);
        } else {
            write(Outcome.UNKNOWN, Optional.empty(), Optional.of(ErrorKind.BACKEND_FAULT), hosts);
        }
    }

    private void write(Outcome outcome, Optional<Effect> effect, Optional<ErrorKind> error, Set<HostId> hosts) {
        Duration took = Duration.ofNanos(endpoint.time().nanoTime() - began);
        AuditRecord mutation = new AuditRecord(
                operation,
                at,
                took,
                endpoint.options().who(),
                why,
                endpoint.name(),
                verb,
                object,
                List.copyOf(hosts),
                outcome,
                effect,
                error);
        try {
            endpoint.options().audit().accept(mutation);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the audit sink refused " + mutation, e);
        }
    }
}
