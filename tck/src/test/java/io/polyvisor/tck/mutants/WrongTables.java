package io.polyvisor.tck.mutants;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Fleet;
import io.polyvisor.internal.CorePolyvisor;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Answer;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.TransitionTable;
import io.polyvisor.tck.TckCore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cores whose transition table has one wrong cell: what is refused is let through, what is so already is sent, what is let through is refused. */
final class WrongTables {
    private static final List<PowerState> STATES =
            List.of(PowerState.OFF, PowerState.RUNNING, PowerState.PAUSED, PowerState.SUSPENDED);

    private WrongTables() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            for (PowerState state : STATES) {
                if (verb.actsOnGuest()) {
                    all.add(cell(verb, state));
                }
            }
            if (verb.actsOnGuest()) {
                all.add(replaced(verb, PowerState.UNKNOWN, new Answer.Stays(Optional.empty()), "let through"));
            }
        }
        return all;
    }

    private static Mutant cell(Verb verb, PowerState state) {
        Answer right = TransitionTable.common().answer(verb, state);
        if (right instanceof Answer.Refused || right instanceof Answer.Already) {
            return replaced(verb, state, new Answer.Stays(Optional.empty()), "sent");
        }
        if (right.losesWhat().isPresent()) {
            return replaced(verb, state, new Answer.Stays(Optional.empty()), "let through without a loss");
        }
        return replaced(verb, state, new Answer.Refused("no", Optional.empty()), "refused");
    }

    private static Mutant replaced(Verb verb, PowerState state, Answer answer, String what) {
        TransitionTable wrong = TransitionTable.common().replacing(verb, state, answer);
        return Mutant.table(
                verb.words() + " of " + state + " is " + what, time -> new Core(new CorePolyvisor(time, wrong)));
    }

    private record Core(CorePolyvisor core) implements TckCore {

        @Override
        public Endpoint connect(BackendProvider provider, EndpointUri uri, Access access, EndpointOptions options) {
            return core.connect(provider, uri, access, options);
        }

        @Override
        public Fleet fleet() {
            return core.fleet();
        }

        @Override
        public void close() {
            core.close();
        }
    }
}
