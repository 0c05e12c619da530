package io.polyvisor.tck.mutants;

import io.polyvisor.model.Inventory;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A cache of inventories that only our own changes refresh. */
final class StaleInventories implements Interception {
    private final Map<Object, Inventory> kept = new ConcurrentHashMap<>();

    @Override
    public @Nullable Object around(Intercepted call) {
        if (Mutant.is(call, "Driver.inventory")) {
            Object fields = String.valueOf(call.argument(Set.class));
            return kept.computeIfAbsent(fields, any -> call.proceed(Inventory.class));
        }
        boolean reads = call.method().equals("observe")
                || call.method().equals("facet")
                || call.method().equals("capabilities");
        if (!reads) {
            kept.clear();
        }
        return call.proceed();
    }
}
