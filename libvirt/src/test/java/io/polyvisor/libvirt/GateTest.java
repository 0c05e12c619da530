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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void one_handle_closed_by_many_threads_while_used_is_freed_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (LibvirtConnection connection = TestDriver.connect(folder)) {
            for (int round = 0; round < 300; round++) {
                DomainHandle domain = connection.domains().lookupByName("first");
                CountDownLatch together = new CountDownLatch(THREADS);
                List<Future<?>> running = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    boolean closes = i % 2 == 0;
                    running.add(threads.submit(() -> useOrClose(domain, closes, together)));
                }
                for (Future<?> each : running) {
                    each.get(30, TimeUnit.SECONDS);
                }
                assertThat(connection.liveHandles()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void useOrClose(DomainHandle domain, boolean closes, CountDownLatch together)
            throws InterruptedException {
        together.countDown();
        together.await();
        if (closes) {
            domain.close();
            return null;
        }
        try {
            assertThat(domain.identity().name()).isEqualTo("first");
            assertThat(domain.state()).isNotNull();
        } catch (ConnectionClosedFailure expected) {
            assertThat(expected).hasMessageContaining("domain handle");
        }
        return null;
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
