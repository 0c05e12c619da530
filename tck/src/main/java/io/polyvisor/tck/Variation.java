package io.polyvisor.tck;

import io.polyvisor.Endpoint;
import io.polyvisor.Polyvisor;
import io.polyvisor.spi.TimeSource;

/**
 * How a run differs from the product as it is: not at all, or in the one way of a mutant.
 *
 * <p>{@link #driver} lies below the core: what the driver does and says. {@link #handles} lies above it: what the core would answer if
 * it were wrong.
 */
public interface Variation {

    /** The product as it is. */
    Variation NONE = new Variation() {};

    /** What lies between the edge and the driver. */
    default Interception driver() {
        return Intercepted::proceed;
    }

    /** What lies between the rules and the core. */
    default java.util.Optional<Interception> handles() {
        return java.util.Optional.empty();
    }

    /** The core. */
    default Polyvisor open(TimeSource time) {
        return Polyvisor.open(time);
    }

    /** An endpoint as rules see it. */
    default Endpoint endpoint(Endpoint endpoint) {
        return handles()
                .map(seen -> new Interposer(HandleKinds.ALL, seen).around(Endpoint.class, endpoint))
                .orElse(endpoint);
    }
}
