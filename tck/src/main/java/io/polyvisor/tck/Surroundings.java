package io.polyvisor.tck;

import io.polyvisor.error.PolyvisorException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An environment in which whatever breaks is told as a fault of the environment, however it was thrown. */
final class Surroundings {
    private static final Set<Class<?>> KINDS =
            Set.of(TckEnvironment.class, Witness.class, ForeignClient.class, FaultDoor.class);
    private static final Interposer GUARD = new Interposer(KINDS, Surroundings::guarded);

    private Surroundings() {}

    static TckEnvironment guarded(TckEnvironment environment) {
        return GUARD.around(TckEnvironment.class, environment);
    }

    private static @Nullable Object guarded(Intercepted call) {
        try {
            Object answer = call.proceed();
            return answer instanceof Provided<?> provided ? guarded(provided) : answer;
        } catch (PolyvisorException | EnvironmentFault | RuleViolation known) {
            throw known;
        } catch (RuntimeException broken) {
            throw new EnvironmentFault(call + " failed: " + broken, broken);
        }
    }

    private static Provided<?> guarded(Provided<?> provided) {
        Object thing = provided.optional().orElse(null);
        if (thing instanceof Witness witness) {
            return Provided.of(GUARD.around(Witness.class, witness));
        }
        if (thing instanceof ForeignClient client) {
            return Provided.of(GUARD.around(ForeignClient.class, client));
        }
        return thing instanceof FaultDoor door ? Provided.of(GUARD.around(FaultDoor.class, door)) : provided;
    }
}
