package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class VirtualTimeTest {

    @Test
    void sleep_on_flowing_time_moves_both_clocks_by_exactly_that_much() throws InterruptedException {
        VirtualTime time = VirtualTime.flowing();
        long nanos = time.nanoTime();
        Instant wall = time.now();
        time.sleep(Duration.ofHours(3));
        assertThat(time.nanoTime() - nanos).isEqualTo(Duration.ofHours(3).toNanos());
        assertThat(time.now()).isEqualTo(wall.plus(Duration.ofHours(3)));
    }

    @Test
    void sleep_on_standing_time_waits_until_somebody_advances_it() throws Exception {
        VirtualTime time = VirtualTime.standing();
        CompletableFuture<Void> slept = CompletableFuture.runAsync(() -> {
            try {
                time.sleep(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        time.advance(Duration.ofSeconds(1));
        assertThat(slept).isNotDone();
        while (!slept.isDone()) {
            time.advance(Duration.ofSeconds(5));
            Thread.onSpinWait();
        }
        slept.get(1, TimeUnit.SECONDS);
    }

    @Test
    void what_is_due_on_the_way_happens_at_its_own_moment() {
        VirtualTime time = VirtualTime.flowing();
        List<Long> happened = new ArrayList<>();
        time.attach(new VirtualTime.Ticking() {
            private long next = 3;

            @Override
            public long nextIn() {
                return next - time.nanoTime();
            }

            @Override
            public void tick() {
                if (time.nanoTime() >= next) {
                    happened.add(time.nanoTime());
                    next += 3;
                }
            }
        });
        time.advance(Duration.ofNanos(10));
        assertThat(happened).containsExactly(3L, 6L, 9L);
    }

    @Test
    void interrupted_sleeper_does_not_sleep() {
        VirtualTime time = VirtualTime.flowing();
        Thread.currentThread().interrupt();
        assertThat(catchThrowable(() -> time.sleep(Duration.ofDays(1)))).isInstanceOf(InterruptedException.class);
        assertThat(time.nanoTime()).isZero();
    }
}
