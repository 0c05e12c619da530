package io.polyvisor.apply.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.apply.file.PlanDocument;
import io.polyvisor.apply.file.Services;
import io.polyvisor.apply.site.Finding.Kind;
import io.polyvisor.apply.site.Finding.Severity;
import io.polyvisor.model.HostView;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Planner;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DriftTest {
    private static final Effort EFFORT = Effort.standard();
    private static final HostKey KVM1 = HostKey.parse("kvm1");
    private static final HostKey KVM2 = HostKey.parse("kvm2");

    private static final String SERVICES = """
            defaults: {memory: 2G, vlans: [10]}
            services:
              web: {protection: protected}
              wiki: {}
              svn: {}
            groups: [{name: tools, apart: [wiki, svn]}]
            """;

    private final EndpointSample central = EndpointSample.central();
    private final EndpointSample kvm1 = EndpointSample.kvm("kvm1");
    private final EndpointSample kvm2 = EndpointSample.kvm("kvm2");
    private final Services services = Lab.services(SERVICES);
    private final Policy policy = Policy.hybrid();

    private Observed observe() {
        return Lab.observe(services, central.seen(), kvm1.seen(), kvm2.seen());
    }

    private Drift drift(Observed observed) {
        return Drift.of(services, policy, observed, EFFORT);
    }

    private Plan plan(Observed observed) {
        Plan plan = drift(observed).plan(services, policy, observed, EFFORT, Pace.standard());
        assertThat(PlanDocument.read("plan", PlanDocument.text(plan))).isEqualTo(plan);
        Repair repair = drift(observed).repair(services, policy, observed, EFFORT);
        repair.answer().ifPresent(answer -> {
            Plan places = Planner.plan(repair.site(), policy, answer, Pace.standard());
            assertThat(Checker.replay(repair.site(), policy, places, answer)).isEmpty();
        });
        return plan;
    }

    private static List<Action> actions(Plan plan) {
        return plan.steps().stream().map(Step::action).toList();
    }

    /** All three are where they should be. */
    private void asWanted() {
        central.ours("web", "esx1", PowerState.RUNNING, Protection.PROTECTED);
        kvm1.ours("wiki");
        kvm2.ours("svn");
    }

    private static void assertFinds(Drift drift, Kind kind, Severity severity, String subject, String words) {
        assertThat(drift.findings()).as(drift.toString()).anySatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.subject()).isEqualTo(subject);
            assertThat(finding.words()).contains(words);
            assertThat(finding.repair()).isNotBlank();
        });
    }

    @Test
    void a_site_as_it_is_wanted_does_not_drift() {
        asWanted();

        assertThat(drift(observe()).findings()).isEmpty();
        assertThat(drift(observe()).exitCode()).isZero();
        assertThat(plan(observe()).isEmpty()).isTrue();
    }

    @Test
    void what_is_missing_is_placed_by_the_plan() {
        kvm1.ours("wiki");

        Drift drift = drift(observe());
        List<Action> actions = actions(plan(observe()));

        assertFinds(drift, Kind.MISSING, Severity.HARM, "web", "service web (protected) has no guest");
        assertFinds(drift, Kind.MISSING, Severity.WARN, "svn", "has no guest");
        assertThat(drift.exitCode()).isEqualTo(2);
        assertThat(actions)
                .anySatisfy(action -> {
                    assertThat(action).isInstanceOf(Action.Create.class);
                    assertThat(action.subject()).contains("web");
                    assertThat(action.host().endpoint()).isEqualTo("central");
                })
                .contains(new Action.Start("svn", KVM2));
    }

    @Test
    void a_guest_without_our_mark_is_told_and_no_second_one_is_made() {
        asWanted();
        EndpointSample stranger = EndpointSample.kvm("kvm2").foreign("svn");

        Observed observed = Lab.observe(services, central.seen(), kvm1.seen(), stranger.seen());

        assertFinds(drift(observed), Kind.UNOWNED, Severity.WARN, "kvm2/svn", "does not bear our mark");
        assertFinds(drift(observed), Kind.MISSING, Severity.WARN, "svn", "has no guest");
        assertThat(drift(observed).exitCode()).isEqualTo(1);
        assertThat(plan(observed).isEmpty()).isTrue();
        assertThat(drift(observed).repair(services, policy, observed, EFFORT).beyond())
                .anyMatch(words -> words.contains("polyvisor adopt kvm2/svn"));
    }

    @Test
    void a_guest_of_ours_that_nobody_wants_is_told() {
        asWanted();
        kvm1.ours("left-over");

        assertFinds(drift(observe()), Kind.UNWANTED, Severity.WARN, "left-over", "no service wants it");
    }

    @Test
    void a_guest_on_the_wrong_class_is_rebuilt_where_the_policy_wants_it() {
        kvm1.ours("wiki").ours("web", "kvm1.example.org", PowerState.RUNNING, Protection.PROTECTED);
        kvm2.ours("svn");

        Drift drift = drift(observe());

        assertFinds(
                drift,
                Kind.WRONG_PLACE,
                Severity.WARN,
                "web",
                "is on kvm1 (in-house, forum); rule \"protected guests go to the central service\" wants central");
        assertFinds(drift, Kind.COST, Severity.NOTE, "lab", "215 less than the policy's best assignment");
        assertThat(actions(plan(observe())))
                .anySatisfy(action -> assertThat(action).isInstanceOfSatisfying(Action.Create.class, create -> {
                    assertThat(create.guest()).isEqualTo("web");
                    assertThat(create.host().endpoint()).isEqualTo("central");
                    assertThat(create.replaces()).contains(KVM1);
                }));
    }

    @Test
    void other_sizes_and_another_protection_are_told_and_marked_anew() {
        central.ours("web", "esx1", PowerState.RUNNING, Protection.DO_NOT_RESTART);
        kvm1.ours("wiki");
        kvm2.ours("svn");
        Services larger = Lab.services(SERVICES.replace("wiki: {}", "wiki: {memory: 4G, vcpus: 2, vlans: [10, 10]}"));

        Observed observed = Lab.observe(larger, central.seen(), kvm1.seen(), kvm2.seen());
        Drift drift = Drift.of(larger, policy, observed, EFFORT);

        assertFinds(
                drift,
                Kind.WRONG_SIZE,
                Severity.WARN,
                "wiki",
                "has 1 vCPUs instead of 2 and 2 GiB of memory instead of 4 GiB");
        assertFinds(
                drift, Kind.WRONG_PROTECTION, Severity.HARM, "web", "is marked do not restart instead of protected");
        assertThat(actions(drift.plan(larger, policy, observed, EFFORT, Pace.standard())))
                .containsExactly(new Action.Protect(
                        "web", HostKey.parse("central/esx1"), Protection.DO_NOT_RESTART, Protection.PROTECTED));
    }

    @Test
    void a_guest_that_is_off_is_started() {
        central.ours("web", "esx1", PowerState.OFF, Protection.PROTECTED);
        kvm1.ours("wiki", PowerState.OFF);
        kvm2.ours("svn");

        assertFinds(drift(observe()), Kind.STOPPED, Severity.HARM, "web", "is not running on central/esx1");
        assertFinds(drift(observe()), Kind.STOPPED, Severity.WARN, "wiki", "is not running on kvm1");
        assertThat(actions(plan(observe())))
                .containsExactly(
                        new Action.Start("web", HostKey.parse("central/esx1")), new Action.Start("wiki", KVM1));
    }

    @Test
    void guests_that_must_be_apart_are_parted_by_a_move() {
        central.ours("web", "esx1", PowerState.RUNNING, Protection.PROTECTED);
        kvm1.ours("wiki").ours("svn");

        assertFinds(
                drift(observe()),
                Kind.BROKEN_GROUP,
                Severity.WARN,
                "tools",
                "svn, wiki are to be kept apart and share kvm1");
        assertThat(actions(plan(observe()))).containsExactly(new Action.Move("wiki", KVM1, KVM2, true));
    }

    @Test
    void protection_that_nobody_enforces_is_told() {
        asWanted();
        EndpointSample alone = new EndpointSample("kvm1")
                .host("kvm1", HostView.State.ONLINE)
                .storage("local", "")
                .network("servers")
                .ours("wiki", "kvm1", PowerState.RUNNING, Protection.PROTECTED);

        Drift drift = drift(Lab.observe(services, central.seen(), alone.seen(), kvm2.seen()));

        assertFinds(
                drift,
                Kind.INEFFECTIVE_PROTECTION,
                Severity.HARM,
                "wiki",
                "its disks are not on storage that other hosts of pool forum share");
        assertThat(drift.findings())
                .filteredOn(finding -> finding.kind() == Kind.INEFFECTIVE_PROTECTION)
                .noneMatch(finding -> finding.subject().equals("web"));
    }

    @Test
    void capacity_below_the_target_is_told_with_an_example_and_what_to_add() {
        asWanted();
        for (int i = 0; i < 8; i++) {
            kvm1.ours("full-" + i, "kvm1.example.org", PowerState.RUNNING, Protection.PROTECTED);
        }

        assertFinds(
                drift(observe()),
                Kind.CAPACITY,
                Severity.HARM,
                "forum",
                "can lose 0 of 2 hosts and must be able to lose 1; without kvm1 there is no place for");
    }

    @Test
    void a_guest_that_runs_twice_is_the_worst_of_all() {
        asWanted();
        kvm2.ours("wiki");

        Drift drift = drift(observe());

        assertThat(drift.findings().get(0).kind()).isEqualTo(Kind.RUNNING_TWICE);
        assertFinds(
                drift, Kind.RUNNING_TWICE, Severity.HARM, "wiki", "runs on kvm1 and on kvm2: both write to its disks");
        assertThat(plan(observe()).isEmpty()).isTrue();
    }

    @Test
    void a_host_that_returns_rejoins_once_its_stale_copies_are_retired() {
        central.ours("web", "esx1", PowerState.RUNNING, Protection.PROTECTED);
        kvm1.ours("wiki", PowerState.OFF);
        kvm2.ours("wiki");
        Services one = Lab.services("services: {web: {memory: 2G, protection: protected}, wiki: {memory: 2G}}\n");
        Observed observed = Lab.observe(
                Lab.declared(),
                one,
                new Remembered(Set.of(KVM1), Optional.empty()),
                central.seen(),
                kvm1.seen(),
                kvm2.seen());

        Drift drift = Drift.of(one, policy, observed, EFFORT);

        assertFinds(
                drift,
                Kind.STALE_COPY,
                Severity.WARN,
                "wiki",
                "is on kvm2, and kvm1 still has a definition of it (OFF)");
        assertThat(actions(drift.plan(one, policy, observed, EFFORT, Pace.standard())))
                .containsExactly(new Action.Retire("wiki", KVM1), new Action.Rejoin(KVM1));
    }

    @Test
    void a_guest_of_a_silent_host_may_run_and_one_of_a_lost_host_waits_for_a_failover() {
        asWanted();
        Observed silent = Lab.observe(services, central.seen(), kvm1.unseen(), kvm2.seen());
        Observed lost = Lab.observe(
                Lab.declared(),
                services,
                new Remembered(Set.of(KVM1), Optional.empty()),
                central.seen(),
                kvm1.unseen(),
                kvm2.seen());

        assertFinds(drift(silent), Kind.UNSEEN, Severity.WARN, "wiki", "it may run");
        assertThat(plan(silent).isEmpty()).isTrue();
        assertFinds(drift(lost), Kind.STOPPED, Severity.WARN, "wiki", "which is lost, and was not started elsewhere");
        assertThat(plan(lost).isEmpty()).isTrue();
    }

    @Test
    void what_finds_no_place_is_an_obstacle_of_the_plan() {
        central.ours("web", "esx1", PowerState.RUNNING, Protection.PROTECTED);
        Services huge = Lab.services("services: {web: {memory: 2G, protection: protected}, huge: {memory: 64G}}\n");
        Observed observed = Lab.observe(huge, central.seen(), kvm1.seen(), kvm2.seen());

        Plan plan = Drift.of(huge, policy, observed, EFFORT).plan(huge, policy, observed, EFFORT, Pace.standard());

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.obstacles()).singleElement().satisfies(obstacle -> {
            assertThat(obstacle.guests()).containsExactly("huge");
            assertThat(obstacle.proved()).isTrue();
            assertThat(obstacle.why()).isNotBlank();
        });
    }

    @Test
    void the_same_site_drifts_in_the_same_words() {
        kvm1.ours("wiki").ours("svn").ours("x").foreign("web");

        assertThat(drift(observe())).isEqualTo(drift(observe()));
        assertThat(PlanDocument.text(plan(observe()))).isEqualTo(PlanDocument.text(plan(observe())));
    }
}
