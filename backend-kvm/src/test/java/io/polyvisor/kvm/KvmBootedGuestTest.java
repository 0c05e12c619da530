package io.polyvisor.kvm;

import static io.polyvisor.kvm.RealHost.IMAGES;
import static io.polyvisor.kvm.RealHost.disk;
import static io.polyvisor.kvm.RealHost.until;
import static io.polyvisor.kvm.RealHost.volume;
import static io.polyvisor.kvm.TestCall.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Rebooting;
import io.polyvisor.spi.Snapshots;
import io.polyvisor.spi.Statistics;
import io.polyvisor.spi.Suspending;
import io.polyvisor.spi.Volumes;
import io.polyvisor.testbed.ReadyGuest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One boot of a Linux guest for all that needs an operating system in it. */
@Tag("real")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KvmBootedGuestTest {
    private static final Duration BOOT = Duration.ofSeconds(90);
    private static RealHost kvm;
    private static GuestId guest;
    private static Terminal terminal;

    /** What a person would do at the console. */
    private static final class Terminal implements AutoCloseable {
        private final Consoles.Line line;
        private final StringBuilder screen = new StringBuilder();
        private int commands;

        Terminal(Consoles.Line line) {
            this.line = line;
        }

        String expect(String text, Duration longest) {
            long end = System.nanoTime() + longest.toNanos();
            byte[] chunk = new byte[4096];
            while (screen.indexOf(text) < 0) {
                int length = line.read(chunk, Duration.ofMillis(500));
                if (length < 0 || System.nanoTime() > end) {
                    throw new AssertionError("no \"" + text + "\" in: " + screen);
                }
                screen.append(new String(chunk, 0, length, StandardCharsets.UTF_8));
            }
            int after = screen.indexOf(text) + text.length();
            String seen = screen.substring(0, after);
            screen.delete(0, after);
            return seen;
        }

        void type(String text) {
            line.write((text + "\n").getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(10));
        }

        String run(String command) {
            commands++;
            type("echo from-$((" + commands + "+0)); " + command + "; echo to-$((" + commands + "+0))");
            expect("from-" + commands + "\r\n", Duration.ofSeconds(30));
            String answer = expect("to-" + commands + "\r\n", Duration.ofSeconds(30));
            return answer.substring(0, answer.lastIndexOf("to-"))
                    .replace("\r\n", "\n")
                    .strip();
        }

        @Override
        public void close() {
            line.close();
        }
    }

    private static void open() {
        terminal = new Terminal(kvm.facet(Consoles.class).open(guest, call()));
    }

    @BeforeAll
    static void boot() throws IOException {
        kvm = RealHost.start("booted");
        try (InputStream image = Files.newInputStream(ReadyGuest.obtain().disk())) {
            kvm.facet(Volumes.class)
                    .importFrom(
                            CreationKey.fresh(), VolumeSpec.thin(volume("linux.qcow2"), Memory.mib(64)), image, call());
        }
        guest = kvm.create(GuestSpec.named("linux")
                .memory(Memory.mib(128))
                .maxMemory(Memory.mib(192))
                .maxVcpus(2)
                .disk(DiskSpec.linkedTo(volume("linux.qcow2")).in(IMAGES))
                .nic(NicSpec.on("lan"))
                .emptyDrive()
                .seed(SeedSpec.hostName("web1"))
                .build());
        kvm.driver.start(guest, call());
        open();
        terminal.expect("GUEST-READY web1", BOOT);
        terminal.expect("login: ", BOOT);
        terminal.type("root");
        terminal.expect("# ", BOOT);
    }

    @AfterAll
    static void stop() {
        if (terminal != null) {
            terminal.close();
        }
        kvm.close();
    }

    @Test
    @Order(1)
    void the_seed_gave_the_guest_its_name_and_the_agent_is_seen() {
        assertThat(terminal.run("hostname")).isEqualTo("web1");
        until("the agent", BOOT, () -> kvm.observe(guest).requireDetails().agent() == AgentState.CONNECTED);
        terminal.run("ip addr add 10.9.8.7/24 dev eth0");
        assertThat(kvm.observe(guest).requireDetails().addresses().orElseThrow())
                .anySatisfy(address -> assertThat(address.text()).isEqualTo("10.9.8.7"));
    }

    @Test
    @Order(2)
    void memory_moves_while_it_runs() {
        // The balloon begins deflated as far as the guest goes, which takes a moment after boot.
        until("the start value", BOOT, () -> kvm.observe(guest).memory().equals(Memory.mib(128)));
        assertThat(kvm.driver.reconfigure(guest, GuestChange.set().memory(Memory.mib(160)), call()))
                .containsEntry(GuestField.MEMORY, GuestChange.When.NOW);
        assertThat(kvm.observe(guest).memory()).isEqualTo(Memory.mib(160));
        assertThat(kvm.observe(guest).requireDetails().pending()).isEmpty();
        assertThat(kvm.driver.reconfigure(guest, GuestChange.set().memory(Memory.mib(112)), call()))
                .containsEntry(GuestField.MEMORY, GuestChange.When.NOW);
        assertThat(kvm.driver.reconfigure(
                        guest, GuestChange.set().memory(Memory.mib(128)).when(GuestChange.Timing.NEXT_START), call()))
                .containsEntry(GuestField.MEMORY, GuestChange.When.NEXT_START);
        assertThat(kvm.observe(guest).requireDetails().pending()).containsExactly(GuestField.MEMORY);
        kvm.driver.reconfigure(guest, GuestChange.set().memory(Memory.mib(128)), call());
        assertThat(kvm.observe(guest).requireDetails().pending()).isEmpty();
    }

    @Test
    @Order(3)
    void a_disk_and_a_nic_come_and_go_while_it_runs() {
        Devices devices = kvm.facet(Devices.class);
        DiskId added = devices.attachDisk(guest, CreationKey.fresh(), disk(16), call());
        until(
                "the disk in the guest",
                BOOT,
                () -> terminal.run("cat /sys/block/vdb/size").equals("32768"));
        devices.growDisk(guest, added, Memory.mib(32), call());
        until(
                "the disk's new size",
                BOOT,
                () -> terminal.run("cat /sys/block/vdb/size").equals("65536"));
        devices.detachDisk(guest, added, call());
        assertThat(terminal.run("ls /sys/block")).doesNotContain("vdb");
        assertThat(kvm.observe(guest).requireDetails().disk(added)).isEmpty();

        MacAddress mac = MacAddress.of("52:54:00:00:00:77");
        NicId nic =
                devices.attachNic(guest, CreationKey.fresh(), NicSpec.on("lan").withMac(mac), call());
        until(
                "the NIC in the guest",
                BOOT,
                () -> terminal.run("cat /sys/class/net/*/address").contains(mac.value()));
        devices.detachNic(guest, nic, call());
        assertThat(terminal.run("cat /sys/class/net/*/address")).doesNotContain(mac.value());
        assertThat(kvm.observe(guest).requireDetails().pending()).isEmpty();
    }

    @Test
    @Order(4)
    void counters_grow() {
        var first = kvm.facet(Statistics.class).guests(call()).get(0);
        terminal.run("dd if=/dev/vda of=/dev/null bs=1M count=8 iflag=direct 2>/dev/null; sync");
        var second = kvm.facet(Statistics.class).guests(call()).get(0);
        assertThat(second.guest()).isEqualTo(guest);
        assertThat(second.cpuTime().orElseThrow()).isGreaterThan(first.cpuTime().orElseThrow());
        assertThat(second.diskReadBytes().orElseThrow())
                .isGreaterThan(first.diskReadBytes().orElseThrow());
        assertThat(second.memoryUsed().orElseThrow()).isGreaterThan(Memory.mib(16));
        var host = kvm.facet(Statistics.class).hosts(call()).get(0);
        assertThat(host.cpuBusy().orElseThrow()).isPositive();
        assertThat(host.memoryFree().orElseThrow()).isGreaterThan(Memory.ZERO);
    }

    @Test
    @Order(5)
    void a_snapshot_with_memory_brings_memory_and_disk_back() {
        terminal.run("echo before > /tmp/memory; echo before > /data/disk; sync");
        Snapshots snapshots = kvm.facet(Snapshots.class);
        SnapshotId id = snapshots.take(
                guest, new Snapshots.Order(CreationKey.fresh(), "s1", "", SnapshotContent.DISKS_AND_MEMORY), call());
        terminal.run("echo after > /tmp/memory; echo after > /data/disk; sync");
        snapshots.revert(guest, id, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.RUNNING);
        assertThat(terminal.line.read(new byte[1 << 16], Duration.ofSeconds(5))).isEqualTo(-1);
        terminal.close();
        open();
        assertThat(terminal.run("cat /tmp/memory /data/disk")).isEqualTo("before\nbefore");
        snapshots.drop(guest, id, call());
    }

    @Test
    @Order(6)
    void suspending_keeps_memory() {
        terminal.run("echo kept > /tmp/memory");
        kvm.facet(Suspending.class).suspend(guest, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.SUSPENDED);
        kvm.facet(Suspending.class).wake(guest, call());
        assertThat(kvm.power(guest)).isEqualTo(PowerState.RUNNING);
        terminal.close();
        open();
        assertThat(terminal.run("cat /tmp/memory")).isEqualTo("kept");
    }

    @Test
    @Order(7)
    void the_newest_console_takes_over() {
        Terminal older = terminal;
        open();
        assertThat(terminal.run("echo new")).isEqualTo("new");
        byte[] rest = new byte[1 << 16];
        int end = older.line.read(rest, Duration.ofSeconds(5));
        while (end > 0) {
            end = older.line.read(rest, Duration.ofSeconds(5));
        }
        assertThat(end).isEqualTo(-1);
        older.close();
    }

    @Test
    @Order(8)
    void a_processor_is_added_while_it_runs() {
        assertThat(kvm.driver.reconfigure(guest, GuestChange.set().vcpus(2), call()))
                .containsEntry(GuestField.VCPUS, GuestChange.When.NOW);
        until(
                "the processor in the guest",
                BOOT,
                () -> terminal.run("grep -c ^processor /proc/cpuinfo").equals("2"));
        Snapshots snapshots = kvm.facet(Snapshots.class);
        SnapshotId id = snapshots.take(
                guest, new Snapshots.Order(CreationKey.fresh(), "two", "", SnapshotContent.DISKS_AND_MEMORY), call());
        snapshots.revert(guest, id, call());
        terminal.close();
        open();
        assertThat(terminal.run("grep -c ^processor /proc/cpuinfo")).isEqualTo("2");
        snapshots.drop(guest, id, call());
    }

    @Test
    @Order(9)
    void a_reboot_is_seen_on_the_console() {
        kvm.facet(Rebooting.class).reboot(guest, call());
        terminal.expect("GUEST-READY web1", BOOT);
        terminal.expect("login: ", BOOT);
        kvm.facet(Rebooting.class).reset(guest, call());
        terminal.expect("GUEST-READY web1", BOOT);
        terminal.expect("login: ", BOOT);
    }

    @Test
    @Order(10)
    void a_shutdown_request_is_followed_and_the_console_ends() {
        kvm.driver.requestShutdown(guest, call());
        until("off", BOOT, () -> kvm.power(guest) == PowerState.OFF);
        byte[] rest = new byte[1 << 16];
        int end = terminal.line.read(rest, Duration.ofSeconds(5));
        while (end > 0) {
            end = terminal.line.read(rest, Duration.ofSeconds(5));
        }
        assertThat(end).isEqualTo(-1);
        assertThatThrownBy(() -> terminal.line.write(new byte[] {'x'}, Duration.ofSeconds(1)))
                .isInstanceOfSatisfying(
                        DriverException.class, e -> assertThat(e.fault().kind()).isEqualTo(ErrorKind.INVALID_STATE));
        assertThat(Optional.of(guest)).contains(guest);
        kvm.driver.delete(guest, call());
    }
}
