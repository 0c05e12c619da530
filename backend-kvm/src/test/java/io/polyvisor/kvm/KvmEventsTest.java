package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.disk;
import static io.polyvisor.kvm.RealHost.firmware;
import static io.polyvisor.kvm.RealHost.until;
import static io.polyvisor.kvm.TestCall.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Mark;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.EventSource;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Suspending;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
final class KvmEventsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private RealHost kvm;

    @BeforeEach
    void start() {
        kvm = RealHost.start("events");
    }

    @AfterEach
    void stop() {
        kvm.close();
    }

    private static final class Heard implements EventSource.Listener {
        final List<GuestId> changed = new CopyOnWriteArrayList<>();
        final List<String> gaps = new CopyOnWriteArrayList<>();

        @Override
        public void changed(GuestId guest) {
            changed.add(guest);
        }

        @Override
        public void gap(String why) {
            gaps.add(why);
        }

        void expect(GuestId guest, Runnable doing) {
            changed.clear();
            doing.run();
            until("an event of " + guest, SOON, () -> changed.contains(guest));
        }
    }

    @Test
    void each_change_is_told() {
        Heard heard = new Heard();
        try (EventSource.Subscription listening = kvm.facet(EventSource.class).listen(heard, call())) {
            assertThat(listening).isNotNull();
            GuestId guest = kvm.create(firmware("watched").disk(disk(4)).build());
            until("creation", SOON, () -> heard.changed.contains(guest));
            heard.expect(guest, () -> kvm.driver.start(guest, call()));
            heard.expect(guest, () -> kvm.facet(Pausing.class).pause(guest, call()));
            heard.expect(guest, () -> kvm.virsh().call("resume", guest.value()));
            heard.expect(guest, () -> kvm.driver.mark(guest, Mark.adopted(), call()));
            heard.expect(
                    guest, () -> kvm.driver.reconfigure(guest, GuestChange.set().description("x"), call()));
            heard.expect(guest, () -> kvm.facet(Suspending.class).suspend(guest, call()));
            heard.expect(guest, () -> kvm.facet(Suspending.class).wake(guest, call()));
            heard.expect(guest, () -> kvm.driver.powerOff(guest, call()));
            heard.expect(guest, () -> kvm.driver.delete(guest, call()));
            assertThat(heard.gaps).isEmpty();
        }
    }

    @Test
    void a_daemon_that_died_and_came_back_leaves_a_gap_and_then_events() {
        Heard heard = new Heard();
        GuestId guest = kvm.create(firmware("survivor").build());
        kvm.driver.start(guest, call());
        try (EventSource.Subscription listening = kvm.facet(EventSource.class).listen(heard, call())) {
            assertThat(listening).isNotNull();
            kvm.host.kill9();
            assertThatThrownBy(() -> kvm.driver.ping(call())).isInstanceOfSatisfying(DriverException.class, e -> {
                assertThat(e.fault().kind()).isEqualTo(ErrorKind.UNREACHABLE);
                assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
            });
            kvm.host.restart();
            until("a gap", Duration.ofSeconds(20), () -> !heard.gaps.isEmpty());
            assertThat(kvm.power(guest)).isEqualTo(PowerState.RUNNING);
            heard.expect(guest, () -> kvm.driver.powerOff(guest, call()));
        }
    }

    @Test
    void a_daemon_that_dies_below_a_change_leaves_the_outcome_unknown() throws Exception {
        GuestId guest = kvm.create(firmware("torn").build());
        kvm.host.stop();
        CompletableFuture<Void> starting = CompletableFuture.runAsync(() -> kvm.driver.start(guest, call()));
        until(
                "the call is under way",
                SOON,
                () -> !kvm.driver.session().latest().running().isEmpty());
        kvm.host.kill9();
        assertThatThrownBy(() -> starting.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(ErrorKind.UNREACHABLE);
                });
        kvm.host.restart();
        assertThat(kvm.power(guest)).isIn(PowerState.OFF, PowerState.RUNNING);
    }

    @Test
    void a_closed_driver_refuses_and_never_connects_again() {
        kvm.driver.close();
        kvm.driver.close();
        assertThatThrownBy(() -> kvm.driver.ping(call())).isInstanceOfSatisfying(DriverException.class, e -> {
            assertThat(e.fault().kind()).isEqualTo(ErrorKind.UNREACHABLE);
            assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        });
    }
}
