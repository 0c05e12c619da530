package io.polyvisor.tck.lockstep;

import io.polyvisor.model.Capability;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.Driver;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the model declare what a backend declares: its capabilities, subtractions and name rules. What the backend has beyond the
 * model can't be compared, so that is refused before a walk begins.
 */
final class ModelLike implements Interception {
    private final Traits traits;

    ModelLike(Traits traits) {
        this.traits = traits;
    }

    /** What the backend declares and the model does not have. */
    static Set<Capability> beyond(Traits subject, Traits model) {
        return subject.capabilities().provided().stream()
                .filter(each -> !model.capabilities().provides(each))
                .collect(Collectors.toSet());
    }

    /** The model's address, less what the backend lacks: its drivers look at that when they decide what can be done at once. */
    EndpointUri of(EndpointUri model) {
        String lacks = traits.capabilities().absent().keySet().stream()
                .map(Capability::name)
                .collect(Collectors.joining(","));
        String join = model.uri().getRawQuery() == null ? "?" : "&";
        return lacks.isEmpty() ? model : EndpointUri.parse(model + join + "lacks=" + lacks);
    }

    @Override
    public @Nullable Object around(Intercepted call) {
        if (call.is(Driver.class, "capabilities")) {
            return traits.capabilities();
        }
        if (call.is(Driver.class, "subtractions")) {
            return traits.subtractions();
        }
        return call.is(Driver.class, "nameRules") ? traits.names() : call.proceed();
    }
}
