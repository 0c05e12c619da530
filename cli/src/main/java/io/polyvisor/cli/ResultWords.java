package io.polyvisor.cli;

import io.polyvisor.Guest;
import io.polyvisor.apply.file.Words;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.Reconfigured;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import java.util.List;
import java.util.stream.Collectors;

/** What a change came to, in one line for people. Stateless. */
final class ResultWords {

    private ResultWords() {}

    static String of(Deed deed, Object result) {
        return deed.verb() + " " + deed.object() + ": " + outcome(result);
    }

    private static String outcome(Object result) {
        if (result instanceof Effect effect) {
            return effect(effect);
        }
        if (result instanceof Reconfigured reconfigured) {
            return effect(reconfigured.effect()) + waiting(reconfigured);
        }
        if (result instanceof Deleted deleted) {
            return effect(deleted.effect())
                    + volumes("; deleted ", deleted.deleted())
                    + volumes("; kept ", deleted.kept());
        }
        if (result instanceof Guest guest) {
            return "done; id " + guest.id() + " on " + guest.endpoint().name();
        }
        if (result instanceof VolumeView volume) {
            return "done; " + volume.id() + ", " + volume.capacity();
        }
        return "done; id " + result;
    }

    private static String effect(Effect effect) {
        return effect == Effect.APPLIED ? "done" : "already so; nothing was sent";
    }

    private static String waiting(Reconfigured reconfigured) {
        String fields = reconfigured.fields().entrySet().stream()
                .filter(entry -> entry.getValue() == GuestChange.When.NEXT_START)
                .map(entry -> Words.of(entry.getKey()))
                .sorted()
                .collect(Collectors.joining(", "));
        return fields.isEmpty() ? "" : "; " + fields + " from the next start on";
    }

    private static String volumes(String before, List<VolumeId> volumes) {
        return volumes.isEmpty()
                ? ""
                : before + volumes.stream().map(VolumeId::toString).collect(Collectors.joining(", "));
    }
}
