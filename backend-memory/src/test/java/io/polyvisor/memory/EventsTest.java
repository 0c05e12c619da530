package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Access;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.EventSource;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EventsTest {
    private final Bench bench = new Bench("memory:///empty");
    private final Told told = new Told();

    private static final class Told implements EventSource.Listener {
        final List<GuestId> changed = new CopyOnWriteArrayList<>();

        @Override
        public void changed(GuestId guest) {
            changed.add(guest);
        }

        @Override
        public void gap(String why) {
            throw new AssertionError("the model never misses an event: " + why);
        }
    }

    @Test
    void coming_changing_and_going_are_told() {
        EventSource.Subscription subscription = bench.the(EventSource.class).listen(told, bench.call());
        GuestId guest = bench.create(GuestSpec.named("a"));
        assertThat(told.changed).contains(guest);
        told.changed.clear();
        bench.driver.start(guest, bench.call());
        assertThat(told.changed).contains(guest);
        bench.driver.powerOff(guest, bench.call());
        told.changed.clear();
        bench.driver.delete(guest, bench.call());
        assertThat(told.changed).contains(guest);
        subscription.close();
        told.changed.clear();
        bench.create(GuestSpec.named("b"));
        assertThat(told.changed).isEmpty();
    }

    @Test
    void what_guests_do_by_themselves_is_told_while_virtual_time_passes() {
        GuestId guest = bench.ready(GuestSpec.named("a"));
        bench.the(EventSource.class).listen(told, bench.call());
        bench.driver.requestShutdown(guest, bench.call());
        told.changed.clear();
        bench.time.advance(Duration.ofSeconds(1));
        assertThat(told.changed).isEmpty();
        bench.time.advance(Duration.ofSeconds(1));
        assertThat(told.changed).contains(guest);
    }

    @Test
    void listener_may_ask_the_driver_from_within() {
        List<PowerState> seen = new CopyOnWriteArrayList<>();
        bench.the(EventSource.class)
                .listen(
                        new EventSource.Listener() {
                            @Override
                            public void changed(GuestId guest) {
                                bench.driver
                                        .observe(guest, bench.call())
                                        .ifPresent(view -> seen.add(view.power().state()));
                            }

                            @Override
                            public void gap(String why) {
                                seen.add(PowerState.UNKNOWN);
                            }
                        },
                        bench.call());
        bench.ready(GuestSpec.named("a"));
        assertThat(seen).startsWith(PowerState.OFF).endsWith(PowerState.RUNNING);
    }

    @Test
    void another_clients_changes_are_told_and_a_second_listener_is_refused() {
        bench.the(EventSource.class).listen(told, bench.call());
        GuestId guest = bench.create(GuestSpec.named("a"));
        told.changed.clear();
        bench.open("memory:///empty").start(guest, bench.call());
        assertThat(told.changed).contains(guest);
        assertThat(Bench.refusal(() -> bench.the(EventSource.class).listen(new Told(), bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
    }

    @Test
    void on_real_time_a_shutdown_is_told_when_it_happens_without_anybody_asking() throws InterruptedException {
        TestCall call = TestCall.on(TimeSource.system());
        Driver driver = new MemoryProvider().open(EndpointUri.parse("memory:///demo?private"), Access.none(), call);
        GuestId web = driver.named(GuestName.of("web"), call).get(0);
        driver.requestShutdown(web, call);
        CountDownLatch heard = new CountDownLatch(1);
        driver.facet(EventSource.class)
                .orElseThrow()
                .listen(
                        new EventSource.Listener() {
                            @Override
                            public void changed(GuestId guest) {
                                heard.countDown();
                            }

                            @Override
                            public void gap(String why) {
                                throw new AssertionError(why);
                            }
                        },
                        call);
        assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(driver.observe(web, call).orElseThrow().power().state()).isEqualTo(PowerState.OFF);
        driver.close();
    }
}
