package io.polyvisor.tck.lockstep;

import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Answer;
import io.polyvisor.spi.TransitionTable;
import java.util.Optional;
import java.util.stream.Stream;

/** A cell of the transition table that is wrong. */
final class TableMutants {

    private TableMutants() {}

    static Stream<ModelMutant> all() {
        return Stream.of(
                cell(
                        "start of a paused guest is allowed",
                        Verb.START,
                        PowerState.PAUSED,
                        new Answer.Becomes(PowerState.RUNNING, Optional.empty())),
                cell(
                        "power off of a suspended guest asks nobody",
                        Verb.POWER_OFF,
                        PowerState.SUSPENDED,
                        new Answer.Becomes(PowerState.OFF, Optional.empty())),
                cell(
                        "pause of a paused guest is refused",
                        Verb.PAUSE,
                        PowerState.PAUSED,
                        new Answer.Refused("the guest is paused", Optional.empty())));
    }

    private static ModelMutant cell(String name, Verb verb, PowerState state, Answer answer) {
        return ModelMutant.of(name, TransitionTable.common().replacing(verb, state, answer));
    }
}
