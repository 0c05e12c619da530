package io.polyvisor.examples.shed;

import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;

/** What a lamp says, for every lamp that there may ever be. */
final class ShedStates {

    private ShedStates() {}

    // tour:shed-states
    static Power power(char lamp) {
        return switch (lamp) {
            case '-' -> Power.of(PowerState.OFF);
            case 'g' -> Power.of(PowerState.RUNNING);
            case 'r' -> Power.of(PowerState.CRASHED);
            default -> Power.unknown();
        };
    }
    // end
}
