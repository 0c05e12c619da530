package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What keeps a session alive. */
final class KeepAliveTest {

    @Test
    void it_asks_again_and_again_on_a_thread_that_holds_up_nobody_until_it_is_closed() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(3);
        AtomicReference<Thread> thread = new AtomicReference<>();
        KeepAlive keepAlive = new KeepAlive(
                () -> {
                    thread.set(Thread.currentThread());
                    asked.countDown();
                },
                "here");
        keepAlive.begin(Duration.ofMillis(5));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(thread.get().isDaemon()).isTrue();
        keepAlive.close();
        thread.get().join(10_000);
        assertThat(thread.get().isAlive()).isFalse();
    }
}
