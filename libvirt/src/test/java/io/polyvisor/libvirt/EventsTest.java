package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private LibvirtConnection connection;

    @BeforeEach
    void connect() throws Exception {
        connection = TestDriver.connect(folder);
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    @Test
    void a_domains_life_is_told_in_order() throws Exception {
        try (EventSubscription events = connection.subscribe(Set.of(EventKind.LIFECYCLE), 100);
                DomainHandle domain = connection.domains().define(TestDriver.domain("told"), Flags.NONE)) {
            domain.create(Flags.NONE);
            domain.suspend();
            domain.resume();
            domain.destroy(Flags.NONE);
            domain.undefine(Flags.NONE);

            List<LibvirtEvent.Change> changes = new ArrayList<>();
            while (!changes.contains(LibvirtEvent.Change.UNDEFINED)) {
                LibvirtEvent.Lifecycle event =
                        (LibvirtEvent.Lifecycle) events.next(PATIENCE).orElseThrow();
                assertThat(event.domain().name()).isEqualTo("told");
                assertThat(event.domain().uuid()).isEqualTo(domain.uuid());
                changes.add(event.change());
            }
            assertThat(changes)
                    .containsExactly(
                            LibvirtEvent.Change.DEFINED,
                            LibvirtEvent.Change.STARTED,
                            LibvirtEvent.Change.SUSPENDED,
                            LibvirtEvent.Change.RESUMED,
                            LibvirtEvent.Change.STOPPED,
                            LibvirtEvent.Change.UNDEFINED);
        }
    }

    @Test
    void every_kind_can_be_subscribed_and_costs_one_call_each_way() {
        Map<String, Long> before = connection.calls().snapshot();
        long kinds = EventKind.values().length;
        connection.subscribe(EnumSet.allOf(EventKind.class), 10).close();
        assertThat(connection.calls().since(before))
                .isEqualTo(
                        Map.of("virConnectDomainEventRegisterAny", kinds, "virConnectDomainEventDeregisterAny", kinds));
    }

    @Test
    void metadata_changes_are_told_with_their_namespace() throws Exception {
        try (EventSubscription events = connection.subscribe(Set.of(EventKind.METADATA_CHANGE), 10);
                DomainHandle domain = connection.domains().lookupByName("first")) {
            domain.config().setMetadata("<m/>", "x", "urn:x", Flags.AFFECT_LIVE);
            assertThat(events.next(PATIENCE))
                    .hasValue(new LibvirtEvent.MetadataChange(domain.identity(), Optional.of("urn:x")));
        }
    }

    @Test
    void nothing_in_time_is_empty() throws Exception {
        try (EventSubscription events = connection.subscribe(Set.of(EventKind.LIFECYCLE), 10)) {
            assertThat(events.next(Duration.ofMillis(20))).isEmpty();
        }
    }

    @Test
    void after_close_nothing_can_come() {
        EventSubscription events = connection.subscribe(Set.of(EventKind.LIFECYCLE), 10);
        connection.close();
        assertThat(connection.isAbandoned()).isFalse();
        assertThatThrownBy(() -> events.next(PATIENCE)).isInstanceOf(ConnectionClosedFailure.class);
        events.close();
    }

    @Test
    void what_does_not_fit_leaves_a_gap_in_its_place() throws Exception {
        EventBuffer buffer = new EventBuffer(3);
        for (int i = 0; i < 5; i++) {
            buffer.put(reboot(i));
        }
        assertThat(buffer.take(PATIENCE)).hasValue(reboot(0));
        buffer.put(reboot(5));
        assertThat(buffer.take(PATIENCE)).hasValue(reboot(1));
        buffer.put(reboot(6));
        assertThat(buffer.take(PATIENCE)).hasValue(reboot(2));
        assertThat(buffer.take(PATIENCE)).hasValue(new LibvirtEvent.Gap(3));
        assertThat(buffer.take(PATIENCE)).hasValue(reboot(6));
        assertThat(buffer.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void a_gap_is_told_even_if_nothing_follows() throws Exception {
        EventBuffer buffer = new EventBuffer(2);
        for (int i = 0; i < 4; i++) {
            buffer.put(reboot(i));
        }
        buffer.take(PATIENCE);
        buffer.take(PATIENCE);
        assertThat(buffer.take(PATIENCE)).hasValue(new LibvirtEvent.Gap(2));
        buffer.end();
        assertThat(buffer.isDrained()).isTrue();
    }

    @Test
    void the_loss_of_the_connection_always_fits_and_is_last() throws Exception {
        EventBuffer buffer = new EventBuffer(2);
        for (int i = 0; i < 3; i++) {
            buffer.put(reboot(i));
        }
        buffer.putLast(new LibvirtEvent.ConnectionLost(LossReason.KEEPALIVE));
        buffer.put(reboot(9));
        buffer.putLast(new LibvirtEvent.ConnectionLost(LossReason.ERROR));
        List<LibvirtEvent> all = new ArrayList<>();
        while (!buffer.isDrained()) {
            all.add(buffer.take(PATIENCE).orElseThrow());
        }
        assertThat(all)
                .containsExactly(
                        reboot(0),
                        reboot(1),
                        new LibvirtEvent.Gap(1),
                        new LibvirtEvent.ConnectionLost(LossReason.KEEPALIVE));
    }

    private static LibvirtEvent reboot(int number) {
        return new LibvirtEvent.Reboot(new DomainIdentity("guest-" + number, "guest", OptionalInt.empty()));
    }
}
