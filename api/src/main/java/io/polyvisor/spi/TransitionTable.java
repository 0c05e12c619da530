package io.polyvisor.spi;

import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What each verb does in each power state: the union of what hypervisors can. One table for the core's guard, the reference model,
 * {@code guest.may(verb)} and the printed documentation; a driver only subtracts cells, with reasons.
 *
 * <p>Immutable and thread-safe.
 */
public final class TransitionTable {
    private static final TransitionTable COMMON = new TransitionTable(CommonTransitions.rows());

    private final Map<Verb, Map<PowerState, Answer>> rows;

    private TransitionTable(Map<Verb, Map<PowerState, Answer>> rows) {
        this.rows = rows;
    }

    /** The union of what hypervisors can. */
    public static TransitionTable common() {
        return COMMON;
    }

    /** This table less those cells. */
    public TransitionTable without(List<Subtraction> subtractions) {
        Map<Verb, Map<PowerState, Answer>> fewer = new EnumMap<>(Verb.class);
        rows.forEach((verb, cells) -> fewer.put(verb, new EnumMap<>(cells)));
        for (Subtraction taken : subtractions) {
            Map<PowerState, Answer> cells = Objects.requireNonNull(
                    fewer.get(taken.verb()),
                    () -> taken.verb() + " does not act on a guest, so nothing can be subtracted");
            taken.states().forEach(state -> cells.put(state, new Answer.Refused(taken.reason(), taken.remedy())));
        }
        return new TransitionTable(fewer);
    }

    /** This table with one cell replaced: for mutants of the TCK, which prove that a wrong cell is noticed. */
    public TransitionTable replacing(Verb verb, PowerState state, Answer answer) {
        Map<Verb, Map<PowerState, Answer>> other = new EnumMap<>(Verb.class);
        rows.forEach((each, cells) -> other.put(each, new EnumMap<>(cells)));
        Objects.requireNonNull(other.get(verb), "row of " + verb).put(state, answer);
        return new TransitionTable(other);
    }

    /**
     * The cell for that verb in that state.
     *
     * @throws IllegalArgumentException when the verb does not act on a guest
     */
    public Answer answer(Verb verb, PowerState state) {
        Map<PowerState, Answer> cells = rows.get(verb);
        if (cells == null) {
            throw new IllegalArgumentException(verb + " does not act on a guest");
        }
        return Objects.requireNonNull(cells.get(state), () -> "no cell for " + verb + " in " + state);
    }
}
