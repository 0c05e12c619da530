package io.polyvisor.tck.mutants;

import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An endpoint that declares something else from time to time. */
final class ForgetfulDeclaration implements Interception {
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public @Nullable Object around(Intercepted call) {
        Object answer = call.proceed();
        boolean forgets = Mutant.is(call, "Endpoint.capabilities") && asked.incrementAndGet() % 2 == 0;
        return forgets
                ? Capabilities.allExcept()
                        .lacks(Capability.PAUSE, "it was forgotten")
                        .build()
                : answer;
    }
}
