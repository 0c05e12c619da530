package io.polyvisor.tck.mutants;

import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import java.util.ArrayList;
import java.util.List;

/** Drivers that take one power state for another. */
final class WrongStates {
    private static final List<PowerState> STATES =
            List.of(PowerState.OFF, PowerState.RUNNING, PowerState.PAUSED, PowerState.SUSPENDED);

    private WrongStates() {}

    static List<Mutant> all() {
        List<Mutant> mutants = new ArrayList<>();
        for (PowerState is : STATES) {
            for (PowerState reads : STATES) {
                if (is != reads) {
                    mutants.add(Mutant.driver(
                            is + " reads as " + reads,
                            Views.everywhere(view -> view.power().is(is) ? view.withPower(Power.of(reads)) : view)));
                }
            }
        }
        return mutants;
    }
}
