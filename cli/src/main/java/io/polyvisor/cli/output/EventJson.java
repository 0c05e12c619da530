package io.polyvisor.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.AuditRecord;
import io.polyvisor.GuestEvent;
import java.util.Map;

/** Events and audit records as JSON, one document per line. Stateless. */
public final class EventJson {

    private EventJson() {}

    /** An event of an endpoint. */
    public static ObjectNode event(String endpoint, GuestEvent event) {
        Fields fields = new Fields()
                .put("schema", Documents.SCHEMA)
                .put("kind", "event")
                .put("endpoint", endpoint)
                .put("sequence", event.sequence())
                .put("at", event.at());
        if (event instanceof GuestEvent.Gap gap) {
            return fields.put("type", "GAP").put("why", gap.why()).node();
        }
        GuestEvent.Level level = (GuestEvent.Level) event;
        return fields.put("type", "LEVEL")
                .put("guest", level.guest())
                .put("now", level.now().map(GuestJson::guest))
                .put("lastSeen", level.lastSeen().map(GuestJson::guest))
                .node();
    }

    /** An audit record. */
    public static ObjectNode audit(AuditRecord mutation) {
        return Documents.of("audit", Map.of("audit", auditFields(mutation)));
    }

    private static ObjectNode auditFields(AuditRecord mutation) {
        return new Fields()
                .put("operation", mutation.operation())
                .put("at", mutation.at())
                .put("took", mutation.took())
                .put("who", mutation.who())
                .put("why", mutation.why())
                .put("endpoint", mutation.endpoint())
                .put("verb", mutation.verb())
                .put("object", mutation.object())
                .put("hosts", mutation.hosts())
                .put("outcome", mutation.outcome())
                .put("effect", mutation.effect())
                .put("error", mutation.error())
                .node();
    }
}
