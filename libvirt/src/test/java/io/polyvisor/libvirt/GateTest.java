package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.libvirt.jna.DomainPointer;

/** Without the gate these end the process: see the notes on concurrent free and close. */
final class GateTest {

    private static final int THREADS = 8;

    @TempDir
    Path folder;

    @Test
    void calls_from_eight_threads_survive_concurrent_closes() throws Exception {
        new ClosingStorm(8, 60, 200).rage(() -> TestDriver.connect(folder), "first");
    }

    @Test
    void one_handle_closed_by_many_threads_while_used_is_freed_once_and_never_below_a_user() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (LibvirtConnection connection = TestDriver.connect(folder)) {
            for (int round = 0; round < 500; round++) {
                CountedHandle handle = new CountedHandle(connection.door());
                CountDownLatch together = new CountDownLatch(THREADS);
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    boolean closes = i % 2 == 0;
                    running.add(threads.submit(() -> useOrClose(handle, closes, together)));
                }
                for (Future<?> each : running) {
                    each.get(30, TimeUnit.SECONDS);
                }
                assertThat(handle.frees).hasValue(1);
                assertThat(handle.freedBelowUser).isFalse();
                assertThat(connection.liveHandles()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void useOrClose(CountedHandle handle, boolean closes, CountDownLatch together)
            throws InterruptedException {
        together.countDown();
        together.await();
        if (closes) {
            handle.close();
            return null;
        }
        try {
            handle.use();
        } catch (ConnectionClosedFailure expected) {
            assertThat(expected).hasMessageContaining("counted handle");
        }
        return null;
    }

    /** A handle of nothing, that sees what happens to it. */
    private static final class CountedHandle extends NativeHandle<DomainPointer> {

        private final AtomicInteger users = new AtomicInteger();
        private final AtomicInteger frees = new AtomicInteger();
        private volatile boolean freedBelowUser;

        CountedHandle(CallDoor door) {
            super(door, new DomainPointer(), "the counted handle");
        }

        void use() {
            effect("virUse", nothing -> {
                users.incrementAndGet();
                Thread.onSpinWait();
                return users.decrementAndGet();
            });
        }

        @Override
        int free(LibvirtNative libvirt, DomainPointer nothing) {
            freedBelowUser |= users.get() > 0;
            return frees.incrementAndGet();
        }
    }

    @Test
    void close_leaves_a_stuck_call_alone_until_it_comes_back() throws Exception {
        LibvirtConnection connection =
                TestDriver.connect(folder, ConnectOptions.defaults().withCloseDeadline(Duration.ofMillis(200)));
        int before = LibvirtConnection.abandonedConnections();
        connection.domains().lookupByName("first");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        Thread stuck = new Thread(() -> connection.door().number("virStuck", () -> {
            inside.countDown();
            await(letGo);
            return 0;
        }));
        stuck.start();
        inside.await();

        assertThat(connection.running()).extracting(RunningCall::function).containsExactly("virStuck");
        connection.close();
        assertThat(connection.isAbandoned()).isTrue();
        assertThat(connection.liveHandles()).isEqualTo(1);
        assertThat(LibvirtConnection.abandonedConnections()).isEqualTo(before + 1);
        letGo.countDown();
        stuck.join();
        assertThat(connection.running()).isEmpty();
        while (connection.isAbandoned()) {
            Thread.onSpinWait();
        }
        assertThat(LibvirtConnection.abandonedConnections()).isEqualTo(before);
        assertThat(connection.liveHandles()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
