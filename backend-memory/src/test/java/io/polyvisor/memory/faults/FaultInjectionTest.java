package io.polyvisor.memory.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polyvisor.Access;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.memory.MemoryProvider;
import io.polyvisor.memory.TestCall;
import io.polyvisor.memory.VirtualTime;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Autostarting;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Describing;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.EventSource;
import io.polyvisor.spi.Maintenance;
import io.polyvisor.spi.Migrating;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Protecting;
import io.polyvisor.spi.Rebooting;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Statistics;
import io.polyvisor.spi.Suspending;
import io.polyvisor.spi.Templates;
import io.polyvisor.spi.Volumes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultInjectionTest {
    private final VirtualTime time = VirtualTime.flowing();
    private final TestCall call = TestCall.on(time);
    private final FaultInjection faults = FaultInjection.of();
    private final Driver driver =
            faults.around(new MemoryProvider()).open(EndpointUri.parse("memory:///demo"), Access.none(), call);
    private final GuestId web = driver.named(GuestName.of("web"), call).get(0);
    private final GuestId mail = driver.named(GuestName.of("mail"), call).get(0);

    private PowerState power(GuestId guest) {
        return driver.observe(guest, call).orElseThrow().power().state();
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, UNREACHABLE, NOT_APPLIED, OFF",
        "REPLY_LOST, UNREACHABLE, UNKNOWN, RUNNING",
        "REQUEST_LOST, UNREACHABLE, UNKNOWN, OFF",
        "SESSION_EXPIRED, AUTHENTICATION_FAILED, NOT_APPLIED, OFF",
        "DENIED, DENIED, NOT_APPLIED, OFF",
        "GARBAGE, BACKEND_FAULT, UNKNOWN, RUNNING",
        "BUSY_ONCE, BUSY, NOT_APPLIED, OFF",
        "NO_SPACE, INSUFFICIENT_CAPACITY, NOT_APPLIED, OFF",
    })
    void mishap_has_its_kind_its_outcome_and_its_effect(
            Mishap mishap, ErrorKind kind, Outcome outcome, PowerState after) {
        faults.add(FaultRule.first(Verb.START, mishap));
        DriverException e = catchThrowableOfType(DriverException.class, () -> driver.start(mail, call));
        assertThat(e.fault().kind()).isEqualTo(kind);
        assertThat(e.outcome()).isEqualTo(outcome);
        assertThat(e.nativeError()).isPresent();
        assertThat(power(mail)).isEqualTo(after);
    }

    @Test
    void rule_strikes_from_its_nth_call_on_and_as_often_as_it_says() {
        FaultRule rule = FaultRule.first("Driver.ping", Mishap.DENIED).from(2).times(2);
        faults.add(rule);
        List<Boolean> failed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            failed.add(catchThrowableOfType(DriverException.class, () -> driver.ping(call)) != null);
        }
        assertThat(failed).containsExactly(false, true, true, false, false);
        assertThat(faults.struck(rule)).isEqualTo(2);
    }

    @Test
    void create_whose_reply_is_lost_was_made_once_and_is_found_by_its_key() {
        faults.add(FaultRule.first(Verb.CREATE, Mishap.REPLY_LOST));
        CreationKey key = CreationKey.fresh();
        CreateOrder order = new CreateOrder(key, GuestSpec.named("new").build(), Mark.adopted());
        assertThatThrownBy(() -> driver.create(order, call)).isInstanceOf(DriverException.class);
        assertThat(driver.find(key, call)).isPresent();
        assertThat(faults.calls().of("Driver.create")).isEqualTo(1);
    }

    @Test
    void calls_are_counted_and_those_that_change_something_are_told_apart() {
        faults.calls().reset();
        driver.observe(web, call);
        driver.facet(Pausing.class).orElseThrow().pause(web, call);
        assertThat(faults.calls().all())
                .containsEntry("Driver.observe", 1)
                .containsEntry("Driver.facet", 1)
                .containsEntry("Pausing.pause", 1);
        assertThat(faults.calls().mutating()).containsExactly("Pausing.pause");
        assertThat(faults.calls().onTheWire()).containsExactly("Driver.observe", "Pausing.pause");
    }

    @Test
    void delayed_call_takes_that_much_longer_and_works() {
        faults.add(FaultRule.first("Driver.*", Mishap.DELAY).by(Duration.ofMinutes(5)));
        long before = time.nanoTime();
        driver.start(mail, call);
        assertThat(time.nanoTime() - before).isEqualTo(Duration.ofMinutes(5).toNanos());
        assertThat(power(mail)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void hanging_call_is_carried_out_once_it_is_released() throws Exception {
        faults.add(FaultRule.first("Driver.start", Mishap.HANG));
        CompletableFuture<Void> started = CompletableFuture.runAsync(() -> driver.start(mail, call));
        while (faults.hanging() == 0) {
            Thread.onSpinWait();
        }
        assertThat(started).isNotDone();
        assertThat(power(mail)).isEqualTo(PowerState.OFF);
        faults.release();
        started.get(20, TimeUnit.SECONDS);
        assertThat(power(mail)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void truncated_inventory_says_that_it_is_not_all() {
        faults.add(FaultRule.first(Verb.INVENTORY, Mishap.TRUNCATED_INVENTORY));
        Inventory half = driver.inventory(Set.of(), call);
        assertThat(half.guests()).hasSize(2);
        assertThat(half.complete()).isFalse();
        assertThat(driver.inventory(Set.of(), call).guests()).hasSize(5);
    }

    @Test
    void stale_read_answers_what_it_answered_before() {
        assertThat(power(mail)).isEqualTo(PowerState.OFF);
        driver.start(mail, call);
        faults.add(FaultRule.first(Verb.OBSERVE, Mishap.STALE_READ));
        assertThat(power(mail)).isEqualTo(PowerState.OFF);
        assertThat(power(mail)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void silent_host_veils_its_guests_and_refuses_calls_for_them_but_for_no_others() {
        HostId host = driver.observe(web, call).orElseThrow().host().orElseThrow();
        faults.add(FaultRule.silent(host));
        assertThat(power(web)).isEqualTo(PowerState.UNKNOWN);
        assertThat(driver.observe(web, call).orElseThrow().power().lastKnown()).contains(PowerState.RUNNING);
        assertThat(driver.inventory(Set.of(InventoryField.HOSTS), call).hosts())
                .filteredOn(each -> each.state() == HostView.State.UNREACHABLE)
                .extracting(HostView::id)
                .containsExactly(host);
        assertThat(catchThrowableOfType(DriverException.class, () -> driver.powerOff(web, call))
                        .fault()
                        .kind())
                .isEqualTo(ErrorKind.UNREACHABLE);
        driver.start(mail, call);
        faults.clear();
        assertThat(power(web)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void events_are_told_twice_or_dropped_for_a_gap() {
        List<String> told = new ArrayList<>();
        driver.facet(EventSource.class)
                .orElseThrow()
                .listen(
                        new EventSource.Listener() {
                            @Override
                            public void changed(GuestId guest) {
                                told.add("changed");
                            }

                            @Override
                            public void gap(String why) {
                                told.add("gap");
                            }
                        },
                        call);
        faults.add(FaultRule.first("Listener.changed", Mishap.DUPLICATE_EVENT));
        driver.mark(web, Mark.adopted(), call);
        assertThat(told).containsExactly("changed", "changed");
        told.clear();
        faults.add(FaultRule.first("Listener.changed", Mishap.DROPPED_EVENTS));
        driver.mark(web, Mark.adopted(), call);
        assertThat(told).containsExactly("gap");
    }

    @Test
    void connection_can_be_refused_too() {
        faults.add(FaultRule.first(Verb.CONNECT, Mishap.UNREACHABLE));
        assertThatThrownBy(() -> faults.around(new MemoryProvider())
                        .open(EndpointUri.parse("memory:///demo"), Access.none(), call))
                .isInstanceOf(DriverException.class);
    }

    @Test
    void declarations_are_never_struck() {
        faults.add(FaultRule.every("*", Mishap.UNREACHABLE));
        assertThat(driver.capabilities()).isNotNull();
        assertThat(driver.facet(Pausing.class)).isPresent();
        assertThatThrownBy(() -> driver.ping(call)).isInstanceOf(DriverException.class);
    }

    @Test
    void rules_are_read_from_text() {
        assertThat(FaultRule.parse("Driver.start:REPLY_LOST"))
                .isEqualTo(FaultRule.first("Driver.start", Mishap.REPLY_LOST));
        assertThat(FaultRule.parse("Snapshots.*:no_space:2:always"))
                .isEqualTo(FaultRule.every("Snapshots.*", Mishap.NO_SPACE).from(2));
        assertThat(FaultRule.parse("*:DELAY@250:1:3").delay()).isEqualTo(Duration.ofMillis(250));
        assertThat(FaultRule.parse("*:HOST_GONE@h1:1:always")).isEqualTo(FaultRule.silent(HostId.of("h1")));
        for (String wrong : List.of("start", "a:b", "a:HOST_GONE", "a:DENIED:0", "a:DENIED:1:2:3")) {
            assertThatThrownBy(() -> FaultRule.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void every_verb_and_every_reading_call_names_methods_that_the_spi_has() {
        List<String> methods = Stream.of(
                        BackendProvider.class,
                        Driver.class,
                        Autostarting.class,
                        Cloning.class,
                        Consoles.class,
                        Consoles.Line.class,
                        Describing.class,
                        Devices.class,
                        EventSource.class,
                        Maintenance.class,
                        Migrating.class,
                        Pausing.class,
                        Protecting.class,
                        Rebooting.class,
                        Snapshots.class,
                        Statistics.class,
                        Suspending.class,
                        Templates.class,
                        Volumes.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                        .map(method -> type.getSimpleName() + "." + method.getName()))
                .toList();
        assertThat(methods).containsAll(SpiNames.READING);
        assertThat(Verb.values())
                .allSatisfy(verb -> assertThat(methods).anyMatch(FaultRule.first(verb, Mishap.DENIED)::matches));
        assertThat(Arrays.stream(SpiNames.of(Verb.RESUME).split("\\|"))).allMatch(methods::contains);
    }
}
