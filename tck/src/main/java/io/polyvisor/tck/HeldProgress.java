package io.polyvisor.tck;

import io.polyvisor.model.Progress;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A gate at which calls stop that report progress, so that they can be cancelled in the middle however fast they are. */
final class HeldProgress {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile boolean released;

    Call around(Call call) {
        return new Held(this, call);
    }

    boolean reached() {
        return reached.getCount() == 0;
    }

    void release() {
        released = true;
    }

    private void hold(Call call) {
        long end = System.nanoTime() + LONGEST.toNanos();
        reached.countDown();
        while (!released && !call.cancelled() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    private record Held(HeldProgress gate, Call call) implements Call {

        @Override
        public Duration remaining() {
            return call.remaining();
        }

        @Override
        public void report(Progress progress) {
            call.report(progress);
            gate.hold(call);
        }

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
}
