package io.polyvisor.internal;

import io.polyvisor.model.Verb;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One operation's place in the order of its object.
 *
 * @param key of what; operations of equal key take turns
 * @param verb what is done
 * @param work the operation; answers what tells its end once the turn is over
 * @param dropped ends it unbegun, when there will be no turn
 */
record Turn(Object key, Verb verb, Supplier<Runnable> work, Runnable dropped) {
    private static final Set<Verb> OVERTAKING = EnumSet.of(Verb.POWER_OFF, Verb.RESET);
    private static final Set<Verb> WAITING_FOR_THE_GUEST = EnumSet.of(Verb.SHUTDOWN, Verb.REBOOT);

    /** Whether it may go ahead beside {@code running}: power can be taken from a guest that does not shut down. */
    boolean overtakes(Verb running) {
        return OVERTAKING.contains(verb) && WAITING_FOR_THE_GUEST.contains(running);
    }
}
