package io.polyvisor.tck.lockstep;

import io.polyvisor.Access;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Facet;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import io.polyvisor.tck.Interposer;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opens a backend's drivers with an interception before them and before each of their facets. */
final class Tampering implements BackendProvider {
    private final BackendProvider provider;
    private final Interception interception;

    Tampering(BackendProvider provider, Interception interception) {
        this.provider = provider;
        this.interception = interception;
    }

    @Override
    public Set<String> schemes() {
        return provider.schemes();
    }

    @Override
    public String description() {
        return provider.description();
    }

    @Override
    public Driver open(EndpointUri uri, Access access, Call call) {
        return new Between().before(provider.open(uri, access, call));
    }

    /** Facets are wrapped as the facet that was asked for: one object may be several. */
    private final class Between implements Interception {
        private final Interposer interposer = new Interposer(Set.of(), this);

        Driver before(Driver driver) {
            return interposer.around(Driver.class, driver);
        }

        @Override
        public @Nullable Object around(Intercepted call) {
            Object answer = interception.around(call);
            if (call.is(Driver.class, "facet") && answer instanceof Optional<?> facet) {
                return facet.map(present -> wrapped(call.argument(Class.class), present));
            }
            return answer;
        }

        private Object wrapped(Class<?> type, Object facet) {
            return interposer.around(type.asSubclass(Facet.class), (Facet) facet);
        }
    }
}
