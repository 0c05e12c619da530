package io.polyvisor.tck.mutants;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.model.GuestId;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An order of operations in which a power off waits behind a shutdown like any other. */
final class PatientPowerOff implements Interception {
    private final Map<GuestId, Operation<?>> shutdowns = new ConcurrentHashMap<>();

    @Override
    public @Nullable Object around(Intercepted call) {
        if (Mutant.is(call, "Guest.powerOff")) {
            Operation<?> before = shutdowns.remove(call.target(Guest.class).id());
            if (before != null) {
                awaitEnd(before);
            }
        }
        Object answer = call.proceed();
        if (answer instanceof Operation<?> shutdown && Mutant.is(call, "Guest.shutdown")) {
            shutdowns.put(call.target(Guest.class).id(), shutdown);
        }
        return answer;
    }

    /** However it ends: that is for whoever asked for it. */
    private static void awaitEnd(Operation<?> operation) {
        operation.stage().handle((came, failure) -> true).toCompletableFuture().join();
    }
}
