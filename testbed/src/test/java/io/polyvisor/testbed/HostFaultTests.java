package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RealHosts
final class HostFaultTests {

    private static final String GUEST = "survivor";

    private LibvirtHost host;
    private ProcessHandle guest;

    @BeforeEach
    void start() {
        host = LibvirtHost.start("faulty");
        host.virsh().callReading(GuestXml.firmwareOnly(GUEST).text(), "define", "/dev/stdin");
        host.virsh().call("start", GUEST);
        guest = host.guestProcess(GUEST).orElseThrow();
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void killed_daemon_is_gone_and_its_guest_lives_on() {
        host.kill9();

        assertThat(host.daemonIsAlive()).isFalse();
        assertThat(host.virsh().run("uri").succeeded()).isFalse();
        assertThat(guest.isAlive()).isTrue();
    }

    @Test
    void daemon_restarted_after_a_kill_finds_its_guest_running() {
        long before = host.pid();
        host.kill9();
        host.restart();

        assertThat(host.pid()).isNotEqualTo(before);
        assertThat(host.virsh().call("domstate", GUEST)).isEqualTo("running");
        assertThat(host.guestProcess(GUEST)).contains(guest);
    }

    @Test
    void guest_that_a_restarted_daemon_found_can_still_be_destroyed() {
        host.kill9();
        host.restart();

        // Its first daemon was its parent's parent: were ended processes not collected, this would hang.
        host.virsh().within(Duration.ofSeconds(10)).call("destroy", GUEST);

        assertThat(host.virsh().call("domstate", GUEST)).isEqualTo("shut off");
        assertThat(guest.isAlive()).isFalse();
    }

    @Test
    void running_daemon_is_restarted_in_order() {
        long before = host.pid();
        host.restart();

        assertThat(host.pid()).isNotEqualTo(before);
        assertThat(host.virsh().call("domstate", GUEST)).isEqualTo("running");
    }

    @Test
    void terminated_daemon_leaves_its_guest_running() {
        host.terminate();

        assertThat(host.daemonIsAlive()).isFalse();
        assertThat(guest.isAlive()).isTrue();
    }

    @Test
    void stopped_daemon_answers_nothing_until_it_is_continued() {
        Virsh impatient = host.virsh().within(Duration.ofSeconds(1));
        host.stop();

        assertThatExceptionOfType(TestbedFailure.class)
                .isThrownBy(() -> impatient.run("list"))
                .withMessageContaining("did not end within");
        assertThat(host.daemonIsAlive()).isTrue();

        host.cont();
        assertThat(impatient.call("domstate", GUEST)).isEqualTo("running");
    }

    @Test
    void stopped_daemon_can_be_killed_and_restarted() {
        host.stop();
        host.kill9();
        host.restart();

        assertThat(host.virsh().call("domstate", GUEST)).isEqualTo("running");
    }
}
