package io.polyvisor.tck.mutants;

import io.polyvisor.Operation;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Reconfigured;
import io.polyvisor.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What operations would come to if the core were wrong about what they did. */
final class WrongEffects {

    private WrongEffects() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        effects(all);
        return all;
    }

    private static void effects(List<Mutant> all) {
        for (Verb verb : List.of(
                Verb.START,
                Verb.POWER_OFF,
                Verb.SHUTDOWN,
                Verb.PAUSE,
                Verb.RESUME,
                Verb.SUSPEND,
                Verb.ADOPT,
                Verb.SET_AUTOSTART,
                Verb.DISK_DETACH,
                Verb.NIC_DETACH,
                Verb.MEDIA_CHANGE,
                Verb.SNAPSHOT_DELETE,
                Verb.VOLUME_GROW,
                Verb.VOLUME_DELETE,
                Verb.TEMPLATE_DELETE,
                Verb.HOST_MAINTENANCE)) {
            all.add(result(
                    verb, "says APPLIED where nothing changed", e -> e == Effect.UNCHANGED ? Effect.APPLIED : e));
            all.add(result(
                    verb, "says UNCHANGED where something changed", e -> e == Effect.APPLIED ? Effect.UNCHANGED : e));
        }
        all.add(result(
                Verb.DELETE,
                "says APPLIED for a guest that was gone",
                d -> d instanceof Deleted it ? new Deleted(Effect.APPLIED, it.deleted(), it.kept()) : d));
        all.add(result(
                Verb.DELETE,
                "does not list what went",
                d -> d instanceof Deleted it ? new Deleted(it.effect(), List.of(), it.kept()) : d));
        all.add(result(
                Verb.DELETE,
                "does not list what was kept",
                d -> d instanceof Deleted it ? new Deleted(it.effect(), it.deleted(), List.of()) : d));
        all.add(result(
                Verb.RECONFIGURE,
                "says APPLIED where nothing changed",
                r -> r instanceof Reconfigured it ? new Reconfigured(Effect.APPLIED, it.fields()) : r));
        all.add(result(
                Verb.RECONFIGURE,
                "does not say when",
                r -> r instanceof Reconfigured it ? new Reconfigured(it.effect(), Map.of()) : r));
    }

    /** What an operation of that verb comes to. */
    private static Mutant result(Verb verb, String what, UnaryOperator<Object> changed) {
        return Mutant.core(verb.words() + " " + what, call -> {
            Object answer = call.proceed();
            boolean concerned = Mutant.is(call, "Operation.await")
                    && call.target(Operation.class).verb() == verb;
            if (!concerned) {
                return answer;
            }
            return answer instanceof Optional<?> optional ? optional.map(changed) : changed.apply(answer);
        });
    }
}
