package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.testbed.GuestXml;
import io.polyvisor.testbed.LibvirtHost;
import io.polyvisor.testbed.ReadyGuest;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Random;
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
    private static final int BALLAST = 64 << 20;
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
        guest = source.domains().define(GuestXml.firmwareOnly("mover").text(), Flags.NONE);
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
        try (DomainHandle heavy = startWithFullMemory()) {
            TypedParameters slowly = TypedParameters.none().withUnsignedLong("bandwidth", 1);
            CompletableFuture<Void> migration =
                    CompletableFuture.runAsync(() -> heavy.jobs().migrate(target, slowly, MOVE), aside);
            JobStats stats = heavy.jobs().stats(Flags.NONE);
            while (stats.values().number("data_processed").orElse(0) == 0 && !migration.isDone()) {
                stats = heavy.jobs().stats(Flags.NONE);
            }
            assertThat(stats.kind()).isEqualTo(JobStats.Kind.UNBOUNDED);
            assertThat(stats.values().number("data_remaining").orElseThrow()).isGreaterThan(BALLAST / 2);
            assertThat(source.running()).extracting(RunningCall::function).contains("virDomainMigrate3");

            heavy.jobs().setMaxSpeed(2);
            heavy.jobs().abort();
            assertThatThrownBy(migration::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            LibvirtFault.class,
                            fault -> assertThat(fault.codeName()).isEqualTo("VIR_ERR_OPERATION_ABORTED"));
            assertThat(heavy.state().power()).isEqualTo(DomainState.Power.RUNNING);
            assertThat(target.liveHandles()).isZero();
        }
    }

    /** A guest that cannot be moved quickly: a kernel and random bytes as its initial file system, both in memory. */
    private DomainHandle startWithFullMemory() throws Exception {
        byte[] random = new byte[BALLAST];
        new Random(7).nextBytes(random);
        Path kernel = Files.copy(
                ReadyGuest.obtain().kernel(), here.images().resolve("kernel"), StandardCopyOption.REPLACE_EXISTING);
        Path ballast = Files.write(here.images().resolve("ballast"), random);
        Xml xml = Xml.parse(GuestXml.firmwareOnly("heavy").memory(256).text());
        xml.ensure("os/kernel").setText(kernel.toString());
        xml.ensure("os/initrd").setText(ballast.toString());
        xml.ensure("os/cmdline").setText("console=ttyS0 earlyprintk=ttyS0");
        xml.ensure("devices/serial").attribute("type", "pty");
        DomainHandle heavy = source.domains().define(xml.write(), Flags.NONE);
        heavy.create(Flags.START_PAUSED);
        try (LibvirtStream console = heavy.openConsole(null, Flags.NONE)) {
            heavy.resume();
            // The kernel speaks when the firmware has put everything into memory.
            assertThat(console.read(ByteBuffer.allocate(1), PATIENCE)).isEqualTo(1);
        }
        return heavy;
    }
}
