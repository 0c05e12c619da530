package io.polyvisor.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.Polyvisor;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.memory.faults.Mishap;
import io.polyvisor.model.AccessMode;
import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Memory;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TckRunnerTest {
    private final MemoryEnvironment environment = MemoryEnvironment.impatient();

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void a_rule_that_holds_passes() {
        assertThat(run(rule(tck -> tck.off())).verdict()).isInstanceOf(Verdict.Pass.class);
    }

    @Test
    void a_violation_fails_with_what_was_observed() {
        RuleResult result = run(rule(tck -> Expect.expect("the sky", "grey").is("blue")));
        assertThat(result.verdict()).isEqualTo(new Verdict.Fail("the sky is blue", "it is grey"));
        assertThat(result.attempts()).isOne();
    }

    @Test
    void a_broken_environment_is_tried_once_more_and_recorded() {
        AtomicInteger attempts = new AtomicInteger();
        RuleResult result = run(rule(tck -> {
            if (attempts.incrementAndGet() == 1) {
                throw new EnvironmentFault("the cable fell out", null);
            }
        }));
        assertThat(result.verdict()).isInstanceOf(Verdict.Pass.class);
        assertThat(result.attempts()).isEqualTo(2);
        assertThat(result.notes()).containsExactly("first attempt: the cable fell out");
    }

    @Test
    void an_environment_that_breaks_twice_is_inconclusive() {
        RuleResult result = run(rule(tck -> {
            throw new EnvironmentFault("the cable fell out", null);
        }));
        assertThat(result.verdict()).isEqualTo(new Verdict.Inconclusive("the cable fell out"));
    }

    @Test
    void a_failure_of_the_product_is_not_tried_again() {
        AtomicInteger attempts = new AtomicInteger();
        RuleResult result = run(rule(tck -> {
            attempts.incrementAndGet();
            tck.done(tck.off().pause());
        }));
        assertThat(result.verdict()).isInstanceOf(Verdict.Fail.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void silence_that_no_rule_asked_for_is_inconclusive() {
        RuleResult result = run(rule(tck -> {
            Endpoint endpoint = tck.connect(options -> options);
            endpoint.close();
            endpoint.inventory();
        }));
        assertThat(result.verdict()).isInstanceOf(Verdict.Inconclusive.class);
    }

    @Test
    void silence_that_the_rule_itself_brought_about_and_that_the_product_lets_through_fails() {
        RuleResult result = run(rule(tck -> {
            Guest guest = tck.off();
            tck.edge().strike(FaultRule.every("*", Mishap.UNREACHABLE));
            tck.done(guest.start());
        }));
        assertThat(result.verdict()).isInstanceOf(Verdict.Fail.class);
        assertThat(result.attempts()).isOne();
    }

    @Test
    void an_absent_capability_decides_before_the_rule_is_run() {
        AtomicInteger attempts = new AtomicInteger();
        RuleBook book = new RuleBook(Area.LIFE);
        book.must(1, "It is said.")
                .needs(Capability.PROTECTION_ENFORCED)
                .because("Why.")
                .lookAt("Here.")
                .check(tck -> attempts.incrementAndGet());
        RuleResult result = run(book.rules().get(0));
        assertThat(result.verdict()).isInstanceOf(Verdict.NotApplicable.class);
        assertThat(attempts).hasValue(0);
    }

    @Test
    void a_missing_feature_is_not_run_with_its_reason() {
        RuleBook book = new RuleBook(Area.LIFE);
        book.must(1, "It is said.")
                .needs(Feature.DAEMON_FAULTS)
                .because("Why.")
                .lookAt("Here.")
                .check(tck -> {});
        TckTarget target = environment.target();
        TckEnvironment bare = new BareEnvironment(target, environment.time());
        try (TckSession session = new TckSession(bare, Variation.NONE)) {
            assertThat(TckRunner.run(book.rules().get(0), session).verdict())
                    .isEqualTo(new Verdict.NotRun(
                            "needs a daemon that may be killed: the environment's daemon must not be broken"));
        }
    }

    @Test
    void a_rule_that_the_surroundings_cannot_verify_is_not_run_with_their_reason() {
        AtomicInteger attempts = new AtomicInteger();
        Rule rule = rule(tck -> attempts.incrementAndGet());
        TckEnvironment simulated = new Unfaithful(environment, rule.id(), "the simulator shuts down deaf guests");
        try (TckSession session = new TckSession(simulated, Variation.NONE)) {
            assertThat(TckRunner.run(rule, session).verdict())
                    .isEqualTo(new Verdict.NotRun("cannot be verified here: the simulator shuts down deaf guests"));
        }
        assertThat(attempts).hasValue(0);
        assertThat(run(rule).verdict()).isInstanceOf(Verdict.Pass.class);
    }

    @Test
    void a_volume_is_made_under_the_key_that_the_environment_spells() {
        List<String> keys = new ArrayList<>();
        Rule rule = rule(tck -> keys.add(tck.volume().key()));
        try (TckSession session = new TckSession(new OtherKeys(environment), Variation.NONE)) {
            assertThat(TckRunner.run(rule, session).verdict()).isInstanceOf(Verdict.Pass.class);
        }
        assertThat(keys)
                .singleElement()
                .asString()
                .startsWith(TckContext.PREFIX)
                .endsWith(".vmdk");
    }

    @Test
    void what_is_absent_is_not_applicable_also_where_it_could_not_be_verified() {
        RuleBook book = new RuleBook(Area.LIFE);
        book.must(1, "It is said.")
                .needs(Capability.PROTECTION_ENFORCED)
                .because("Why.")
                .lookAt("Here.")
                .check(tck -> {});
        Rule rule = book.rules().get(0);
        try (TckSession session =
                new TckSession(new Unfaithful(environment, rule.id(), "no cluster"), Variation.NONE)) {
            assertThat(TckRunner.run(rule, session).verdict()).isInstanceOf(Verdict.NotApplicable.class);
        }
    }

    @Test
    void what_a_rule_makes_is_gone_after_it() {
        List<GuestName> made = new ArrayList<>();
        run(rule(tck -> {
            made.add(tck.running().view().name());
            tck.volume();
        }));
        try (Polyvisor polyvisor = Polyvisor.open(environment.time());
                Endpoint endpoint = connect(polyvisor)) {
            assertThat(endpoint.inventory().guests()).noneMatch(guest -> made.contains(guest.name()));
            assertThat(endpoint.inventory(InventoryField.VOLUMES).volumes())
                    .noneMatch(volume -> volume.id().key().startsWith(TckContext.PREFIX));
        }
    }

    @Test
    void volumes_are_spelled_as_the_environment_says() {
        List<VolumeId> made = new ArrayList<>();
        Rule rule = rule(tck -> made.add(tck.volume()));
        UriEnvironment dressed = UriEnvironment.at("memory:///demo", Access.none())
                .storage(StorageId.of("images"))
                .volumeEnding(".vmdk");
        try (TckSession session = new TckSession(dressed, Variation.NONE)) {
            assertThat(TckRunner.run(rule, session).verdict()).isInstanceOf(Verdict.Pass.class);
        }
        assertThat(made)
                .singleElement()
                .satisfies(volume ->
                        assertThat(volume.key()).startsWith(TckContext.PREFIX).endsWith(".vmdk"));
    }

    @Test
    void clean_removes_what_bears_our_prefix_and_our_mark_and_nothing_else() {
        VolumeId volume = new VolumeId(environment.storage().get(), environment.volumeKey(TckContext.PREFIX + "left"));
        GuestName left = GuestName.of(TckContext.PREFIX + "left");
        GuestName other = GuestName.of("not-ours");
        GuestName foreign = GuestName.of(TckContext.PREFIX + "but-without-a-mark");
        environment.foreignClient().get().make(foreign);
        try (Polyvisor polyvisor = Polyvisor.open(environment.time());
                Endpoint endpoint = connect(polyvisor)) {
            Guest running =
                    endpoint.create(environment.cheapGuest(left).build()).await();
            running.start().await();
            endpoint.create(environment.cheapGuest(other).build()).await();
            endpoint.volumes().create(VolumeSpec.thin(volume, Memory.mib(1))).await();
            List<String> done = Cleaner.clean(environment);
            assertThat(done).contains("removed guest " + left, "removed volume " + volume);
            Set<GuestName> names = TckContext.names(endpoint);
            assertThat(names).contains(other, foreign).doesNotContain(left);
        }
    }

    private Endpoint connect(Polyvisor polyvisor) {
        TckTarget target = environment.target();
        return polyvisor.connect(
                target.provider(),
                target.uri(),
                target.access(),
                environment.options().mode(AccessMode.OWNED));
    }

    private RuleResult run(Rule rule) {
        try (TckSession session = new TckSession(environment, Variation.NONE)) {
            return TckRunner.run(rule, session);
        }
    }

    private static Rule rule(RuleBody body) {
        RuleBook book = new RuleBook(Area.LIFE);
        book.must(1, "It is said.").because("Why.").lookAt("Here.").check(body);
        return book.rules().get(0);
    }
}
