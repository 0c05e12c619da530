package io.polyvisor.apply;

import static io.polyvisor.apply.School.FORUM2;
import static io.polyvisor.apply.School.KB1;
import static io.polyvisor.apply.School.is;
import static io.polyvisor.apply.School.key;
import static io.polyvisor.apply.School.plan;
import static io.polyvisor.apply.School.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.apply.ApplyReport.Ending;
import io.polyvisor.apply.FenceEvidence.CommandSucceeded;
import io.polyvisor.apply.FenceEvidence.ObservedOff;
import io.polyvisor.apply.FenceEvidence.OperatorStatement;
import io.polyvisor.apply.StepReport.Status;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.NicView;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Planner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests of lost hosts: started elsewhere only on evidence, and never running twice, also when the host comes back. */
final class FailoverTest {
    private static final OperatorStatement WORD = new OperatorStatement(
            FORUM2, "operator", "--i-powered-off forum/forum2", Instant.parse("2026-01-01T00:10:00Z"));

    @TempDir
    private Path directory;

    private School school;

    @BeforeEach
    void mail_runs_on_forum2() {
        school = new School(directory);
        assertThat(school.apply(plan("mail").newMail(FORUM2).build()).ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("mail")).containsExactly("RUNNING forum2");
    }

    @AfterEach
    void close() {
        school.close();
    }

    private static Plan failover() {
        return plan("failover")
                .step(new Action.Fence(FORUM2))
                .step(
                        new Action.Recover("mail", FORUM2, KB1),
                        new Condition.Fenced(FORUM2),
                        new Condition.RunsNowhere("mail"),
                        new Condition.NameFree("mail", "kb"),
                        new Condition.HostTakesGuests(KB1))
                .startOfMail(KB1, new Condition.RunsNowhere("mail"))
                .build();
    }

    private static Plan rejoin() {
        return plan("rejoin")
                .step(
                        new Action.Retire("mail", FORUM2),
                        is("mail", FORUM2, PowerState.OFF, PowerState.RUNNING, PowerState.SUSPENDED))
                .step(new Action.Rejoin(FORUM2))
                .build();
    }

    private void loseHost() {
        school.hand("forum").fell(school.id(FORUM2));
    }

    private void failOver() {
        loseHost();
        school.options = school.options.stating(List.of(WORD));
        assertThat(school.apply(failover()).ending()).isEqualTo(Ending.DONE);
    }

    private void hostReturns() {
        school.hand("forum").revive(school.id(FORUM2));
    }

    @Test
    void a_lost_connection_is_no_evidence() {
        loseHost();
        for (ApplyReport report : List.of(school.applier().dryRun(failover()), school.apply(failover()))) {
            assertThat(report.ending()).isEqualTo(Ending.CANNOT_TELL);
            assertThat(report.steps().get(0).words())
                    .contains("a lost connection is no evidence", "--i-powered-off forum/forum2");
        }
        assertThat(school.copies("mail")).containsExactly("UNKNOWN forum2");
        assertThat(school.state.unfinished()).isEmpty();
    }

    @Test
    void a_silent_host_whose_guests_run_on_gets_no_second_copy() {
        school.hand("forum").silence(school.id(FORUM2));
        assertThat(school.apply(failover()).ending()).isEqualTo(Ending.CANNOT_TELL);
        hostReturns();
        assertThat(school.copies("mail")).containsExactly("RUNNING forum2");
    }

    @Test
    void a_plan_that_leaves_out_fence_and_conditions_is_stopped_all_the_same() {
        school.hand("forum").silence(school.id(FORUM2));
        Plan careless = plan("careless")
                .step(new Action.Recover("mail", FORUM2, KB1))
                .step(new Action.Start("mail", KB1))
                .build();
        ApplyReport report = school.apply(careless);
        assertThat(report.ending()).isEqualTo(Ending.CANNOT_TELL);
        assertThat(report.steps()).allMatch(step -> step.words().contains("no evidence says that it is fenced"));
        assertThat(school.copies("mail")).containsExactly("UNKNOWN forum2");
    }

    @Test
    void an_operators_statement_lets_the_guest_be_made_again_with_all_that_it_had() {
        GuestView before = school.guest("forum", "mail").view();
        failOver();
        assertThat(school.copies("mail")).containsExactly("UNKNOWN forum2", "RUNNING kb1");
        GuestView after = school.guest("kb", "mail").view();
        GuestDetails had = before.requireDetails();
        GuestDetails has = after.requireDetails();
        assertThat(after.vcpus()).isEqualTo(before.vcpus());
        assertThat(after.memory()).isEqualTo(before.memory());
        assertThat(has.disks())
                .extracting(DiskView::volume)
                .isEqualTo(had.disks().stream().map(DiskView::volume).toList());
        assertThat(has.nics())
                .extracting(NicView::mac)
                .isEqualTo(had.nics().stream().map(NicView::mac).toList());
        assertThat(has.description()).isEqualTo(had.description());
        assertThat(has.mark()).isEqualTo(had.mark());
        assertThat(has.mark().map(Mark::protection)).contains(Protection.RESTART_IF_POSSIBLE);
        assertThat(school.endpoint("kb").find(key("mail"))).isPresent();
        assertThat(school.state.fenced().get(FORUM2).evidence()).isEqualTo(WORD);
    }

