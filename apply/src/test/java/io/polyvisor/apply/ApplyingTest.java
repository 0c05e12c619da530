package io.polyvisor.apply;

import static io.polyvisor.apply.School.FORUM1;
import static io.polyvisor.apply.School.FORUM2;
import static io.polyvisor.apply.School.KB1;
import static io.polyvisor.apply.School.is;
import static io.polyvisor.apply.School.key;
import static io.polyvisor.apply.School.plan;
import static io.polyvisor.apply.School.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.apply.ApplyReport.Ending;
import io.polyvisor.apply.StepReport.Status;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Plan;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of step on sites of the model: done, found done, taken back. */
final class ApplyingTest {
    @TempDir
    private Path directory;

    private School school;

    @BeforeEach
    void open() {
        school = new School(directory);
    }

    @AfterEach
    void close() {
        school.close();
    }

    static Plan newGuest() {
        return plan("new-guest").newMail(KB1).build();
    }

    @Test
    void a_dry_run_says_what_would_be_done_and_does_nothing() {
        ApplyReport report = school.applier().dryRun(newGuest());
        assertThat(report.ending()).isEqualTo(Ending.WOULD_DO);
        assertThat(report.with(Status.WOULD_DO)).hasSize(2);
        assertThat(school.copies("mail")).isEmpty();
        assertThat(school.state.unfinished()).isEmpty();
        assertThat(directory.resolve("state/journals")).isEmptyDirectory();
    }

    @Test
    void a_guest_is_made_under_the_key_of_the_plan_and_started() {
        ApplyReport report = school.apply(newGuest());
        assertThat(report.ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("mail")).containsExactly("RUNNING kb1");
        assertThat(school.endpoint("kb").find(key("mail"))).isPresent();
        assertThat(report.goOn()).isEmpty();
    }

    @Test
    void a_plan_that_is_done_is_not_done_again() {
        school.apply(newGuest());
        ApplyReport again = school.apply(newGuest());
        assertThat(again.ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("mail")).containsExactly("RUNNING kb1");
        assertThat(school.state.unfinished()).isEmpty();
    }

    @Test
    void a_plan_that_is_done_and_whose_guests_were_brought_elsewhere_since_is_done_again() {
        Plan plan = plan("live")
                .step(new Action.Move("forum-wiki", FORUM2, KB1, true), is("forum-wiki", FORUM2, PowerState.RUNNING))
                .step(new Action.Stop("forum-wiki", KB1), is("forum-wiki", KB1, PowerState.RUNNING))
                .step(new Action.Start("forum-wiki", KB1), is("forum-wiki", KB1, PowerState.OFF))
                .build();
        assertThat(school.apply(plan).ending()).isEqualTo(Ending.DONE);
        assertThat(school.apply(plan).ending()).isEqualTo(Ending.DONE);
        assertThat(school.applier().dryRun(plan).ending()).isEqualTo(Ending.WOULD_DO);
        school.guest("kb", "forum-wiki")
                .migrate(io.polyvisor.Migration.live()
                        .to(school.endpoint("forum").host(school.id(FORUM2))))
                .await();
        assertThat(school.apply(plan).ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("forum-wiki")).containsExactly("RUNNING kb1");
        assertThat(History.of(school.state).deeds("forum-wiki")).hasSize(6);
    }

    @Test
    void a_guest_is_rebuilt_from_its_spec_on_another_endpoint_and_the_old_one_keeps_its_data() {
        Plan plan = plan("rebuild")
                .step(
                        new Action.Create("kb-web", FORUM1, spec("kb-web"), key("kb-web"), Optional.of(KB1)),
                        new Action.Discard("kb-web", FORUM1),
                        new Condition.NameFree("kb-web", "forum"))
                .step(
                        new Action.Stop("kb-web", KB1),
                        new Action.Start("kb-web", KB1),
                        is("kb-web", KB1, school.guest("kb", "kb-web").id(), PowerState.RUNNING))
                .step(
                        new Action.Start("kb-web", FORUM1),
                        new Action.Stop("kb-web", FORUM1),
                        is("kb-web", FORUM1, PowerState.OFF))
                .build();
        assertThat(school.apply(plan).ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("kb-web")).containsExactly("RUNNING forum1", "OFF kb1");
        assertThat(school.applier().undo("rebuild", ApplyListener.none()).ending())
                .isEqualTo(Ending.UNDONE);
        assertThat(school.copies("kb-web")).containsExactly("RUNNING kb1");
    }

