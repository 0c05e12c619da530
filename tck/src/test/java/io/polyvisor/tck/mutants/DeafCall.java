package io.polyvisor.tck.mutants;

import io.polyvisor.model.Progress;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;

/** A call that nobody can cancel. */
record DeafCall(Call call) implements Call {
    @Override
    public Duration remaining() {
        return call.remaining();
    }

    @Override
    public void report(Progress progress) {
        call.report(progress);
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable abort) {
        // Nobody is told how to stop it.
    }

    @Override
    public TimeSource time() {
        return call.time();
    }
}
