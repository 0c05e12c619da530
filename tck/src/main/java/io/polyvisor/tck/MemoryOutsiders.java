package io.polyvisor.tck;

import io.polyvisor.Access;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Guests of others on the model. The model's driver marks whatever it makes, so that guests without a mark are guests whose mark is
 * not shown, until somebody marks them.
 */
final class MemoryOutsiders {
    private final Set<GuestId> unmarked = ConcurrentHashMap.newKeySet();
    private final Interposer veil = new Interposer(DriverKinds.ALL, this::veiled);

    BackendProvider around(BackendProvider provider) {
        return new Veiled(provider, veil);
    }

    void hideMark(GuestId guest) {
        unmarked.add(guest);
    }

    private @Nullable Object veiled(Intercepted call) {
        if (call.is(Driver.class, "mark")) {
            Object answer = call.proceed();
            unmarked.remove(call.argument(GuestId.class));
            return answer;
        }
        Object answer = call.proceed();
        if (answer instanceof Optional<?> found && found.orElse(null) instanceof GuestView view) {
            return Optional.of(without(view));
        }
        return answer instanceof Inventory inventory ? without(inventory) : answer;
    }

    private Inventory without(Inventory seen) {
        return new Inventory(
                seen.observedAt(),
                seen.fields(),
                seen.guests().stream().map(this::without).toList(),
                seen.hosts(),
                seen.storages(),
                seen.volumes(),
                seen.networks(),
                seen.templates(),
                seen.gaps());
    }

    private GuestView without(GuestView view) {
        return unmarked.contains(view.id()) ? view.withDetails(view.details().map(MemoryOutsiders::without)) : view;
    }

    private static GuestDetails without(GuestDetails details) {
        return new GuestDetails(
                Optional.empty(),
                details.description(),
                details.maxVcpus(),
                details.maxMemory(),
                details.disks(),
                details.nics(),
                details.bootOrder(),
                details.agent(),
                details.addresses(),
                details.currentOperations(),
                details.blockedBy(),
                details.pending());
    }

    private record Veiled(BackendProvider provider, Interposer veil) implements BackendProvider {

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
            return veil.around(Driver.class, provider.open(uri, access, call));
        }
    }
}
