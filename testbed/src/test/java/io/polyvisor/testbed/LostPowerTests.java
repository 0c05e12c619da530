package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@RealHosts
final class LostPowerTests {

    @Test
    void host_that_loses_its_power_has_no_daemon_and_no_guest_and_comes_back_with_those_that_start_with_it() {
        try (LibvirtHost one = LibvirtHost.start("one");
                LibvirtHost two = LibvirtHost.named("two").beside(one).start()) {
            for (LibvirtHost host : new LibvirtHost[] {one, two}) {
                host.definePool("shared", one.images());
                host.defineNetwork("lan");
            }
            define(two, "with-host");
            define(two, "by-hand");
            two.virsh().call("autostart", "with-host");
            define(one, "neighbour");
            RunningGuests seen = RunningGuests.on(two);
            assertThat(seen.names()).containsExactlyInAnyOrder("with-host", "by-hand");

            two.losePower();

            assertThat(two.daemonIsAlive()).isFalse();
            assertThat(two.guestsWithProcesses()).isEmpty();
            assertThat(two.virsh().run("list").succeeded()).isFalse();
            assertThat(seen.names()).isEmpty();
            assertThat(RunningGuests.on(one).names()).containsExactly("neighbour");

            two.regainPower();

            assertThat(seen.names()).containsExactly("with-host");
            assertThat(two.virsh().call("domstate", "by-hand")).isEqualTo("shut off");
            assertThat(two.virsh().call("pool-list", "--name").strip()).isEqualTo("shared");
            assertThat(one.virsh().call("net-list", "--name").strip()).isEqualTo("lan");
        }
    }

    @Test
    void guests_whose_daemon_died_are_still_seen_to_run() {
        try (LibvirtHost host = LibvirtHost.start("mute")) {
            host.virsh().callReading(GuestXml.firmwareOnly("a,b").text(), "create", "/dev/stdin");
            host.kill9();
            assertThat(RunningGuests.on(host).names()).containsExactly("a,b");
            assertThat(Command.of(host.fence()).output()).isEqualTo("mute has no power\n");
            assertThat(RunningGuests.on(host).names()).isEmpty();
            assertThat(Command.of(host.fence()).run().succeeded()).isTrue();
        }
    }

    @Test
    void guest_that_somebody_starts_on_two_hosts_is_found_and_one_that_moves_is_not() {
        try (LibvirtHost one = LibvirtHost.start("one");
                LibvirtHost two = LibvirtHost.named("two").beside(one).start();
                DoubleRunWatch watch =
                        DoubleRunWatch.over(Duration.ofMillis(50), RunningGuests.on(one), RunningGuests.on(two))) {
            String mover = GuestXml.firmwareOnly("mover").text();
            one.virsh().callReading(mover, "create", "/dev/stdin");
            seen(watch, "mover", "one");
            one.virsh().call("migrate", "--live", "mover", two.uri());
            seen(watch, "mover", "one", "two");
            assertThat(watch.doubles()).isEmpty();

            one.virsh().callReading(mover, "create", "/dev/stdin");

            Patience.until(
                    "the double to be found",
                    Duration.ofSeconds(10),
                    () -> !watch.doubles().isEmpty());
            assertThat(watch.doubles()).allSatisfy(found -> assertThat(found).startsWith("mover ran on "));
            assertThat(watch.troubles()).isEmpty();
        }
    }

    private static void seen(DoubleRunWatch watch, String guest, String... way) {
        Patience.until(
                guest + " to be seen",
                Duration.ofSeconds(10),
                () -> watch.wayOf(guest).equals(List.of(way)));
    }

    private static void define(LibvirtHost host, String name) {
        host.virsh().callReading(GuestXml.firmwareOnly(name).nic("lan").text(), "define", "/dev/stdin");
        host.virsh().call("start", name);
    }
}
