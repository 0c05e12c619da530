package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.time.Duration;
import java.util.Optional;

/** Waits on the call's clock. */
final class Waiting {
    private Waiting() {}

    /** Sleeps; when interrupted, what was begun before is neither known nor waited for any longer. */
    static void sleep(Call call, Duration time, String phase) {
        try {
            call.time().sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DriverException.lost(new Fault.Cancelled(phase), Optional.empty(), e);
        }
    }
}
