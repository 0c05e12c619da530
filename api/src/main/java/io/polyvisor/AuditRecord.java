package io.polyvisor;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.Effect;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One mutation, after it ended. No secrets.
 *
 * @param operation its number
 * @param at when it was asked for
 * @param took how long it took
 * @param who on whose behalf, as given at connection
 * @param why as given by {@code because}
 * @param endpoint the endpoint's name
 * @param verb what was asked for
 * @param object to what, in words
 * @param hosts where it was and is now, where known
 * @param outcome whether it took effect
 * @param effect APPLIED or UNCHANGED when it succeeded
 * @param error the kind of failure when it failed
 */
public record AuditRecord(
        OperationId operation,
        Instant at,
        Duration took,
        String who,
        Optional<String> why,
        String endpoint,
        Verb verb,
        String object,
        List<HostId> hosts,
        Outcome outcome,
        Optional<Effect> effect,
        Optional<ErrorKind> error) {

    /** Copies the list. */
    public AuditRecord {
        hosts = List.copyOf(hosts);
    }
}
