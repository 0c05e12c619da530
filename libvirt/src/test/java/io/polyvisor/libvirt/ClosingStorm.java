package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Many threads call on one connection after the other while each is closed below them. */
final class ClosingStorm {

    private final int threads;
    private final int closes;
    private final int callsPerConnection;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<LibvirtConnection> closed = new ArrayList<>();

    ClosingStorm(int threads, int closes, int callsPerConnection) {
        this.threads = threads;
        this.closes = closes;
        this.callsPerConnection = callsPerConnection;
    }

    void rage(Callable<LibvirtConnection> connect, String domain) throws Exception {
        AtomicReference<LibvirtConnection> shared = new AtomicReference<>(connect.call());
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(callers.submit(() -> {
                    while (!over.get()) {
                        call(shared.get(), domain);
                    }
                }));
            }
            for (int i = 0; i < closes; i++) {
                closeBelow(shared, connect.call(), running);
            }
            over.set(true);
            for (Future<?> caller : running) {
                caller.get(30, TimeUnit.SECONDS);
            }
        } finally {
            over.set(true);
            callers.shutdown();
            shared.get().close();
        }
        assertThat(calls.get()).isGreaterThanOrEqualTo((long) closes * callsPerConnection);
        assertThat(refused.get()).isPositive();
        assertThat(closed).hasSize(closes).allSatisfy(old -> {
            assertThat(old.liveHandles()).isZero();
            assertThat(old.isAbandoned()).isFalse();
        });
    }

    private void closeBelow(
            AtomicReference<LibvirtConnection> shared, LibvirtConnection next, List<Future<?>> running) {
        LibvirtConnection old = shared.get();
        while (old.calls().total() < callsPerConnection && running.stream().noneMatch(Future::isDone)) {
            Thread.onSpinWait();
        }
        shared.set(next);
        old.close();
        calls.addAndGet(old.calls().total());
        closed.add(old);
    }

    private void call(LibvirtConnection connection, String name) {
        try (DomainHandle domain = connection.domains().lookupByName(name)) {
            assertThat(domain.state().power()).isNotEqualTo(DomainState.Power.UNKNOWN);
            assertThat(domain.xml(Flags.NONE)).contains(name);
        } catch (ConnectionClosedFailure expected) {
            refused.incrementAndGet();
        }
    }
}
