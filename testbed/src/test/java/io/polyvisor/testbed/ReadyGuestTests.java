package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** One guest, booted once; the tests leave it running, except the last one, which ends it. */
@RealHosts
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ReadyGuestTests {

    private static final Duration BOOT = Duration.ofSeconds(60);
    private static final String GUEST = "web";

    private LibvirtHost host;
    private Virsh virsh;
    private GuestAgent agent;
    private String boot;

    @BeforeAll
    void boot() {
        host = LibvirtHost.start("alpha");
        host.defineNetwork("lan");
        virsh = host.virsh();
        agent = GuestAgent.of(virsh, GUEST);
        Path disk = ReadyGuest.obtain().copyDiskTo(host.images().resolve("web.qcow2"));
        Path seed = ReadyGuest.writeSeed(host.images().resolve("web.iso"), "web-7");
        GuestXml definition = GuestXml.bootingFrom(disk, GUEST)
                .cdrom(seed)
                .nic("lan")
                .vcpus(1, 2)
                .keptWhenItCrashes();
        virsh.callReading(definition.text(), "define", "/dev/stdin");
        virsh.call("start", GUEST, "--paused");
        try (SerialConsole console = SerialConsole.of(host, GUEST)) {
            virsh.call("resume", GUEST);
            boot = console.expect(" login: ", BOOT);
        }
    }

    @AfterAll
    void close() {
        host.close();
    }

    @Test
    void guest_says_that_it_is_ready_and_has_taken_its_name_from_the_seed() {
        assertThat(boot).contains("GUEST-READY web-7\r\n").endsWith("web-7 login: ");
    }

    @Test
    void guest_loaded_every_driver() {
        assertThat(boot).doesNotContain("did not load");
    }

    @Test
    void root_logs_in_on_the_console_and_runs_commands() {
        try (SerialConsole console = SerialConsole.of(host, GUEST)) {
            console.logIn();
            assertThat(console.run("hostname")).isEqualTo("web-7");
            assertThat(console.run("printf '%s\\n' one two")).isEqualTo("one\ntwo");
            console.logIn();
            assertThat(console.run("id -un")).isEqualTo("root");
        }
    }

    @Test
    void agent_answers_and_runs_commands() {
        assertThat(agent.answers()).isTrue();
        assertThat(agent.run("echo '\"a\\b\"'; uname -s")).isEqualTo("\"a\\b\"\nLinux");
    }

    @Test
    void disk_is_writable_under_data() {
        agent.run("echo kept > /data/note && sync");

        assertThat(agent.run("mount | grep ' /data '")).contains("/dev/vda2").contains("ext4");
        assertThat(agent.run("cat /data/note")).isEqualTo("kept");
    }

    @Test
    void network_card_is_up_and_its_address_is_known_to_the_agent() {
        Patience.until(
                "an address",
                Duration.ofSeconds(10),
                () -> virsh.call("domifaddr", GUEST, "--source", "agent").contains("fe80:"));
        assertThat(agent.run("cat /sys/class/net/eth0/operstate")).isEqualTo("up");
    }

    @Test
    void plugged_in_disk_appears_and_goes_again() {
        Path extra = host.images().resolve("extra.qcow2");
        Command.of("qemu-img", "create", "-q", "-f", "qcow2", extra, "8M").output();

        virsh.call("attach-disk", GUEST, extra.toString(), "vdb", "--subdriver", "qcow2");
        Patience.until("the disk in the guest", Duration.ofSeconds(10), () -> sees("/dev/vdb"));
        assertThat(agent.run("cat /sys/block/vdb/size")).isEqualTo(Integer.toString((8 << 20) / 512));

        virsh.call("detach-disk", GUEST, "vdb");
        Patience.until("the disk to go", Duration.ofSeconds(10), () -> !sees("/dev/vdb"));
    }

    @Test
    void plugged_in_network_card_comes_up() {
        virsh.call("attach-interface", GUEST, "network", "lan", "--model", "virtio", "--mac", "52:54:00:00:00:77");
        Patience.until(
                "the card in the guest",
                Duration.ofSeconds(10),
                () -> agent.run("cat /sys/class/net/*/address; ip link").contains("52:54:00:00:00:77"));
        assertThat(agent.run("ip -o link | grep 52:54:00:00:00:77")).contains("UP");

        virsh.call("detach-interface", GUEST, "network", "--mac", "52:54:00:00:00:77");
    }

    @Test
    void guest_gives_memory_back_when_it_is_told_to() {
        int before = memoryInGuest();
        virsh.call("setmem", GUEST, "96M", "--live");
        Patience.until("the memory to be given back", Duration.ofSeconds(10), () -> memoryInGuest() < before - 20_000);

        virsh.call("setmem", GUEST, "128M", "--live");
        Patience.until("the memory to return", Duration.ofSeconds(10), () -> memoryInGuest() == before);
    }

    @Test
    void managed_save_and_start_keep_the_memory() {
        agent.run("echo in-memory > /tmp/note");

        virsh.call("managedsave", GUEST);
        assertThat(virsh.call("domstate", GUEST)).isEqualTo("shut off");
        virsh.call("start", GUEST);

        agent.await(BOOT);
        assertThat(agent.run("cat /tmp/note")).isEqualTo("in-memory");
    }

    @Test
    void revert_to_a_snapshot_undoes_changes_in_memory_and_on_disk() {
        agent.run("echo before | tee /tmp/state > /data/state");
        virsh.call("snapshot-create-as", GUEST, "before");
        agent.run("echo after | tee /tmp/state > /data/state && sync");

        virsh.call("snapshot-revert", GUEST, "before");

        agent.await(BOOT);
        assertThat(agent.run("cat /tmp/state /data/state")).isEqualTo("before\nbefore");
        virsh.call("snapshot-delete", GUEST, "before");
    }

    @Test
    void console_works_again_after_a_revert() {
        virsh.call("snapshot-create-as", GUEST, "console");
        virsh.call("snapshot-revert", GUEST, "console");

        try (SerialConsole console = SerialConsole.of(host, GUEST)) {
            console.logIn();
            assertThat(console.run("hostname")).isEqualTo("web-7");
        }
        virsh.call("snapshot-delete", GUEST, "console");
    }

    @Test
    @Order(Integer.MAX_VALUE - 3)
    void plugged_in_processor_comes_up() {
        // Late: QEMU cannot revert to a snapshot once a processor was plugged in.
        virsh.call("setvcpus", GUEST, "2", "--live");

        Patience.until(
                "the second processor",
                Duration.ofSeconds(10),
                () -> agent.run("nproc").equals("2"));
    }

    @Test
    @Order(Integer.MAX_VALUE - 1)
    void guest_reboots_when_it_is_asked_to() {
        try (SerialConsole console = SerialConsole.of(host, GUEST)) {
            virsh.call("reboot", GUEST);
            console.expect("GUEST-REBOOTING", BOOT);
            console.expect("GUEST-READY web-7", BOOT);
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void guest_powers_off_at_its_power_button() {
        try (SerialConsole console = SerialConsole.of(host, GUEST)) {
            virsh.call("shutdown", GUEST, "--mode", "acpi");
            console.expect("GUEST-POWERING-OFF", BOOT);
        }
        Patience.until(
                "the guest to be off", BOOT, () -> virsh.call("domstate", GUEST).equals("shut off"));
        assertThat(virsh.call("domstate", GUEST, "--reason")).isEqualTo("shut off (shutdown)");
    }

    @Test
    @Order(Integer.MAX_VALUE - 2)
    void guest_whose_kernel_panics_is_seen_as_crashed() {
        GuestAgent.of(virsh, GUEST).run("(sleep 0.2; echo c > /proc/sysrq-trigger) >/dev/null 2>&1 &");

        Patience.until("the crash", BOOT, () -> virsh.call("domstate", GUEST).equals("crashed"));
        virsh.call("destroy", GUEST);
        virsh.call("start", GUEST);
        agent.await(BOOT);
    }

    private int memoryInGuest() {
        return Integer.parseInt(agent.run("awk '/MemTotal/ {print $2}' /proc/meminfo"));
    }

    private boolean sees(String file) {
        return agent.run("[ -e " + file + " ] && echo yes || echo no").equals("yes");
    }
}