    @Test
    void a_guest_that_still_runs_elsewhere_is_not_started_beside() {
        Plan plan = plan("hasty")
                .step(new Action.Create("kb-web", FORUM1, spec("kb-web"), key("kb-web"), Optional.of(KB1)))
                .step(new Action.Start("kb-web", FORUM1), is("kb-web", FORUM1, PowerState.OFF))
                .build();
        ApplyReport report = school.apply(plan);
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(1).words()).contains("IT RUNS");
        assertThat(school.copies("kb-web")).containsExactly("OFF forum1", "RUNNING kb1");
    }

    @Test
    void a_host_that_is_switched_off_is_for_the_operator_to_switch_on() {
        school.hand("kb").fell(school.id(School.KB_SPARE));
        Plan plan = plan("engage")
                .step(new Action.Engage(School.KB_SPARE))
                .step(
                        new Action.Move("kb-wiki", School.KB2, School.KB_SPARE, true),
                        is("kb-wiki", School.KB2, PowerState.RUNNING),
                        new Condition.HostTakesGuests(School.KB_SPARE),
                        new Condition.Room(School.KB_SPARE, Memory.gib(2), 2))
                .build();
        ApplyReport report = school.apply(plan);
        assertThat(report.steps().get(0).words()).contains("switch it on, then ask for this again");
        school.hand("kb").revive(school.id(School.KB_SPARE));
        assertThat(school.apply(plan).ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("kb-wiki")).containsExactly("RUNNING kb-spare");
    }

    @Test
    void what_was_done_is_taken_back_in_reverse_order_with_the_volumes_that_were_made() {
        int volumes = school.endpoint("kb").volumes().list().size();
        school.apply(newGuest());
        ApplyReport report = school.applier().undo("new-guest", ApplyListener.none());
        assertThat(report.ending()).isEqualTo(Ending.UNDONE);
        assertThat(report.with(Status.UNDONE)).hasSize(2);
        assertThat(school.copies("mail")).isEmpty();
        assertThat(school.endpoint("kb").volumes().list()).hasSize(volumes);
    }

    @Test
    void a_plan_that_was_taken_back_can_be_applied_again_and_its_old_journal_stays() {
        school.apply(newGuest());
        school.applier().undo("new-guest", ApplyListener.none());
        assertThat(school.apply(newGuest()).ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("mail")).containsExactly("RUNNING kb1");
        assertThat(directory.resolve("state/journals/new-guest.1.jsonl")).exists();
    }

    @Test
    void a_running_guest_is_moved_live_between_endpoints_and_back() {
        Plan plan = plan("live")
                .step(
                        new Action.Move("forum-wiki", FORUM2, KB1, true),
                        new Action.Move("forum-wiki", KB1, FORUM2, true),
                        is("forum-wiki", FORUM2, PowerState.RUNNING),
                        new Condition.HostTakesGuests(KB1),
                        new Condition.Room(KB1, Memory.gib(2), 2))
                .build();
        assertThat(school.apply(plan).ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("forum-wiki")).containsExactly("RUNNING kb1");
        assertThat(school.applier().undo("live", ApplyListener.none()).ending()).isEqualTo(Ending.UNDONE);
        assertThat(school.copies("forum-wiki")).containsExactly("RUNNING forum2");
    }

    @Test
    void a_guest_is_stopped_moved_cold_and_started_again() {
        Plan plan = plan("cold")
                .step(
                        new Action.Stop("forum-web", FORUM1),
                        new Action.Start("forum-web", FORUM1),
                        is("forum-web", FORUM1, PowerState.RUNNING))
                .step(
                        new Action.Move("forum-web", FORUM1, FORUM2, false),
                        new Action.Move("forum-web", FORUM2, FORUM1, false),
                        is("forum-web", FORUM1, PowerState.OFF))
                .step(
                        new Action.Start("forum-web", FORUM2),
                        new Action.Stop("forum-web", FORUM2),
                        is("forum-web", FORUM2, PowerState.OFF))
                .build();
        assertThat(school.applier().dryRun(plan).ending()).isEqualTo(Ending.WOULD_DO);
        assertThat(school.apply(plan).ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("forum-web")).containsExactly("RUNNING forum2");
        assertThat(school.applier().undo("cold", ApplyListener.none()).ending()).isEqualTo(Ending.UNDONE);
        assertThat(school.copies("forum-web")).containsExactly("RUNNING forum1");
    }

    @Test
    void protection_and_autostart_are_set_and_set_back() {
        Plan plan = plan("protect")
                .step(
                        new Action.Protect("kb-web", KB1, Protection.PROTECTED, Protection.DO_NOT_RESTART),
                        new Action.Protect("kb-web", KB1, Protection.DO_NOT_RESTART, Protection.PROTECTED),
                        is("kb-web", KB1, PowerState.RUNNING))
                .step(
                        new Action.Autostart("kb-web", KB1, true),
                        new Action.Autostart("kb-web", KB1, false),
                        is("kb-web", KB1, PowerState.RUNNING))
                .build();
        assertThat(school.apply(plan).ending()).isEqualTo(Ending.DONE);
        assertThat(school.guest("kb", "kb-web").view().autostart()).isTrue();
        assertThat(school.guest("kb", "kb-web").protection().protection()).isEqualTo(Protection.DO_NOT_RESTART);
        school.applier().undo("protect", ApplyListener.none());
        assertThat(school.guest("kb", "kb-web").view().autostart()).isFalse();
        assertThat(school.guest("kb", "kb-web").protection().protection()).isEqualTo(Protection.PROTECTED);
    }

    @Test
    void an_empty_host_is_released_and_engaged_or_the_operator_is_told_to() {
        Plan plan = plan("release")
                .step(
                        new Action.Release(School.KB_SPARE),
                        new Action.Engage(School.KB_SPARE),
                        new Condition.HostEmpty(School.KB_SPARE))
                .build();
        boolean supported = school.endpoint("kb").capabilities().provides(Capability.MAINTENANCE);
        ApplyReport report = school.apply(plan);
        assertThat(report.ending()).isEqualTo(Ending.DONE);
        assertThat(report.notices()).anyMatch(notice -> notice.contains("can be switched off"));
        assertThat(supported).isTrue();
        assertThat(school.applier().undo("release", ApplyListener.none()).ending())
                .isEqualTo(Ending.UNDONE);
        assertThat(school.endpoint("kb")
                        .host(school.id(School.KB_SPARE))
                        .view()
                        .state()
                        .name())
                .isEqualTo("ONLINE");
    }

    @Test
    void a_host_with_guests_is_not_released() {
        Plan plan = plan("release-busy")
                .step(new Action.Release(KB1), new Condition.HostEmpty(KB1))
                .build();
        ApplyReport report = school.apply(plan);
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.with(Status.DRIFT).get(0).words()).contains("active: [", "kb-web");
    }

    @Test
    void what_has_no_inverse_stays_and_is_said() {
        Plan plan = plan("no-inverse")
                .step(new Action.Stop("kb-web", KB1), is("kb-web", KB1, PowerState.RUNNING))
                .build();
        school.apply(plan);
        ApplyReport report = school.applier().undo("no-inverse", ApplyListener.none());
        assertThat(report.with(Status.NO_INVERSE)).hasSize(1);
        assertThat(report.with(Status.NO_INVERSE).get(0).words()).contains("stop kb-web on kb/kb1");
        assertThat(school.copies("kb-web")).containsExactly("OFF kb1");
    }

    @Test
    void a_listener_hears_everything_in_order_and_one_that_fails_stops_nothing() {
        school.apply(newGuest());
        assertThat(school.events)
                .filteredOn(event -> !(event instanceof ApplyEvent.StepProgress))
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("PlanBegan", "StepBegan", "StepEnded", "StepBegan", "StepEnded", "Finished");
        school.applier().undo("new-guest", event -> {
            throw new IllegalStateException("a listener of poor quality");
        });
        assertThat(school.copies("mail")).isEmpty();
    }

    @Test
    void a_guest_of_that_name_that_the_plan_did_not_make_is_never_discarded() {
        Plan plan =
                plan("discard-foreign").step(new Action.Discard("kb-web", KB1)).build();
        ApplyReport report = school.apply(plan);
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(0).words()).contains("no step of the plan makes it");
        assertThat(school.copies("kb-web")).containsExactly("RUNNING kb1");
    }

    @Test
    void a_plan_for_another_site_is_refused() {
        Plan other = new Plan(
                "x",
                "elsewhere",
                "p",
                "d",
                newGuest().steps(),
                java.util.List.of(),
                newGuest().costDifference());
        assertThatThrownBy(() -> school.apply(other))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("for site elsewhere");
    }

    @Test
    void an_id_that_leads_out_of_the_directory_is_refused() {
        Plan plan = plan("../../escaped").build();
        assertThatThrownBy(() -> school.apply(plan)).isInstanceOf(StateException.class);
    }
}
