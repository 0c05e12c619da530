package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Progress;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Maintenance;
import io.polyvisor.spi.Migrating;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MigrationTest {
    private static final HostId FIRST = HostId.of("host1.two-hosts");
    private static final HostId SECOND = HostId.of("host2.two-hosts");

    private final Bench bench = new Bench("memory:///two-hosts");

    private static Migrating.Order within(HostId target, boolean live) {
        return new Migrating.Order(target, Optional.empty(), live, false);
    }

    private GuestId guestOn(HostId host, String storage) {
        return bench.ready(GuestSpec.named("a")
                .host(host)
                .memory(Memory.gib(4))
                .disk(DiskSpec.copyOf(VolumeId.of("images", "linux")).in(StorageId.of(storage))));
    }

    private HostView host(HostId id) {
        return bench.all().hosts().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void live_migration_moves_the_running_guest_with_its_memory_and_tells_how_far_it_is() {
        GuestId guest = guestOn(FIRST, "images");
        bench.shell(guest, "echo moved > /tmp/x");
        long counter = Long.parseLong(bench.shell(guest, "counter"));
        TestCall call = bench.call();
        assertThat(bench.the(Migrating.class).migrate(guest, within(SECOND, true), call))
                .isEqualTo(guest);
        assertThat(bench.see(guest).host()).contains(SECOND);
        assertThat(bench.see(guest).power().state()).isEqualTo(PowerState.RUNNING);
        assertThat(bench.see(guest).power().reason()).contains(StateReason.MIGRATED);
        assertThat(bench.shell(guest, "cat /tmp/x")).isEqualTo("moved");
        assertThat(Long.parseLong(bench.shell(guest, "counter"))).isGreaterThan(counter);
        assertThat(call.told())
                .hasSizeGreaterThan(5)
                .extracting(Progress::phase)
                .containsOnly("copying memory");
        assertThat(host(FIRST).freeMemory()).contains(Memory.gib(16));
        assertThat(host(SECOND).freeMemory()).contains(Memory.gib(12));
    }

    @Test
    void console_of_a_migrated_guest_ends_and_opens_again_at_the_target() {
        GuestId guest = guestOn(FIRST, "images");
        try (Consoles.Line line = bench.the(Consoles.class).open(guest, bench.call())) {
            bench.readFor(line, Duration.ofMillis(10));
            bench.the(Migrating.class).migrate(guest, within(SECOND, true), bench.call());
            assertThat(line.read(new byte[1], Duration.ofSeconds(1))).isEqualTo(-1);
        }
        assertThat(bench.shell(guest, "hostname")).isEqualTo("localhost");
    }

    @Test
    void cancelled_migration_leaves_the_guest_where_it_was() {
        GuestId guest = guestOn(FIRST, "images");
        assertThat(Bench.refusal(() -> bench.the(Migrating.class)
                                .migrate(guest, within(SECOND, true), TestCall.givingUpAt(0.5, bench.time)))
                        .kind())
                .isEqualTo(ErrorKind.CANCELLED);
        assertThat(bench.see(guest).host()).contains(FIRST);
        assertThat(bench.power(guest)).isEqualTo(PowerState.RUNNING);
    }

    @Test
    void guest_on_a_local_disk_does_not_migrate() {
        GuestId guest = guestOn(FIRST, "local1");
        assertThat(Bench.refusal(() -> bench.the(Migrating.class).migrate(guest, within(SECOND, true), bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
    }

    @Test
    void live_and_cold_are_for_running_and_stopped_guests() {
        GuestId guest = guestOn(FIRST, "images");
        Migrating migrating = bench.the(Migrating.class);
        assertThat(Bench.refusal(() -> migrating.migrate(guest, within(SECOND, false), bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
        bench.driver.powerOff(guest, bench.call());
        assertThat(Bench.refusal(() -> migrating.migrate(guest, within(SECOND, true), bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
        migrating.migrate(guest, within(SECOND, false), bench.call());
        assertThat(bench.see(guest).host()).contains(SECOND);
    }

    @Test
    void host_goes_into_maintenance_once_its_guests_left_and_then_takes_none() {
        GuestId guest = guestOn(FIRST, "images");
        Maintenance maintenance = bench.the(Maintenance.class);
        assertThat(Bench.refusal(() -> maintenance.enter(FIRST, bench.call())).kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
        bench.the(Migrating.class).migrate(guest, within(SECOND, true), bench.call());
        maintenance.enter(FIRST, bench.call());
        assertThat(host(FIRST).state()).isEqualTo(HostView.State.MAINTENANCE);
        assertThat(Bench.refusal(() -> bench.the(Migrating.class).migrate(guest, within(FIRST, true), bench.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
        assertThat(bench.see(bench.create(GuestSpec.named("b"))).host()).contains(SECOND);
        maintenance.leave(FIRST, bench.call());
        bench.the(Migrating.class).migrate(guest, within(FIRST, true), bench.call());
    }

    @Test
    void processors_of_different_vendors_refuse_live_migration_only() {
        Bench pool = new Bench("memory:///pool18");
        GuestId guest = pool.named("lab01");
        Migrating migrating = pool.the(Migrating.class);
        Migrating.Order live = within(HostId.of("xen18.pool18"), true);
        assertThat(Bench.refusal(() -> migrating.migrate(guest, live, pool.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
        pool.driver.powerOff(guest, pool.call());
        migrating.migrate(guest, within(HostId.of("xen18.pool18"), false), pool.call());
    }

    @Test
    void guest_moves_between_two_endpoints_that_share_its_storage_and_takes_its_disk_along_in_place() {
        Bench forum = new Bench("memory:///forum");
        Driver kb = forum.open("memory:///kb");
        GuestId shared = forum.named("forum-wiki");
        GuestId local = forum.named("forum-web");
        HostId target = HostId.of("kb-spare.kb");
        Migrating.Order order = new Migrating.Order(target, Optional.of(kb), true, true);
        forum.shell(shared, "echo there > /etc/x");
        assertThat(forum.the(Migrating.class).migrate(shared, order, forum.call()))
                .isEqualTo(shared);
        assertThat(forum.driver.observe(shared, forum.call())).isEmpty();
        assertThat(kb.observe(shared, forum.call()).orElseThrow().host()).contains(target);
        assertThat(Bench.refusal(() -> forum.the(Migrating.class).migrate(local, order, forum.call()))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
        assertThat(Bench.refusal(() -> forum.the(Migrating.class)
                                .migrate(forum.named("forum-ldap"), within(target, true), forum.call()))
                        .kind())
                .isEqualTo(ErrorKind.NOT_FOUND);
    }
}
