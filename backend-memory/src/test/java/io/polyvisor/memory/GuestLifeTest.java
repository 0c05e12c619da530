package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.StateReason;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Rebooting;
import io.polyvisor.spi.Suspending;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GuestLifeTest {
    private final Bench bench = new Bench("memory:///empty?private");

    @Test
    void created_guest_is_off_and_is_what_was_asked_for() {
        GuestId id = bench.create(GuestSpec.named("w<&\"ö")
                .vcpus(2)
                .maxVcpus(4)
                .memory(Memory.gib(1))
                .disk(DiskSpec.newDisk(Memory.gib(5)))
                .nic(NicSpec.on("servers"))
                .tag("a", "b")
                .description("told"));
        GuestView seen = bench.see(id);
        assertThat(seen.power().state()).isEqualTo(PowerState.OFF);
        assertThat(seen.name().value()).isEqualTo("w<&\"ö");
        assertThat(seen.vcpus()).isEqualTo(2);
        assertThat(seen.requireDetails().maxVcpus()).isEqualTo(4);
        assertThat(seen.requireDetails().disks()).hasSize(1);
        assertThat(seen.requireDetails().nics()).hasSize(1);
        assertThat(seen.requireDetails().description()).isEqualTo("told");
        assertThat(bench.volumes()).contains(VolumeId.of("images", "w<&\"ö-vda"));
    }

    @Test
    void guest_is_found_by_the_key_that_it_was_created_under() {
        CreationKey key = CreationKey.fresh();
        GuestId id = bench.create(GuestSpec.named("a"), key);
        assertThat(bench.driver.find(key, bench.call())).contains(id);
        assertThat(bench.driver.find(CreationKey.fresh(), bench.call())).isEmpty();
    }

    @Test
    void second_guest_under_one_key_is_refused() {
        CreationKey key = CreationKey.fresh();
        bench.create(GuestSpec.named("a"), key);
        assertThat(Bench.refusal(() -> bench.create(GuestSpec.named("b"), key)).kind())
                .isEqualTo(ErrorKind.ALREADY_EXISTS);
        assertThat(bench.all().guests()).hasSize(1);
    }

    @Test
    void started_guest_runs_at_once_and_is_ready_after_its_boot() {
        GuestId id = bench.create(GuestSpec.named("a").nic(NicSpec.on("lab")));
        bench.driver.start(id, bench.call());
        GuestView booting = bench.see(id);
        assertThat(booting.power().state()).isEqualTo(PowerState.RUNNING);
        assertThat(booting.requireDetails().agent()).isEqualTo(AgentState.NONE);
        assertThat(booting.requireDetails().addresses()).isEmpty();
        bench.time.advance(Duration.ofSeconds(3));
        GuestView ready = bench.see(id);
        assertThat(ready.requireDetails().agent()).isEqualTo(AgentState.CONNECTED);
        assertThat(ready.requireDetails().addresses())
                .hasValueSatisfying(found -> assertThat(found).hasSize(1));
    }

    @Test
    void shutdown_request_returns_at_once_and_the_guest_is_off_two_seconds_later() {
        GuestId id = bench.ready(GuestSpec.named("a"));
        bench.driver.requestShutdown(id, bench.call());
        assertThat(bench.power(id)).isEqualTo(PowerState.RUNNING);
        assertThat(bench.see(id).requireDetails().currentOperations()).hasSize(1);
        bench.time.advance(Duration.ofMillis(1999));
        assertThat(bench.power(id)).isEqualTo(PowerState.RUNNING);
        bench.time.advance(Duration.ofMillis(1));
        assertThat(bench.power(id)).isEqualTo(PowerState.OFF);
        assertThat(bench.see(id).power().reason()).contains(StateReason.GUEST);
        assertThat(bench.see(id).requireDetails().currentOperations()).isEmpty();
    }

    @Test
    void shutdown_that_is_requested_during_the_boot_is_heard_after_it() {
        GuestId id = bench.create(GuestSpec.named("a"));
        bench.driver.start(id, bench.call());
        bench.driver.requestShutdown(id, bench.call());
        bench.time.advance(Duration.ofSeconds(4));
        assertThat(bench.power(id)).isEqualTo(PowerState.RUNNING);
        bench.time.advance(Duration.ofSeconds(1));
        assertThat(bench.power(id)).isEqualTo(PowerState.OFF);
    }

    @Test
    void guest_without_processors_or_memory_is_refused() {
        assertThat(Bench.refusal(() -> bench.create(GuestSpec.named("a").vcpus(0)))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_SPEC);
        assertThat(Bench.refusal(() -> bench.create(GuestSpec.named("a").memory(Memory.ZERO)))
                        .kind())
                .isEqualTo(ErrorKind.INVALID_SPEC);
    }

    @Test
    void deaf_guest_ignores_shutdown_requests() {
        GuestId id = bench.ready(GuestSpec.named("a").disk(DiskSpec.copyOf(VolumeId.of("images", "firmware-only"))));
        bench.driver.requestShutdown(id, bench.call());
        bench.time.advance(Duration.ofHours(1));
        assertThat(bench.power(id)).isEqualTo(PowerState.RUNNING);
        bench.driver.powerOff(id, bench.call());
        assertThat(bench.power(id)).isEqualTo(PowerState.OFF);
    }

    @Test
    void paused_guest_stands_still_and_goes_on_where_it_was() {
        GuestId id = bench.ready(GuestSpec.named("a"));
        bench.shell(id, "echo in-memory > /tmp/x");
        bench.the(Pausing.class).pause(id, bench.call());
        bench.time.advance(Duration.ofMinutes(10));
        assertThat(bench.power(id)).isEqualTo(PowerState.PAUSED);
        bench.the(Pausing.class).unpause(id, bench.call());
        assertThat(bench.shell(id, "cat /tmp/x")).isEqualTo("in-memory");
        assertThat(Long.parseLong(bench.shell(id, "counter"))).isBetween(20L, 100L);
    }

    @Test
    void guest_paused_in_the_middle_of_its_boot_goes_on_booting() {
        GuestId id = bench.create(GuestSpec.named("a"));
        bench.driver.start(id, bench.call());
        bench.time.advance(Duration.ofSeconds(1));
        bench.the(Pausing.class).pause(id, bench.call());
        bench.time.advance(Duration.ofMinutes(1));
        bench.the(Pausing.class).unpause(id, bench.call());
        assertThat(bench.see(id).requireDetails().agent()).isEqualTo(AgentState.NONE);
        bench.time.advance(Duration.ofSeconds(2));
        assertThat(bench.see(id).requireDetails().agent()).isEqualTo(AgentState.CONNECTED);
    }

    @Test
    void suspended_guest_takes_no_host_memory_and_wakes_with_its_own() {
        GuestId id = bench.ready(GuestSpec.named("a").memory(Memory.gib(2)));
        bench.shell(id, "echo kept > /tmp/x");
        Memory free = bench.all().hosts().get(0).freeMemory().orElseThrow();
        bench.the(Suspending.class).suspend(id, bench.call());
        assertThat(bench.power(id)).isEqualTo(PowerState.SUSPENDED);
        assertThat(bench.all().hosts().get(0).freeMemory()).contains(free.plus(Memory.gib(2)));
        bench.the(Suspending.class).wake(id, bench.call());
        assertThat(bench.shell(id, "cat /tmp/x")).isEqualTo("kept");
    }

    @Test
    void discarded_memory_is_gone_and_the_guest_is_off() {
        GuestId id = bench.ready(GuestSpec.named("a"));
        bench.the(Suspending.class).suspend(id, bench.call());
        bench.the(Suspending.class).discard(id, bench.call());
        assertThat(bench.power(id)).isEqualTo(PowerState.OFF);
    }

    @Test
    void suspend_that_is_cancelled_leaves_the_guest_running() {
        GuestId id = bench.ready(GuestSpec.named("a"));
        assertThat(Bench.refusal(() -> bench.the(Suspending.class).suspend(id, TestCall.givingUpAt(0.5, bench.time)))
                        .kind())
                .isEqualTo(ErrorKind.CANCELLED);
        assertThat(bench.power(id)).isEqualTo(PowerState.RUNNING);
        assertThat(bench.see(id).requireDetails().currentOperations()).isEmpty();
    }

    @Test
    void reset_loses_memory_and_boots_anew() {
        GuestId id = bench.ready(GuestSpec.named("a"));
        bench.shell(id, "echo lost > /tmp/x");
        bench.the(Rebooting.class).reset(id, bench.call());
        assertThat(bench.see(id).requireDetails().agent()).isEqualTo(AgentState.NONE);
        bench.time.advance(Duration.ofSeconds(5));
        assertThat(bench.shell(id, "cat /tmp/x")).contains("No such file");
    }

    @Test
    void reboot_keeps_the_guest_running_throughout() {
        GuestId id = bench.ready(GuestSpec.named("a"));
        bench.the(Rebooting.class).reboot(id, bench.call());
        bench.time.advance(Duration.ofSeconds(2));
        assertThat(bench.power(id)).isEqualTo(PowerState.RUNNING);
        assertThat(bench.see(id).requireDetails().agent()).isEqualTo(AgentState.NONE);
        bench.time.advance(Duration.ofSeconds(3));
        assertThat(bench.see(id).requireDetails().agent()).isEqualTo(AgentState.CONNECTED);
    }

    @Test
    void verbs_that_do_not_fit_the_state_are_refused_by_the_model_itself() {
        GuestId id = bench.create(GuestSpec.named("a"));
        List<Fault> refusals = List.of(
                Bench.refusal(() -> bench.driver.requestShutdown(id, bench.call())),
                Bench.refusal(() -> bench.driver.powerOff(id, bench.call())),
                Bench.refusal(() -> bench.the(Pausing.class).pause(id, bench.call())),
                Bench.refusal(() -> bench.the(Pausing.class).unpause(id, bench.call())),
                Bench.refusal(() -> bench.the(Suspending.class).suspend(id, bench.call())),
                Bench.refusal(() -> bench.the(Suspending.class).wake(id, bench.call())),
                Bench.refusal(() -> bench.the(Rebooting.class).reset(id, bench.call())));
        assertThat(refusals).extracting(Fault::kind).containsOnly(ErrorKind.INVALID_STATE);
        bench.driver.start(id, bench.call());
        assertThat(Bench.refusal(() -> bench.driver.start(id, bench.call())).kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
        assertThat(Bench.refusal(() -> bench.driver.delete(id, bench.call())).kind())
                .isEqualTo(ErrorKind.INVALID_STATE);
    }

    @Test
    void start_is_refused_when_the_host_has_no_memory_left() {
        GuestId big = bench.create(GuestSpec.named("big").memory(Memory.gib(15)));
        GuestId more = bench.create(GuestSpec.named("more").memory(Memory.gib(2)));
        bench.driver.start(big, bench.call());
        assertThat(Bench.refusal(() -> bench.driver.start(more, bench.call())).kind())
                .isEqualTo(ErrorKind.INSUFFICIENT_CAPACITY);
        assertThat(bench.power(more)).isEqualTo(PowerState.OFF);
    }

    @Test
    void deleted_guest_is_gone_and_its_volumes_stay() {
        GuestId id = bench.create(GuestSpec.named("a").disk(DiskSpec.newDisk(Memory.gib(1))));
        bench.driver.delete(id, bench.call());
        assertThat(bench.driver.observe(id, bench.call())).isEmpty();
        assertThat(bench.volumes()).contains(VolumeId.of("images", "a-vda"));
    }
}
