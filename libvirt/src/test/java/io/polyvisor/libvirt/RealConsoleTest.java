package io.polyvisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.testbed.GuestXml;
import io.polyvisor.testbed.LibvirtHost;
import io.polyvisor.testbed.ReadyGuest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One boot for all; the last test ends the guest. */
@Tag("real")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RealConsoleTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static LibvirtHost host;
    private static LibvirtConnection connection;
    private static DomainHandle guest;
    private static LibvirtStream console;
    private static EventSubscription events;

    @BeforeAll
    static void boot() throws Exception {
        host = RealHost.start("consoles");
        connection = RealHost.connect(host);
        events = connection.subscribe(EnumSet.allOf(EventKind.class), 1000);
        String xml = GuestXml.bootingFrom(
                        ReadyGuest.obtain().copyDiskTo(host.images().resolve("guest.qcow2")), "guest")
                .text();
        guest = connection.domains().define(xml, Flags.DEFINE_VALIDATE);
        guest.create(Flags.START_PAUSED);
        console = guest.openConsole(null, Flags.CONSOLE_SAFE);
        guest.resume();
        expect("login: ");
        send("root\n");
        expect("# ");
    }

    @AfterAll
    static void power_off() {
        if (connection != null) {
            connection.close();
            assertThat(connection.isAbandoned()).isFalse();
            assertThat(connection.liveHandles()).isZero();
        }
        if (host != null) {
            host.close();
        }
    }

    @Test
    @Order(1)
    void a_command_typed_on_the_console_answers() throws Exception {
        send("echo sum-$((20+22))\n");
        assertThat(expect("sum-42\r\n")).contains("echo sum-");
        expect("# ");
    }

    @Test
    @Order(2)
    void a_console_in_use_is_refused_to_a_second_one() {
        assertThatThrownBy(() -> guest.openConsole(null, Flags.CONSOLE_SAFE))
                .isInstanceOfSatisfying(
                        LibvirtFault.class,
                        fault -> assertThat(fault.codeName()).isEqualTo("VIR_ERR_OPERATION_FAILED"));
    }

    @Test
    @Order(3)
    void nothing_to_read_is_zero_at_the_deadline() throws Exception {
        assertThat(console.read(ByteBuffer.allocate(10), Duration.ofMillis(100)))
                .isZero();
    }

    @Test
    @Order(4)
    void the_agent_answers() throws Exception {
        List<LibvirtEvent> seen = new ArrayList<>();
        while (seen.stream().noneMatch(e -> e instanceof LibvirtEvent.AgentChange agent && agent.connected())) {
            seen.add(events.next(PATIENCE).orElseThrow());
        }
        assertThat(guest.probes().agent("{\"execute\":\"guest-ping\"}", Duration.ofSeconds(10)))
                .contains("return");
        assertThat(guest.probes().memory()).containsKey(MemoryStat.ACTUAL_BALLOON);
        assertThat(guest.probes().blockInfo("vda").capacity()).isPositive();
        assertThat(guest.probes().blockCounters("vda").readBytes()).isPositive();
        assertThat(guest.probes().addresses(InterfaceAddresses.Source.AGENT))
                .anySatisfy(nic -> assertThat(nic.name()).isEqualTo("lo"));
    }

    /** The hang of blocking streams showed after 1 to 266 calls. */
    @Test
    @Order(5)
    void two_thousand_calls_beside_a_flood_on_the_same_connection_do_not_hang() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        send("while :; do echo flood-flood-flood-flood-flood; done\n");
        Thread caller = new Thread(() -> {
            while (calls.get() < 2000) {
                guest.probes().agent("{\"execute\":\"guest-ping\"}", Duration.ofSeconds(10));
                guest.state();
                calls.addAndGet(2);
            }
            enough.set(true);
        });
        caller.start();
        long read = 0;
        ByteBuffer part = ByteBuffer.allocate(8192);
        while (!enough.get() && caller.isAlive()) {
            read += console.read(part, PATIENCE);
            part.clear();
        }
        caller.join(PATIENCE.toMillis());
        assertThat(calls.get()).isGreaterThanOrEqualTo(2000);
        assertThat(read).isPositive();
        send("\u0003\n");
        send("echo end-of-$((1+1))-flood\n");
        expect("end-of-2-flood");
    }

    @Test
    @Order(6)
    void the_console_ends_with_the_guest() throws Exception {
        guest.destroy(Flags.NONE);
        ByteBuffer rest = ByteBuffer.allocate(1 << 20);
        int last = console.read(rest, PATIENCE);
        while (last > 0) {
            rest.clear();
            last = console.read(rest, PATIENCE);
        }
        assertThat(last).isEqualTo(-1);
        assertThatThrownBy(() -> console.write(ByteBuffer.wrap(new byte[] {'x'}), Duration.ofSeconds(5)))
                .isInstanceOf(ConnectionClosedFailure.class);
        console.close();
    }

    private static void send(String text) throws InterruptedException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        assertThat(console.write(bytes, PATIENCE)).isEqualTo(text.length());
    }

    private static String expect(String text) throws InterruptedException {
        StringBuilder screen = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (screen.indexOf(text) < 0) {
            assertThat(console.read(one, PATIENCE)).as("after %s", screen).isEqualTo(1);
            screen.append((char) one.flip().get());
            one.clear();
        }
        return screen.toString();
    }
}
