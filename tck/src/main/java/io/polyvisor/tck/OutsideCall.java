package io.polyvisor.tck;

import io.polyvisor.model.Progress;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;

/** A call into a driver that does not come from the core: a witness's, or somebody else's. It has a minute and nobody looks. */
record OutsideCall(TimeSource time) implements Call {

    @Override
    public Duration remaining() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void report(Progress progress) {
        // Nobody looks.
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void onCancel(Runnable abort) {
        // Nobody cancels.
    }
}
