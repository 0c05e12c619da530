package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@RealHosts
@TestInstance(Lifecycle.PER_CLASS)
final class LibvirtHostTests {

    private LibvirtHost host;
    private Virsh virsh;

    @BeforeAll
    void start() {
        host = LibvirtHost.start("alpha");
        virsh = host.virsh();
    }

    @AfterAll
    void close() {
        host.close();
    }

    @Test
    void host_is_up_within_three_seconds() {
        long begin = System.nanoTime();
        try (LibvirtHost another = LibvirtHost.start("quick")) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
            assertThat(another.virsh().call("list", "--all")).isEmpty();
        }
    }

    @Test
    void host_has_a_name_and_a_uuid_of_its_own() {
        assertThat(virsh.call("hostname")).isEqualTo("alpha");
        assertThat(virsh.call("capabilities")).contains(host.uuid().toString());
    }

    @Test
    void host_offers_emulation_only_even_where_this_machine_has_dev_kvm() {
        assertThat(virsh.call("capabilities")).contains("<domain type='qemu'/>").doesNotContain("<domain type='kvm'/>");
    }

    @Test
    void firmware_guest_runs_within_seconds_and_is_found_by_its_process() {
        virsh.callReading(GuestXml.firmwareOnly("firm,ware").text(), "define", "/dev/stdin");
        virsh.call("start", "firm,ware");

        ProcessHandle process = host.guestProcess("firm,ware").orElseThrow();
        process.destroyForcibly();
        Patience.until("libvirt to notice", Duration.ofSeconds(10), () -> !isRunning("firm,ware"));

        assertThat(virsh.call("domstate", "--reason", "firm,ware")).isEqualTo("shut off (crashed)");
        assertThat(host.guestProcess("firm,ware")).isEmpty();
    }

    @Test
    void pool_and_network_are_started() {
        host.definePool("pool", host.images().resolve("pool"));
        host.defineNetwork("here");
        host.defineNetwork("there");

        assertThat(virsh.call("pool-list")).contains("pool");
        assertThat(virsh.call("net-list", "--name").lines()).contains("here", "there");
    }

    @Test
    void small_pool_fills_up_and_shows_its_files_to_this_machine() throws Exception {
        Path seen = host.definePoolOfSize("small", 4 << 20);

        virsh.call("vol-create-as", "small", "fits", "1M");
        CommandResult tooLarge = virsh.run("vol-create-as", "small", "too-large", "8M", "--allocation", "8M");

        assertThat(tooLarge.succeeded()).isFalse();
        assertThat(tooLarge.errors()).contains("No space left on device");
        assertThat(seen.resolve("fits")).exists();
    }

    @Test
    void inactive_guests_are_there_from_the_start() {
        try (LibvirtHost crowded =
                LibvirtHost.named("crowded").withInactiveGuests(200).start()) {
            assertThat(crowded.virsh().call("list", "--all", "--name").lines())
                    .hasSize(200)
                    .contains("idle-00001", "idle-00200");
        }
    }

    @Test
    void closed_host_leaves_neither_processes_nor_files_nor_mounts() throws Exception {
        List<ProcessHandle> processes;
        Path home;
        try (LibvirtHost doomed = LibvirtHost.start("doomed")) {
            doomed.defineNetwork("bridged");
            doomed.virsh().callReading(GuestXml.firmwareOnly("victim").text(), "create", "/dev/stdin");
            processes = List.of(
                    ProcessHandle.of(doomed.pid()).orElseThrow(),
                    doomed.guestProcess("victim").orElseThrow());
            home = doomed.images().getParent();
            doomed.stop();
        }

        assertThat(processes).noneMatch(ProcessHandle::isAlive);
        assertThat(home).doesNotExist();
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(home.toString());
    }

    @Test
    void network_of_a_host_is_invisible_on_this_machine() throws Exception {
        String before = interfacesOfThisMachine();
        host.defineNetwork("hidden");

        assertThat(interfacesOfThisMachine()).isEqualTo(before);
    }

    @Test
    void closing_twice_changes_nothing() {
        LibvirtHost twice = LibvirtHost.start("twice");
        twice.close();
        twice.close();

        assertThat(twice.daemonIsAlive()).isFalse();
    }

    private boolean isRunning(String guest) {
        return virsh.call("domstate", guest).equals("running");
    }

    private static String interfacesOfThisMachine() throws Exception {
        try (var interfaces = Files.list(Path.of("/sys/class/net"))) {
            return interfaces.map(Path::toString).sorted().collect(Collectors.joining(" "));
        }
    }
}
