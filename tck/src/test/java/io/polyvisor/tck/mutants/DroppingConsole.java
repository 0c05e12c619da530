package io.polyvisor.tck.mutants;

import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Loses what every sixteenth read brought. */
final class DroppingConsole implements Interception {
    private final AtomicInteger reads = new AtomicInteger();

    @Override
    public @Nullable Object around(Intercepted call) {
        Object answer = call.proceed();
        boolean loses = Mutant.is(call, "Line.read") && reads.incrementAndGet() % 16 == 0 && (Integer) answer > 0;
        return loses ? Integer.valueOf(0) : answer;
    }
}
