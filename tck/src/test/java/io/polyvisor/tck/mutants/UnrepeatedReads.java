package io.polyvisor.tck.mutants;

import io.polyvisor.error.Fault;
import io.polyvisor.spi.DriverException;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A driver that answers a question once and loses the reply when it is asked again in the same words. */
final class UnrepeatedReads implements Interception {
    private final AtomicReference<Object> last = new AtomicReference<>();

    @Override
    public @Nullable Object around(Intercepted call) {
        if (Mutant.is(call, "Driver.inventory")) {
            Object question = call.argument(Set.class);
            if (last.getAndSet(question) == question) {
                throw DriverException.lost(new Fault.Unreachable("the reply was lost again"), Optional.empty(), null);
            }
        }
        return call.proceed();
    }
}
