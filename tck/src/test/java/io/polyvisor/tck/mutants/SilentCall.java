package io.polyvisor.tck.mutants;

import io.polyvisor.model.Progress;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;

/** A call that tells nobody how far it is. */
record SilentCall(Call call) implements Call {
    @Override
    public Duration remaining() {
        return call.remaining();
    }

    @Override
    public void report(Progress progress) {}

    @Override
    public boolean cancelled() {
        return call.cancelled();
    }

    @Override
    public void onCancel(Runnable abort) {
        call.onCancel(abort);
    }

    @Override
    public TimeSource time() {
        return call.time();
    }
}
