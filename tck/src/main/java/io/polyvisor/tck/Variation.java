package io.polyvisor.tck;

import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Polyvisor;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.TimeSource;
import java.util.Optional;

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
    default Optional<Interception> handles() {
        return Optional.empty();
    }

    /** What lies between the TCK and the backend's front door, where connections are opened. */
    default BackendProvider backend(BackendProvider backend) {
        return backend;
    }

    /** The core. */
    default TckCore open(TimeSource time) {
        return TckCore.of(Polyvisor.open(time));
    }

    /** The options with which the core is given an endpoint. */
    default EndpointOptions options(EndpointOptions asked) {
        return asked;
    }

    /** An endpoint as rules see it. */
    default Endpoint endpoint(Endpoint endpoint) {
        return handles()
                .map(seen -> new Interposer(HandleKinds.ALL, seen).around(Endpoint.class, endpoint))
                .orElse(endpoint);
    }
}
