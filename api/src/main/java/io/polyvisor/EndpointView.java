package io.polyvisor;

import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Inventory;
import java.util.Optional;
import java.util.function.Function;

/**
 * One endpoint's entry in a view of the fleet: seen, or unseen with its error and the last view. Never a hole.
 */
public sealed interface EndpointView {

    /** What people call the endpoint. */
    String endpoint();

    /**
     * It answered.
     *
     * @param endpoint its name
     * @param inventory what it holds
     */
    record Seen(String endpoint, Inventory inventory) implements EndpointView {}

    /**
     * It did not answer in time or at all.
     *
     * @param endpoint its name
     * @param error why
     * @param last what it held when it last answered, if it ever did
     */
    record Unseen(String endpoint, PolyvisorException error, Optional<Inventory> last) implements EndpointView {}

    /** One answer for either case. */
    default <R> R fold(Function<Seen, R> seen, Function<Unseen, R> unseen) {
        return this instanceof Seen answered ? seen.apply(answered) : unseen.apply((Unseen) this);
    }
}
