package io.polyvisor.tck.mutants;

import io.polyvisor.AuditRecord;
import io.polyvisor.EndpointOptions;
import io.polyvisor.model.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the audit would hold if the core were wrong. */
final class WrongRecords {

    private WrongRecords() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        audit(all);
        return all;
    }

    private static void audit(List<Mutant> all) {
        all.add(records("nothing is recorded", r -> List.of()));
        all.add(records("mutations are recorded twice", r -> List.of(r, r)));
        all.add(records("failures are not recorded", r -> r.error().isPresent() ? List.of() : List.of(r)));
        all.add(records("records do not say why", r -> List.of(record(r, r.who(), Optional.empty(), r.effect()))));
        all.add(records("records do not say who", r -> List.of(record(r, "somebody", r.why(), r.effect()))));
        all.add(records(
                "records say APPLIED for what was so already",
                r -> List.of(record(r, r.who(), r.why(), r.effect().map(e -> Effect.APPLIED)))));
    }

    private static Mutant records(String name, Function<AuditRecord, List<AuditRecord>> changed) {
        return Mutant.options(name, options -> audited(options, changed));
    }

    private static EndpointOptions audited(EndpointOptions o, Function<AuditRecord, List<AuditRecord>> changed) {
        return o.audited(o.who(), mutation -> changed.apply(mutation).forEach(o.audit()::accept));
    }

    private static AuditRecord record(AuditRecord r, String who, Optional<String> why, Optional<Effect> effect) {
        return new AuditRecord(
                r.operation(),
                r.at(),
                r.took(),
                who,
                why,
                r.endpoint(),
                r.verb(),
                r.object(),
                r.hosts(),
                r.outcome(),
                effect,
                r.error());
    }
}
