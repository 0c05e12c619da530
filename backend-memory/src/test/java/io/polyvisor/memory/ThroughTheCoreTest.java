package io.polyvisor.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Access;
import io.polyvisor.Console;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Guest;
import io.polyvisor.Migration;
import io.polyvisor.Polyvisor;
import io.polyvisor.Readiness;
import io.polyvisor.memory.faults.FaultInjection;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.memory.faults.Mishap;
import io.polyvisor.model.AccessMode;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Loss;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.Shutdown;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The model as users meet it: below the core, on real and on virtual time. */
final class ThroughTheCoreTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Stream<TimeSource> clocks() {
        return Stream.of(TimeSource.system(), VirtualTime.flowing());
    }

    private static GuestSpec spec(String name) {
        return GuestSpec.named(name)
                .vcpus(2)
                .memory(Memory.gib(1))
                .disk(DiskSpec.copyOf(VolumeId.of("images", "linux")))
                .nic(NicSpec.on("servers"))
                .seed(SeedSpec.hostName("seeded"))
                .build();
    }

    private static String answer(Guest guest, String command) {
        try (Console console = guest.console()) {
            console.sendLine("");
            if (console.expect(": ", PATIENCE).isEmpty()) {
                throw new AssertionError("no prompt");
            }
            console.sendLine("root").expect("# ", PATIENCE);
            console.sendLine(command);
            return console.expect("# ", PATIENCE);
        }
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void guest_lives_its_whole_life(TimeSource time) {
        try (Polyvisor pv = Polyvisor.open(time);
                Endpoint site = pv.connect("memory:///life?preset=empty&private")) {
            Guest guest = site.create(spec("a")).await();
            assertThat(guest.start().await()).isEqualTo(Effect.APPLIED);
            assertThat(guest.start().await()).isEqualTo(Effect.UNCHANGED);
            guest.awaitReady(Readiness.agent(), PATIENCE);
            assertThat(answer(guest, "hostname")).contains("seeded");
            SnapshotId snapshot = guest.snapshots()
                    .create("s", SnapshotContent.DISKS_AND_MEMORY)
                    .await();
            guest.suspend().await();
            guest.resume().await();
            guest.snapshots().revert(snapshot, Loss.OF_PRESENT_STATE).await();
            assertThat(guest.view().power().state()).isEqualTo(PowerState.RUNNING);
            guest.disks().attach(DiskSpec.newDisk(Memory.gib(1))).await();
            assertThat(guest.shutdown(Shutdown.gracefully(PATIENCE)).await()).isEqualTo(Effect.APPLIED);
            Deleted deleted = guest.delete(Deletion.withOwnedVolumes()).await();
            assertThat(deleted.deleted()).contains(VolumeId.of("images", "a-vda"), VolumeId.of("images", "a-vdb"));
            assertThat(site.inventory().guests()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void running_guest_moves_to_another_endpoint_with_progress(TimeSource time) {
        EndpointOptions all = EndpointOptions.standard().mode(AccessMode.ALL);
        try (Polyvisor pv = Polyvisor.open(time);
                Endpoint forum = pv.connect("memory:///forum?world=core", Access.none(), all);
                Endpoint kb = pv.connect("memory:///kb?world=core", Access.none(), all)) {
            Guest wiki = forum.guest(GuestName.of("forum-wiki"));
            Guest moved = wiki.migrate(Migration.live().to(kb.host(HostId.of("kb-spare.kb"))))
                    .await();
            assertThat(moved.view().power().state()).isEqualTo(PowerState.RUNNING);
            assertThat(moved.endpoint().name()).isEqualTo(kb.name());
            assertThat(forum.inventory().named(GuestName.of("forum-wiki"))).isEmpty();
        }
    }

    @Test
    void create_whose_reply_is_lost_is_made_once() {
        FaultInjection faults = FaultInjection.of(FaultRule.first(Verb.CREATE, Mishap.REPLY_LOST));
        try (Polyvisor pv = Polyvisor.open(VirtualTime.flowing());
                Endpoint site = pv.connect(
                        faults.around(new MemoryProvider()),
                        EndpointUri.parse("memory:///empty?private"),
                        Access.none(),
                        EndpointOptions.standard())) {
            Guest guest = site.create(spec("a")).await();
            assertThat(faults.calls().of("Driver.create")).isEqualTo(1);
            assertThat(site.inventory().guests()).extracting(view -> view.id()).isEqualTo(List.of(guest.id()));
        }
    }

    @Test
    void check_sends_nothing_that_could_change_something() {
        FaultInjection faults = FaultInjection.of();
        try (Polyvisor pv = Polyvisor.open(VirtualTime.flowing());
                Endpoint site = pv.connect(
                        faults.around(new MemoryProvider()),
                        EndpointUri.parse("memory:///empty?private"),
                        Access.none(),
                        EndpointOptions.standard())) {
            site.check(endpoint -> endpoint.create(spec("a")));
            assertThat(faults.calls().mutating()).isEmpty();
            assertThat(site.inventory().guests()).isEmpty();
        }
    }
}
