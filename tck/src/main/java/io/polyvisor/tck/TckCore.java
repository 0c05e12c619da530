package io.polyvisor.tck;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Fleet;
import io.polyvisor.Polyvisor;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;

/** What the TCK needs of the core; {@link Polyvisor} unless a mutant puts another in its place. */
public interface TckCore extends AutoCloseable {

    /** Connects. */
    Endpoint connect(BackendProvider provider, EndpointUri uri, Access access, EndpointOptions options);

    /** All endpoints that are connected. */
    Fleet fleet();

    @Override
    void close();

    /** The product's own. */
    static TckCore of(Polyvisor polyvisor) {
        return new TckCore() {
            @Override
            public Endpoint connect(BackendProvider provider, EndpointUri uri, Access access, EndpointOptions options) {
                return polyvisor.connect(provider, uri, access, options);
            }

            @Override
            public Fleet fleet() {
                return polyvisor.fleet();
            }

            @Override
            public void close() {
                polyvisor.close();
            }
        };
    }
}