    @Test
    void a_fence_command_that_succeeds_is_evidence_and_is_kept() {
        school.hand("forum").silence(school.id(FORUM2));
        school.options = school.options.fencing(FORUM2, List.of("power", "off", "forum2"));
        school.fences = (command, deadline) -> {
            loseHost();
            return new FenceRunner.Result(true, "cafe", "it ended with exit code 0");
        };
        assertThat(school.apply(failover()).ending()).isEqualTo(Ending.DONE);
        assertThat(school.state.fenced().get(FORUM2).evidence())
                .isInstanceOfSatisfying(CommandSucceeded.class, evidence -> {
                    assertThat(evidence.command()).containsExactly("power", "off", "forum2");
                    assertThat(evidence.outputDigest()).isEqualTo("cafe");
                });
        hostReturns();
        assertThat(school.copies("mail")).containsExactly("OFF forum2", "RUNNING kb1");
    }

    @Test
    void a_fence_command_that_fails_is_no_evidence() {
        school.hand("forum").silence(school.id(FORUM2));
        school.options = school.options.fencing(FORUM2, List.of("power", "off"));
        school.fences = (command, deadline) -> new FenceRunner.Result(false, "", "it ended with exit code 1");
        ApplyReport report = school.apply(failover());
        assertThat(report.ending()).isEqualTo(Ending.CANNOT_TELL);
        assertThat(report.steps().get(0).words()).contains("the fence command failed: it ended with exit code 1");
        assertThat(report.with(Status.PENDING)).hasSize(2);
        assertThat(school.state.fenced()).isEmpty();
        hostReturns();
        assertThat(school.copies("mail")).containsExactly("RUNNING forum2");
    }

