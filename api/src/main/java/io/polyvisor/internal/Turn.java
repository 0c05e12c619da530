package io.polyvisor.internal;

import io.polyvisor.model.Verb;
import java.util.EnumSet;
import java.util.Set;

/**
 * One operation's place in the order of its object.
 *
 * @param key of what; operations of equal key take turns
 * @param verb what is done
 * @param work the operation
 */
record Turn(Object key, Verb verb, Runnable work) {
    private static final Set<Verb> OVERTAKING = EnumSet.of(Verb.POWER_OFF, Verb.RESET);
    private static final Set<Verb> WAITING_FOR_THE_GUEST = EnumSet.of(Verb.SHUTDOWN, Verb.REBOOT);

    /** Whether it may go ahead beside {@code running}: power can be taken from a guest that does not shut down. */
    boolean overtakes(Verb running) {
        return OVERTAKING.contains(verb) && WAITING_FOR_THE_GUEST.contains(running);
    }
}
