package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.testbed.GuestXml;
import io.polyvisor.testbed.LibvirtHost;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
final class RealMigrationTest {

    private static final int MOVE = Flags.MIGRATE_LIVE | Flags.MIGRATE_PERSIST_DEST | Flags.MIGRATE_UNDEFINE_SOURCE;
    // At 1 MiB/s the markers of so many empty pages alone take seconds.
    private static final int MEBIBYTES = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static LibvirtHost here;
    private static LibvirtHost there;

    private final ExecutorService aside = Executors.newSingleThreadExecutor();
    private LibvirtConnection source;
    private LibvirtConnection target;
    private DomainHandle guest;

    @BeforeAll
    static void power_on() {
        here = RealHost.start("mig-a");
        there = LibvirtHost.named("mig-b").beside(here).start();
    }

    @AfterAll
    static void power_off() {
        if (there != null) {
            there.close();
        }
        if (here != null) {
            here.close();
        }
    }

    @BeforeEach
    void start_a_guest() throws Exception {
        source = RealHost.connect(here);
        target = RealHost.connect(there);
        guest = source.domains()
                .define(GuestXml.firmwareOnly("mover").memory(MEBIBYTES).text(), Flags.NONE);
        guest.create(Flags.NONE);
    }

    @AfterEach
    void remove_the_guest() {
        for (LibvirtConnection connection : Set.of(source, target)) {
            try (HandleList<DomainHandle> all = connection.domains().list(Flags.NONE)) {
                for (DomainHandle domain : all) {
                    if (domain.isActive()) {
                        domain.destroy(Flags.NONE);
                    }
                    if (domain.isPersistent()) {
                        domain.undefine(Flags.NONE);
                    }
                }
            }
            connection.close();
            assertThat(connection.isAbandoned()).isFalse();
        }
        aside.shutdown();
    }

    @Test
    void a_managed_migration_gives_the_guest_at_the_target() throws Exception {
        try (EventSubscription events = target.subscribe(Set.of(EventKind.LIFECYCLE), 100);
                DomainHandle moved = guest.jobs().migrate(target, TypedParameters.none(), MOVE)) {
            assertThat(moved.uuid()).isEqualTo(guest.uuid());
            assertThat(moved.state()).isEqualTo(DomainState.of(1, 2));
            assertThat(moved.state().reasonName()).isEqualTo("migrated");
            assertThat(moved.isPersistent()).isTrue();
            assertThat(source.domains().identities(Flags.NONE)).isEmpty();
            assertThat(events.next(PATIENCE))
                    .hasValueSatisfying(event -> assertThat(((LibvirtEvent.Lifecycle) event).change())
                            .isEqualTo(LibvirtEvent.Change.STARTED));
        }
    }

    @Test
    void a_peer_to_peer_migration_takes_parameters() {
        TypedParameters parameters =
                TypedParameters.none().with("destination_name", "m\u00f6ver").withUnsignedLong("bandwidth", 1000);
        guest.jobs().migrateToUri(LibvirtUri.parse(there.uri()), parameters, MOVE | Flags.MIGRATE_PEER2PEER);
        assertThat(target.domains().identities(Flags.LIST_RUNNING))
                .extracting(DomainIdentity::name)
                .containsExactly("m\u00f6ver");
    }

    @Test
    void a_running_migration_tells_progress_and_can_be_aborted() throws Exception {
        CompletableFuture<Void> migration = CompletableFuture.runAsync(
                () -> guest.jobs().migrate(target, TypedParameters.none().withUnsignedLong("bandwidth", 1), MOVE),
                aside);
        JobStats stats = guest.jobs().stats(Flags.NONE);
        while (stats.values().number("data_processed").orElse(0) == 0 && !migration.isDone()) {
            stats = guest.jobs().stats(Flags.NONE);
        }
        assertThat(stats.kind()).isEqualTo(JobStats.Kind.UNBOUNDED);
        assertThat(stats.values().number("data_total").orElseThrow()).isGreaterThan((long) MEBIBYTES << 20);
        assertThat(source.running()).extracting(RunningCall::function).contains("virDomainMigrate3");

        guest.jobs().setMaxSpeed(1);
        guest.jobs().abort();
        assertThatThrownBy(migration::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        LibvirtFault.class,
                        fault -> assertThat(fault.codeName()).isEqualTo("VIR_ERR_OPERATION_ABORTED"));
        assertThat(guest.state().power()).isEqualTo(DomainState.Power.RUNNING);
        assertThat(target.liveHandles()).isZero();
    }
}