    @Test
    void a_host_that_was_fenced_in_error_and_answers_with_its_guest_running_stops_the_plan_loudly() {
        school.hand("forum").silence(school.id(FORUM2));
        school.options = school.options.fencing(FORUM2, List.of("power", "off", "another-host"));
        school.fences = (command, deadline) -> {
            hostReturns();
            return new FenceRunner.Result(true, "", "it ended with exit code 0");
        };
        ApplyReport report = school.apply(failover());
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(1).words()).contains("IT RUNS");
        assertThat(school.copies("mail")).containsExactly("RUNNING forum2");
    }

    @Test
    void a_host_that_answers_and_runs_guests_is_not_fenced() {
        school.options = school.options.stating(List.of(WORD));
        ApplyReport report = school.apply(failover());
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(0).words()).contains("it answers and runs", "evacuate it instead");
        assertThat(school.state.fenced()).isEmpty();
    }

    @Test
    void a_host_that_answers_with_all_its_guests_off_is_evidence_as_long_as_it_answers_so() {
        loseHost();
        hostReturns();
        ApplyReport report = school.apply(failover());
        assertThat(report.ending()).isEqualTo(Ending.DONE);
        assertThat(school.state.fenced().get(FORUM2).evidence()).isInstanceOf(ObservedOff.class);
        assertThat(school.copies("mail")).containsExactly("OFF forum2", "RUNNING kb1");
    }

    @Test
    void a_guest_that_its_lost_host_would_start_again_is_not_recovered_unless_the_operator_answers_for_it() {
        school.guest("forum", "mail").autostart(true).await();
        Keeper keeper = new Keeper(school.site(), school.state);
        keeper.keep(java.util.Map.of(
                "forum",
                school.endpoint("forum")
                        .inventory(
                                io.polyvisor.model.InventoryField.HOSTS, io.polyvisor.model.InventoryField.DETAILS)));
        loseHost();
        school.options = school.options.stating(List.of(WORD));
        ApplyReport refused = school.apply(failover());
        assertThat(refused.ending()).isEqualTo(Ending.DRIFT);
        assertThat(refused.steps().get(1).words()).contains("it would run twice");
        school.options = school.options.recoveringDespiteAutostart();
        assertThat(school.apply(failover()).ending()).isEqualTo(Ending.DONE);
        assertThat(school.guest("kb", "mail").view().autostart()).isFalse();
    }

    @Test
    void a_guest_of_which_nothing_was_kept_is_not_recovered() {
        School other = new School(StateDirectory.at(directory.resolve("another-state")));
        try (other) {
            Plan strange = plan("strange")
                    .step(new Action.Fence(FORUM2))
                    .step(new Action.Recover("nobody", FORUM2, KB1))
                    .build();
            other.hand("forum").fell(other.id(FORUM2));
            other.options = other.options.stating(List.of(WORD));
            ApplyReport report = other.apply(strange);
            assertThat(report.ending()).isEqualTo(Ending.DRIFT);
            assertThat(report.steps().get(1).words()).contains("none was kept; make the guest anew from its service");
        }
    }

    @Test
    void a_guest_with_a_local_disk_is_not_recovered_elsewhere() {
        Plan local = plan("local")
                .step(new Action.Fence(School.FORUM1))
                .step(new Action.Recover("forum-web", School.FORUM1, KB1))
                .build();
        school.hand("forum").fell(school.id(School.FORUM1));
        school.options = school.options.stating(List.of(new OperatorStatement(
                School.FORUM1, "operator", "I pulled the plug", Instant.parse("2026-01-01T00:10:00Z"))));
        ApplyReport report = school.apply(local);
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(1).words()).contains("is in no storage that kb/kb1 shares");
    }

    @Test
    void a_manager_that_knows_both_hosts_restarts_its_guests_itself() {
        loseHost();
        school.options = school.options.stating(List.of(WORD));
        Plan within = plan("within")
                .step(new Action.Fence(FORUM2))
                .step(new Action.Recover("mail", FORUM2, School.FORUM1))
                .build();
        assertThat(school.apply(within).steps().get(1).words()).contains("manages both hosts");
    }

    @Test
    void a_returning_host_loses_its_stale_copies_and_then_takes_guests_again() {
        failOver();
        hostReturns();
        assertThat(school.copies("mail")).containsExactly("OFF forum2", "RUNNING kb1");
        int volumes = school.endpoint("forum").volumes().list().size();
        assertThat(school.apply(rejoin()).ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("mail")).containsExactly("RUNNING kb1");
        assertThat(school.endpoint("forum").volumes().list()).hasSize(volumes);
        assertThat(school.state.fenced()).isEmpty();
    }

    @Test
    void a_stale_copy_that_runs_is_not_touched_and_said_loudly() {
        failOver();
        hostReturns();
        school.guest("forum", "mail").start().await();
        ApplyReport report = school.apply(rejoin());
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(0).words()).contains("IT IS RUNNING");
        assertThat(school.copies("mail")).containsExactly("RUNNING forum2", "RUNNING kb1");
        assertThat(school.state.fenced()).containsKey(FORUM2);
    }

    @Test
    void the_only_definition_of_a_guest_is_never_retired() {
        Plan wrong =
                plan("wrong").step(new Action.Retire("forum-print", FORUM2)).build();
        ApplyReport report = school.apply(wrong);
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(0).words()).contains("this one is not stale");
        assertThat(school.copies("forum-print")).containsExactly("OFF forum2");
    }

    @Test
    void a_host_with_stale_copies_does_not_rejoin() {
        failOver();
        hostReturns();
        ApplyReport report =
                school.apply(plan("hasty").step(new Action.Rejoin(FORUM2)).build());
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(0).words()).contains("it still has mail");
    }

    /** The host of {@code mail} is lost, nobody restarts its guests, and it comes back and starts them itself. */
    private Plan returnWithMailRunning() {
        school.guest("forum", "mail").autostart(true).await();
        loseHost();
        school.options = school.options.stating(List.of(WORD));
        assertThat(school.apply(plan("lost").step(new Action.Fence(FORUM2)).build())
                        .ending())
                .isEqualTo(Ending.DONE);
        hostReturns();
        school.options = ApplyOptions.standard("tester");
        assertThat(school.copies("mail")).containsExactly("RUNNING forum2");
        return Planner.rejoin(school.site(), FORUM2, List.of());
    }

    @Test
    void a_guest_that_its_host_started_when_it_came_back_stays_there_and_the_host_rejoins() {
        Plan rejoin = returnWithMailRunning();
        assertThat(school.apply(rejoin).ending()).isEqualTo(Ending.DONE);
        assertThat(school.state.fenced()).isEmpty();
        assertThat(school.copies("mail")).containsExactly("RUNNING forum2");
    }

    @Test
    void it_does_not_rejoin_while_that_guest_may_run_where_nobody_can_look() {
        Plan rejoin = returnWithMailRunning();
        Applier applier = school.applier();
        school.cut.add("kb");
        ApplyReport report = applier.apply(rejoin, ApplyListener.none());
        assertThat(report.ending()).isEqualTo(Ending.CANNOT_TELL);
        assertThat(report.steps().get(0).words()).contains("guest mail, which is RUNNING on forum/forum2");
        assertThat(school.state.fenced()).containsKey(FORUM2);
    }

    @Test
    void it_does_not_rejoin_with_a_guest_that_was_restarted_elsewhere_and_runs_on_it_all_the_same() {
        failOver();
        hostReturns();
        school.guest("forum", "mail").start().await();
        ApplyReport report = school.apply(Planner.rejoin(school.site(), FORUM2, List.of()));
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(0).words()).contains("it still has mail, and mail");
        assertThat(school.state.fenced()).containsKey(FORUM2);
    }

    @Test
    void two_guests_of_one_name_that_were_made_under_keys_of_their_own_are_not_copies_of_each_other() {
        Plan plan = plan("namesake")
                .step(new Action.Create("web", KB1, spec("web"), key("web-of-kb"), Optional.empty()))
                .step(new Action.Start("web", KB1), is("web", KB1, PowerState.OFF))
                .build();
        assertThat(school.apply(plan).ending()).isEqualTo(Ending.DONE);
        school.endpoint("forum").create(spec("web"), key("web-of-forum")).await();
        school.spelledOut.add("web");
        io.polyvisor.placement.site.HostKey place =
                school.site().guest("forum/web").place().orElseThrow();
        Plan there =
                plan("start-there").step(new Action.Start("forum/web", place)).build();
        assertThat(school.apply(there).ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("web"))
                .allMatch(copy -> copy.startsWith("RUNNING"))
                .hasSize(2);
    }

    @Test
    void an_endpoint_that_is_dead_is_not_waited_for_at_every_step_once_its_hosts_are_fenced() {
        io.polyvisor.placement.site.Site site = school.site();
        List<OperatorStatement> words = site.hosts().keySet().stream()
                .filter(host -> host.endpoint().equals("forum"))
                .map(host -> new OperatorStatement(host, "operator", "the room burnt down", Instant.EPOCH))
                .toList();
        school.options = school.options.stating(words);
        school.cut.add("forum");
        School.PlanOf burnt = plan("burnt");
        words.forEach(word -> burnt.step(new Action.Fence(word.host())));
        Plan plan = burnt.step(new Action.Recover("mail", FORUM2, KB1), new Condition.RunsNowhere("mail"))
                .step(new Action.Start("mail", KB1), new Condition.RunsNowhere("mail"))
                .build();
        int[] asked = new int[1];
        Applier applier = new Applier(
                site,
                name -> {
                    asked[0] += name.equals("forum") ? 1 : 0;
                    return school.endpoint(name);
                },
                school.state,
                school.options,
                school.fences,
                school.time::now);
        int[] askedBefore = new int[1];
        ApplyReport report = applier.apply(plan, event -> {
            if (event instanceof ApplyEvent.StepEnded ended
                    && ended.report().step().action() instanceof Action.Fence) {
                askedBefore[0] = asked[0];
            }
        });
        assertThat(report.ending()).as("%s", report).isEqualTo(Ending.DONE);
        assertThat(school.copies("mail")).contains("RUNNING kb1");
        assertThat(asked[0] - askedBefore[0]).isZero();
    }

    @Test
    void a_fenced_host_takes_no_guests_before_it_rejoins() {
        failOver();
        hostReturns();
        Plan back = plan("back")
                .step(
                        new Action.Create("new", FORUM2, spec("new"), key("new"), Optional.empty()),
                        new Condition.HostTakesGuests(FORUM2))
                .build();
        assertThat(school.apply(back).steps().get(0).words()).contains("it was fenced and has not rejoined");
    }

    @Test
    void evidence_says_nothing_any_more_once_the_host_answered_again() {
        failOver();
        hostReturns();
        school.apply(plan("look").step(new Action.Rejoin(FORUM2)).build());
        assertThat(school.state.fenced().get(FORUM2).answeredSince()).isTrue();
        school.hand("forum").silence(school.id(FORUM2));
        school.options = ApplyOptions.standard("tester");
        Plan again = plan("again")
                .step(
                        new Action.Recover("forum-ldap", FORUM2, KB1),
                        new Condition.Fenced(FORUM2),
                        new Condition.RunsNowhere("forum-ldap"))
                .build();
        assertThat(school.apply(again).ending()).isEqualTo(Ending.CANNOT_TELL);
    }

    @Test
    void a_guest_that_was_last_seen_on_a_host_that_no_longer_answers_is_not_started_elsewhere() {
        loseHost();
        Plan elsewhere = plan("elsewhere")
                .step(new Action.Create("mail", KB1, spec("mail"), key("other"), Optional.empty()))
                .step(new Action.Start("mail", KB1), is("mail", KB1, PowerState.OFF))
                .build();
        ApplyReport report = school.apply(elsewhere);
        assertThat(report.ending()).isEqualTo(Ending.CANNOT_TELL);
        assertThat(school.copies("mail")).noneMatch(copy -> copy.equals("RUNNING kb1"));
    }
}
