package io.polyvisor.tck.mutants;

import io.polyvisor.Console;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A console that throws away what came after an expected text. */
final class ForgetfulConsole implements Interception {

    @Override
    public @Nullable Object around(Intercepted call) {
        Object answer = call.proceed();
        if (Mutant.is(call, "Console.expect")) {
            call.target(Console.class).read(new byte[4096], Duration.ofMillis(20));
        }
        return answer;
    }
}
