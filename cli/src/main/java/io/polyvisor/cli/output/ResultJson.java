package io.polyvisor.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.Check;
import io.polyvisor.Guest;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.Effect;
import io.polyvisor.model.NicId;
import io.polyvisor.model.Reconfigured;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.VolumeView;
import java.util.Optional;

/** What mutating verbs came to, as JSON. Stateless. */
public final class ResultJson {

    private ResultJson() {}

    /** A verb that succeeded: its effect, and what it made. */
    public static ObjectNode success(String verb, String object, Object result) {
        Fields fields = head(verb, object).put("effect", effect(result)).put("error", Optional.empty());
        if (result instanceof Reconfigured reconfigured) {
            fields.put("fields", reconfigured.fields());
        } else if (result instanceof Deleted deleted) {
            fields.put("deletedVolumes", deleted.deleted()).put("keptVolumes", deleted.kept());
        } else if (result instanceof Guest guest) {
            fields.put(
                    "made",
                    made("guest", guest.id())
                            .put("endpoint", guest.endpoint().name())
                            .node());
        } else if (result instanceof VolumeView volume) {
            fields.put("made", made("volume", volume.id()).node());
        } else if (!(result instanceof Effect)) {
            fields.put("made", made(typeOf(result), result).node());
        }
        return fields.node();
    }

    /** A verb that failed. */
    public static ObjectNode failure(String verb, String object, ObjectNode error) {
        return head(verb, object)
                .put("effect", Optional.empty())
                .put("error", error)
                .node();
    }

    /** What a check found. */
    public static ObjectNode check(Check check) {
        return new Fields()
                .put("verb", check.verb())
                .put("object", check.object())
                .put("passed", check.passed())
                .put("changes", check.changes())
                .put("refusal", check.refusal().map(ErrorJson::error))
                .node();
    }

    private static Fields head(String verb, String object) {
        return new Fields().put("verb", verb).put("object", object);
    }

    private static Fields made(String type, Object id) {
        return new Fields().put("type", type).put("id", id);
    }

    private static String typeOf(Object id) {
        if (id instanceof SnapshotId) {
            return "snapshot";
        }
        if (id instanceof DiskId) {
            return "disk";
        }
        if (id instanceof NicId) {
            return "nic";
        }
        if (id instanceof TemplateId) {
            return "template";
        }
        throw new IllegalArgumentException("no word for " + id.getClass());
    }

    private static Effect effect(Object result) {
        if (result instanceof Effect effect) {
            return effect;
        }
        if (result instanceof Reconfigured reconfigured) {
            return reconfigured.effect();
        }
        return result instanceof Deleted deleted ? deleted.effect() : Effect.APPLIED;
    }
}
