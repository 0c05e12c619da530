package io.polyvisor.tck.lockstep;

import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Answer;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.NameRules;
import io.polyvisor.spi.Subtraction;
import io.polyvisor.spi.TransitionTable;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a backend declares of itself: what the model must declare, too, to be compared with it.
 *
 * @param capabilities what it provides, and why not the rest
 * @param subtractions cells of the common table that it cannot do
 * @param names which guest names it takes
 */
record Traits(Capabilities capabilities, List<Subtraction> subtractions, NameRules names) {
    private static final Set<Verb> NEEDS_A_SECOND_HOST = EnumSet.of(Verb.MIGRATE_LIVE, Verb.MIGRATE_COLD);

    Traits {
        Objects.requireNonNull(capabilities, "capabilities");
        subtractions = List.copyOf(subtractions);
        Objects.requireNonNull(names, "names");
    }

    static Traits of(Driver driver) {
        return new Traits(driver.capabilities(), driver.subtractions(), driver.nameRules());
    }

    static boolean pushEvents(Capabilities declared) {
        return declared.provides(Capability.EVENTS_PUSHED);
    }

    /** The cells that a walk can visit: of verbs that need one host, in states that guests can be brought to. */
    Set<Cell> cells() {
        Set<Cell> all = new LinkedHashSet<>();
        for (PowerState state : reachable()) {
            for (Verb verb : Verb.values()) {
                if (verb.actsOnGuest() && !NEEDS_A_SECOND_HOST.contains(verb)) {
                    all.add(new Cell(state, verb));
                }
            }
        }
        return all;
    }

    /** Whether the backend can do that verb in that state, going by its own declarations. */
    boolean supports(Cell cell) {
        TransitionTable table = TransitionTable.common().without(subtractions);
        return !(table.answer(cell.verb(), cell.state()) instanceof Answer.Refused);
    }

    private Set<PowerState> reachable() {
        Set<PowerState> states = EnumSet.of(PowerState.OFF, PowerState.RUNNING);
        if (capabilities.provides(Capability.PAUSE)) {
            states.add(PowerState.PAUSED);
        }
        if (capabilities.provides(Capability.SUSPEND)) {
            states.add(PowerState.SUSPENDED);
        }
        return states;
    }
}
