package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.testbed.GuestXml;
import io.polyvisor.testbed.LibvirtHost;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
final class RealFaultTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ExecutorService aside = Executors.newCachedThreadPool();
    private LibvirtHost host;

    @BeforeEach
    void power_on() {
        host = RealHost.start("faults");
    }

    @AfterEach
    void power_off() {
        aside.shutdown();
        if (host != null) {
            host.close();
        }
    }

    @Test
    void a_killed_daemon_is_noticed_and_a_new_connection_finds_the_guest() throws Exception {
        try (LibvirtConnection connection = RealHost.connect(host);
                EventSubscription events = connection.subscribe(Set.of(EventKind.LIFECYCLE), 100);
                DomainHandle guest = connection
                        .domains()
                        .define(GuestXml.firmwareOnly("survivor").text(), Flags.NONE)) {
            guest.create(Flags.NONE);
            host.kill9();

            LibvirtEvent last = events.next(PATIENCE).orElseThrow();
            while (last instanceof LibvirtEvent.OfDomain) {
                last = events.next(PATIENCE).orElseThrow();
            }
            assertThat(last).isEqualTo(new LibvirtEvent.ConnectionLost(LossReason.END_OF_FILE));
            assertThatThrownBy(() -> events.next(PATIENCE)).isInstanceOf(ConnectionClosedFailure.class);
            assertThat(connection.lost()).contains(LossReason.END_OF_FILE);
            assertThat(connection.isAlive()).isFalse();
            assertThatThrownBy(guest::state).isInstanceOf(LibvirtFault.class);
            connection.close();
            assertThat(connection.isAbandoned()).isFalse();
            assertThat(connection.liveHandles()).isZero();

            host.restart();
            try (LibvirtConnection again = RealHost.connect(host);
                    DomainHandle found = again.domains().lookupByName("survivor")) {
                assertThat(found.state().power()).isEqualTo(DomainState.Power.RUNNING);
            }
        }
    }

    @Test
    void a_call_to_a_stopped_daemon_ends_when_pings_are_not_answered() throws Exception {
        ConnectOptions impatient = ConnectOptions.defaults().withKeepAlive(Duration.ofSeconds(1), 2);
        try (LibvirtConnection connection = RealHost.connect(host, impatient)) {
            host.stop();
            assertThatThrownBy(() -> connection.host().hostname())
                    .isInstanceOfSatisfying(
                            LibvirtFault.class,
                            fault -> assertThat(fault.originName()).isEqualTo("VIR_FROM_RPC"));
            assertThat(connection.isAlive()).isFalse();
            assertThat(connection.lost()).contains(LossReason.KEEPALIVE);
            connection.close();
            assertThat(connection.isAbandoned()).isFalse();
        } finally {
            host.cont();
        }
    }

    @Test
    void closing_does_not_wait_for_a_daemon_that_never_answers() throws Exception {
        ConnectOptions withoutPings =
                ConnectOptions.defaults().withKeepAlive(Duration.ZERO, 1).withCloseDeadline(Duration.ofMillis(500));
        int abandoned = LibvirtConnection.abandonedConnections();
        LibvirtConnection connection = RealHost.connect(host, withoutPings);
        host.stop();
        CompletableFuture<String> stuck = CompletableFuture.supplyAsync(connection.host()::hostname, aside);
        while (connection.running().isEmpty()) {
            Thread.onSpinWait();
        }
        connection.close();
        assertThat(connection.isAbandoned()).isTrue();
        assertThat(LibvirtConnection.abandonedConnections()).isEqualTo(abandoned + 1);
        assertThatThrownBy(() -> connection.host().hostname()).isInstanceOf(ConnectionClosedFailure.class);
        assertThat(stuck).isNotDone();

        host.cont();
        assertThat(stuck.get(30, TimeUnit.SECONDS)).isEqualTo("faults");
        awaitClosed(connection);
    }

    @Test
    void an_idle_connection_to_a_stopped_daemon_closes_by_its_deadline_and_is_closed_later() throws Exception {
        ConnectOptions withoutPings =
                ConnectOptions.defaults().withKeepAlive(Duration.ZERO, 1).withCloseDeadline(Duration.ofMillis(500));
        LibvirtConnection connection = RealHost.connect(host, withoutPings);
        host.stop();
        long before = System.nanoTime();
        connection.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        host.cont();
        awaitClosed(connection);
    }

    private static void awaitClosed(LibvirtConnection connection) {
        long since = System.nanoTime();
        while (connection.isAbandoned()) {
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(PATIENCE);
            Thread.onSpinWait();
        }
    }

    @Test
    void opening_to_a_stopped_daemon_keeps_its_deadline() {
        host.stop();
        assertThatThrownBy(() ->
                        RealHost.connect(host, ConnectOptions.defaults().withOpenDeadline(Duration.ofMillis(500))))
                .isInstanceOf(DeadlineFailure.class)
                .hasMessageContaining("opening qemu+unix:///system");
        host.cont();
    }

    @Test
    void nobody_at_the_socket_is_a_fault() {
        assertThatThrownBy(() -> LibvirtConnection.open(
                        LibvirtUri.parse("qemu+unix:///system?socket=/nonexistent/sock"), ConnectOptions.defaults()))
                .isInstanceOfSatisfying(LibvirtFault.class, fault -> {
                    assertThat(fault.codeName()).isEqualTo("VIR_ERR_SYSTEM_ERROR");
                    assertThat(fault.text()).contains("/nonexistent/sock");
                });
    }
}
