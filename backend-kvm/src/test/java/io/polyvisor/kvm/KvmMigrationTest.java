package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.disk;
import static io.polyvisor.kvm.RealHost.firmware;
import static io.polyvisor.kvm.RealHost.until;
import static io.polyvisor.kvm.TestCall.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Migrating;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Snapshots;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
final class KvmMigrationTest {
    private static RealHost here;
    private static RealHost there;

    @BeforeAll
    static void start() {
        here = RealHost.start("move-a");
        there = RealHost.start("move-b", plan -> plan.beside(here.host));
    }

    @AfterAll
    static void stop() {
        there.close();
        here.close();
    }

    private static Migrating.Order order(boolean live, boolean shared) {
        return new Migrating.Order(there.driver.session().host().id(), Optional.of(there.driver), live, shared);
    }

    private static Migrating migrating() {
        return here.facet(Migrating.class);
    }

    @Test
    void a_running_guest_moves_with_its_mark_and_autostart() {
        GuestId guest =
                here.create(firmware("mover").disk(disk(8)).autostart(true).build());
        here.driver.start(guest, call());
        var before = here.observe(guest).requireDetails();
        assertThat(migrating().migrate(guest, order(true, true), call())).isEqualTo(guest);
        assertThat(here.driver.observe(guest, call())).isEmpty();
        var after = there.observe(guest);
        assertThat(after.power().state()).isEqualTo(PowerState.RUNNING);
        assertThat(after.autostart()).isTrue();
        assertThat(after.persistent()).isTrue();
        assertThat(after.requireDetails().mark()).isEqualTo(before.mark());
        assertThat(after.requireDetails().disks()).isEqualTo(before.disks());
        there.driver.powerOff(guest, call());
        there.driver.delete(guest, call());
    }

    @Test
    void a_paused_guest_moves_and_stays_paused() {
        GuestId guest = here.create(firmware("paused-mover").build());
        here.driver.start(guest, call());
        here.facet(Pausing.class).pause(guest, call());
        migrating().migrate(guest, order(true, false), call());
        assertThat(there.power(guest)).isEqualTo(PowerState.PAUSED);
        there.driver.powerOff(guest, call());
        there.driver.delete(guest, call());
    }

    @Test
    void a_guest_that_is_off_moves_cold_where_its_storage_is_declared_shared() {
        GuestId guest = here.create(firmware("cold-mover").disk(disk(8)).build());
        assertThatThrownBy(() -> migrating().migrate(guest, order(false, false), call()))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_STATE);
                    assertThat(e.fault().message()).contains("declare the storage as shared");
                });
        migrating().migrate(guest, order(false, true), call());
        assertThat(here.driver.observe(guest, call())).isEmpty();
        assertThat(there.power(guest)).isEqualTo(PowerState.OFF);
        assertThat(there.observe(guest).requireDetails().disks().get(0).volume())
                .isPresent();
        there.driver.start(guest, call());
        there.driver.powerOff(guest, call());
        there.driver.delete(guest, call());
    }

    @Test
    void storage_that_nobody_declared_shared_stops_a_live_move() {
        GuestId guest = here.create(firmware("unsafe").disk(disk(8)).build());
        here.driver.start(guest, call());
        assertThatThrownBy(() -> migrating().migrate(guest, order(true, false), call()))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_STATE);
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                });
        assertThat(here.power(guest)).isEqualTo(PowerState.RUNNING);
        here.driver.powerOff(guest, call());
        here.driver.delete(guest, call());
    }

    @Test
    void a_guest_with_snapshots_does_not_move_and_says_what_to_do() {
        GuestId guest = here.create(firmware("rooted").disk(disk(8)).build());
        here.facet(Snapshots.class)
                .take(
                        guest,
                        new Snapshots.Order(io.polyvisor.model.CreationKey.fresh(), "s", "", SnapshotContent.DISKS),
                        call());
        here.driver.start(guest, call());
        assertThatThrownBy(() -> migrating().migrate(guest, order(true, true), call()))
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_STATE);
                    assertThat(e.fault().message()).contains("delete its snapshots");
                });
        here.driver.powerOff(guest, call());
        here.driver.delete(guest, call());
    }

    @Test
    void the_host_itself_is_no_target() {
        GuestId guest = here.create(firmware("homebody").build());
        try (KvmDriver again = RealHost.open(here.host.uri())) {
            assertThatThrownBy(() -> migrating()
                            .migrate(
                                    guest,
                                    new Migrating.Order(again.session().host().id(), Optional.of(again), true, true),
                                    call()))
                    .isInstanceOfSatisfying(
                            DriverException.class,
                            e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_STATE));
        }
        here.driver.delete(guest, call());
    }

    @Test
    void a_move_tells_how_far_it_is_and_can_be_cancelled() throws Exception {
        GuestId guest = here.create(firmware("slow").memory(Memory.mib(512)).build());
        here.driver.start(guest, call());
        here.virsh().call("migrate-setspeed", guest.value(), "1");
        TestCall call = call();
        CompletableFuture<GuestId> moving =
                CompletableFuture.supplyAsync(() -> migrating().migrate(guest, order(true, false), call));
        until(
                "progress",
                Duration.ofSeconds(20),
                () -> call.reported().stream()
                                .anyMatch(progress -> progress.bytesTotal().orElse(0) > 0)
                        || moving.isDone());
        call.cancel();
        assertThatThrownBy(() -> moving.get(20, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(DriverException.class, e -> {
                    assertThat(e.fault().kind())
                            .as("%s, said %s", e, e.nativeError())
                            .isEqualTo(ErrorKind.CANCELLED);
                    assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                });
        assertThat(here.power(guest)).isEqualTo(PowerState.RUNNING);
        assertThat(there.driver.observe(guest, call())).isEmpty();
        here.driver.powerOff(guest, call());
        here.driver.delete(guest, call());
    }
}
