package io.polyvisor.tck;

import io.polyvisor.Access;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import java.util.Objects;
import java.util.ServiceLoader;

/**
 * What is tested: a backend, an address and the way in.
 *
 * @param provider the backend
 * @param uri the address
 * @param access credentials and trust
 */
public record TckTarget(BackendProvider provider, EndpointUri uri, Access access) {

    /** Checks presence. */
    public TckTarget {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(uri, "address");
        Objects.requireNonNull(access, "access");
    }

    /**
     * That address, served by whichever backend on the class path claims its scheme.
     *
     * @throws IllegalArgumentException when none does
     */
    public static TckTarget of(String uri, Access access) {
        EndpointUri address = EndpointUri.parse(uri);
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            if (provider.schemes().contains(address.scheme())) {
                return new TckTarget(provider, address, access);
            }
        }
        throw new IllegalArgumentException("no backend on the class path serves the scheme " + address.scheme());
    }

    /** The same backend at another address. */
    public TckTarget at(String other) {
        return new TckTarget(provider, EndpointUri.parse(other), access);
    }

    /** The same address with other credentials. */
    public TckTarget with(Access other) {
        return new TckTarget(provider, uri, other);
    }
}
