package io.polyvisor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LanesTest {
    private final Lanes lanes = new Lanes("test", 8, 4);
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void release() {
        released.countDown();
        lanes.close();
    }

    @Test
    void a_call_that_outlives_its_deadline_is_abandoned_with_an_unknown_outcome() {
        assertThatThrownBy(this::hang).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.fault().kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
            assertThat(e.outcome()).isEqualTo(Outcome.UNKNOWN);
        });
        assertThat(lanes.abandonedLanes()).isEqualTo(1);
        assertThat(lanes.stuckCalls()).containsExactly("hang");
    }

    @Test
    void four_abandoned_lanes_make_the_endpoint_refuse_at_once_and_say_why() {
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(this::hang).isInstanceOf(DriverException.class);
        }
        long began = System.nanoTime();
        assertThatThrownBy(() -> answer("anything")).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.fault().kind()).isEqualTo(ErrorKind.UNREACHABLE);
            assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
            assertThat(e).hasMessageContaining("still hang");
        });
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.MILLISECONDS.toNanos(200));
    }

    @Test
    void a_lane_is_whole_again_when_its_call_comes_back() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            assertThatThrownBy(this::hang).isInstanceOf(DriverException.class);
        }
        released.countDown();
        for (int i = 0; i < 500 && lanes.abandonedLanes() > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(answer("well again")).isEqualTo("well again");
    }

    @Test
    void a_call_that_can_be_aborted_is_not_abandoned() {
        CountDownLatch aborted = new CountDownLatch(1);
        LaneCall call = call(Duration.ofMillis(50));
        assertThatThrownBy(() ->
                        lanes.call("migrate", Deadline.in(Duration.ofMillis(50), TimeSource.system()), call, () -> {
                            call.onCancel(aborted::countDown);
                            waitFor(aborted);
                            throw DriverException.refused(new io.polyvisor.error.Fault.Cancelled("migrating"));
                        }))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                    assertThat(e.fault().kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
                });
        assertThat(lanes.abandonedLanes()).isZero();
    }

    @Test
    void a_driver_that_breaks_is_a_backend_fault_and_not_a_strange_exception() {
        assertThatThrownBy(() -> lanes.call(
                        "start",
                        Deadline.in(Duration.ofSeconds(5), TimeSource.system()),
                        call(Duration.ofSeconds(5)),
                        () -> {
                            throw new IllegalStateException("boom");
                        }))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.BACKEND_FAULT));
    }

    private void hang() {
        Duration patience = Duration.ofMillis(20);
        lanes.call("hang", Deadline.in(patience, TimeSource.system()), call(patience), () -> {
            waitFor(released);
            return true;
        });
    }

    private String answer(String text) {
        Duration patience = Duration.ofSeconds(5);
        return lanes.call("answer", Deadline.in(patience, TimeSource.system()), call(patience), () -> text);
    }

    private static LaneCall call(Duration patience) {
        return new LaneCall(Deadline.in(patience, TimeSource.system()), progress -> {});
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
