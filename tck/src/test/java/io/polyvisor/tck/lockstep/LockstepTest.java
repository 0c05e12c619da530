package io.polyvisor.tck.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.memory.MemoryProvider;
import io.polyvisor.memory.VirtualTime;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Enforcer;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.ProtectionView;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Protecting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LockstepTest {

    @Test
    void the_model_agrees_with_itself(TestReporter reporter) {
        LockstepReport report =
                Lockstep.run(LockstepSubject.model(), LockstepSubject.model(), Lockstep.seeds(1, 60), 40);

        reporter.publishEntry("coverage", report.text());
        assertThat(report.agreed()).as(report.text()).isTrue();
        assertThat(report.walks())
                .hasSize(60)
                .allSatisfy(walk -> assertThat(walk.steps()).hasSize(40));
    }

    @Test
    void ten_short_walks_visit_every_supported_cell() {
        LockstepReport report =
                Lockstep.run(LockstepSubject.model(), LockstepSubject.model(), Lockstep.seeds(1, 10), 25);

        Coverage coverage = report.coverage().orElseThrow();
        assertThat(coverage.unvisitedSupported()).as(coverage.matrix()).isEmpty();
        assertThat(coverage.visits(new Cell(PowerState.SUSPENDED, Verb.RESUME))).isPositive();
        assertThat(coverage.size()).isGreaterThan(100);
    }

    @Test
    void the_same_seeds_make_the_same_walks() {
        List<Long> seeds = Lockstep.seeds(7, 3);

        List<String> first = scripts(seeds);

        assertThat(scripts(seeds)).isEqualTo(first);
        assertThat(first).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"libxl", "vsphere", "openvz"})
    void a_backend_that_can_less_agrees_with_a_model_made_like_it(String likeness) {
        LockstepReport report = Lockstep.run(LockstepSubject.model(), modelLike(likeness), Lockstep.seeds(1, 6), 30);

        assertThat(report.agreed()).as(report.text()).isTrue();
        assertThat(report.coverage().orElseThrow().unvisited().size()).isLessThan(40);
    }

    @Test
    void volumes_are_spelled_as_each_side_wants_them() {
        LockstepSubject dressed =
                LockstepSubject.model().adjusting(site -> site.withVolumeKeys(name -> name + ".vmdk"));
        String script = "create-volume volume=v1 mib=8 provisioning=THIN\ngrow-volume volume=v1 mib=9";

        Walk walk = Lockstep.replay(LockstepSubject.model(), dressed, script);

        assertThat(walk.agreed()).as(walk.told()).isTrue();
        try (Arena arena = Arena.of(dressed, "dressed")) {
            Side side = arena.side();
            assertThat(side.volume("v1").key()).endsWith("v1.vmdk");
            assertThat(side.volumeAlias(side.volume("v12"))).contains("v12");
            assertThat(side.volumeAlias(VolumeId.of("images", side.prefix() + "v12")))
                    .isEmpty();
        }
    }

    @Test
    void a_walk_replays_from_its_script() {
        Walk walk = Lockstep.run(LockstepSubject.model(), LockstepSubject.model(), List.of(3L), 20)
                .walks()
                .get(0);

        Walk again = Lockstep.replay(LockstepSubject.model(), LockstepSubject.model(), walk.told());

        assertThat(again.agreed()).isTrue();
        assertThat(again.steps()).isEqualTo(walk.steps());
        assertThat(again.replies()).isEqualTo(walk.replies());
    }

    @Test
    void a_backend_that_declares_more_than_the_model_has_is_refused() {
        Protecting boast = (guest, call) -> new ProtectionView(Protection.PROTECTED, Enforcer.BACKEND, "so it says");
        LockstepSubject boasting = LockstepSubject.model().deviating("boasting", () -> call -> {
            if (call.is(Driver.class, "capabilities")) {
                return Capabilities.allExcept().build();
            }
            boolean asked = call.is(Driver.class, "facet") && call.argument(Class.class) == Protecting.class;
            return asked ? Optional.of(boast) : call.proceed();
        });

        assertThatThrownBy(() -> Lockstep.run(LockstepSubject.model(), boasting, List.of(1L), 1))
                .hasMessageContaining("boasting declares more than the model has: PROTECTION_ENFORCED");
    }

    @Test
    void a_failure_that_both_sides_share_is_a_difference_all_the_same() {
        LockstepSubject broken = LockstepSubject.model().deviating("broken", () -> call -> {
            if (call.is(Driver.class, "start")) {
                throw new IllegalStateException("a driver's mistake");
            }
            return call.proceed();
        });
        String script =
                "create guest=g1 style=PLAIN vcpus=1 mib=64 disks=1 nics=0 drive=NONE flaw=NONE\nstart guest=g1";

        Walk walk = Lockstep.replay(broken, broken, script);

        assertThat(walk.first())
                .get()
                .satisfies(difference -> assertThat(difference.what()).isEqualTo("reply"));
    }

    @Test
    void nothing_is_left_where_a_walk_was() {
        VirtualTime time = VirtualTime.flowing();
        MemoryProvider memory = new MemoryProvider();
        LockstepSubject subject = LockstepSubject.model().anew(() -> memory, () -> time);
        Lockstep.run(LockstepSubject.model(), subject, Lockstep.seeds(20, 4), 40);

        try (Arena arena = Arena.of(subject, "afterwards")) {
            assertThat(arena.side().endpoint().inventory().guests()).isEmpty();
            assertThat(arena.side().endpoint().templates().list()).isEmpty();
            assertThat(arena.side().endpoint().volumes().list())
                    .extracting(volume -> volume.id().key())
                    .noneMatch(key -> key.startsWith("lw-"))
                    .noneMatch(key -> key.startsWith("v"));
        }
    }

    private static LockstepSubject modelLike(String likeness) {
        MemoryProvider memory = new MemoryProvider();
        return LockstepSubject.of(
                        likeness,
                        memory,
                        "memory:///lockstep?preset=empty&speed=instant&like=" + likeness,
                        ModelSite::furnish)
                .anew(() -> memory, VirtualTime::flowing);
    }

    private static List<String> scripts(List<Long> seeds) {
        return Lockstep.run(LockstepSubject.model(), LockstepSubject.model(), seeds, 25).walks().stream()
                .map(Walk::script)
                .toList();
    }
}
