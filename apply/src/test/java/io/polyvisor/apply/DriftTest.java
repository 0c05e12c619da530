package io.polyvisor.apply;

import static io.polyvisor.apply.School.FORUM2;
import static io.polyvisor.apply.School.KB1;
import static io.polyvisor.apply.School.KB2;
import static io.polyvisor.apply.School.is;
import static io.polyvisor.apply.School.key;
import static io.polyvisor.apply.School.plan;
import static io.polyvisor.apply.School.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.EndpointOptions;
import io.polyvisor.Guest;
import io.polyvisor.apply.ApplyReport.Ending;
import io.polyvisor.apply.StepReport.Status;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.AccessMode;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Plan;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changed between plan and apply stops the plan before harm, with expected and seen beside each other. */
final class DriftTest {
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

    private Plan moveWiki() {
        GuestId id = school.guest("forum", "forum-wiki").id();
        return plan("move-wiki")
                .step(new Action.Stop("kb-wiki", KB2), is("kb-wiki", KB2, PowerState.RUNNING))
                .step(
                        new Action.Move("forum-wiki", FORUM2, KB1, true),
                        is("forum-wiki", FORUM2, id, PowerState.RUNNING),
                        new Condition.HostTakesGuests(KB1),
                        new Condition.Room(KB1, Memory.gib(2), 2))
                .build();
    }

    private Plan moveWithin() {
        return plan("move-within")
                .step(new Action.Stop("kb-wiki", KB2), is("kb-wiki", KB2, PowerState.RUNNING))
                .step(
                        new Action.Move("forum-wiki", FORUM2, School.FORUM1, true),
                        is("forum-wiki", FORUM2, PowerState.RUNNING),
                        new Condition.HostTakesGuests(School.FORUM1))
                .build();
    }

    /** Nothing at all was done, also of the steps that could have been. */
    private void assertUntouched(ApplyReport report) {
        assertThat(school.copies("kb-wiki")).containsExactly("RUNNING kb2");
        assertThat(school.state.unfinished()).isEmpty();
        assertThat(report.goOn().orElseThrow()).contains("nothing was done");
        assertThat(report.with(Status.DONE)).isEmpty();
    }

    @Test
    void a_host_that_vanished() {
        Plan plan = moveWiki();
        school.hand("kb").silence(school.id(KB1));
        ApplyReport report = school.apply(plan);
        assertThat(report.succeeded()).isFalse();
        assertThat(report.steps().get(1).words())
                .contains("host kb/kb1: expected ready for guests; seen host kb/kb1 does not answer");
        school.hand("kb").revive(school.id(KB1));
        assertUntouched(report);
    }

    @Test
    void a_host_that_the_site_does_not_know() {
        Plan plan = plan("nowhere")
                .step(new Action.Stop("kb-wiki", KB2), is("kb-wiki", KB2, PowerState.RUNNING))
                .step(new Action.Start("kb-print", new io.polyvisor.placement.site.HostKey("kb", "kb9")))
                .build();
        ApplyReport report = school.apply(plan);
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(1).words()).contains("the site has no such host");
        assertUntouched(report);
    }

    @Test
    void an_endpoint_that_cannot_be_reached() {
        Plan plan = moveWiki();
        school.connected.get("forum");
        io.polyvisor.placement.site.Site site = school.site();
        school.cut.add("forum");
        Applier applier =
                new Applier(site, school::endpoint, school.state, school.options, school.fences, school.time::now);
        ApplyReport report = applier.apply(plan, ApplyListener.none());
        assertThat(report.ending()).isEqualTo(Ending.CANNOT_TELL);
        assertThat(report.steps().get(1).words()).contains("endpoint forum cannot be observed", "nobody answers");
        assertUntouched(report);
    }

    @Test
    void a_guest_that_was_renamed() {
        Plan plan = moveWiki();
        Guest wiki = school.guest("forum", "forum-wiki");
        wiki.reconfigure(GuestChange.set().name(GuestName.of("forum-wiki-old"))).await();
        ApplyReport report = school.apply(plan);
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(1).words())
                .contains("guest forum-wiki: expected RUNNING on forum/forum2", "guest forum-wiki-old (");
        assertUntouched(report);
    }

    @Test
    void another_guest_that_took_the_name() {
        Plan plan = moveWiki();
        Guest wiki = school.guest("forum", "forum-wiki");
        wiki.powerOff().await();
        wiki.delete(io.polyvisor.model.Deletion.keepVolumes()).await();
        school.endpoint("forum").create(spec("forum-wiki")).await().start().await();
        ApplyReport report = school.apply(plan);
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(1).words()).contains("the guest of that name there is another one");
        assertUntouched(report);
    }

    @Test
    void room_that_was_taken() {
        Plan plan = moveWiki();
        GuestSpec fat = GuestSpec.named("fat")
                .memory(Memory.gib(25))
                .host(school.id(KB1))
                .build();
        school.endpoint("kb").create(fat).await().start().await();
        ApplyReport report = school.apply(plan);
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(1).words())
                .contains("room on host kb/kb1: expected 2 GiB and 2 vCPUs; seen ", "are free");
        assertUntouched(report);
    }

    @Test
    void a_privilege_that_was_revoked() {
        Plan plan = moveWiki();
        school.reconnect("kb", "", EndpointOptions.standard().mode(AccessMode.READ_ONLY));
        ApplyReport report = school.apply(plan);
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.with(Status.DRIFT).get(0).words()).contains("let through: stop kb-wiki on kb/kb2", "denied");
        assertUntouched(report);
    }

    @Test
    void a_privilege_that_is_revoked_under_way_fails_that_step_and_resuming_goes_on_once_it_is_back() {
        Plan plan = moveWithin();
        school.reconnect("forum", "fault=Migrating.migrate:DENIED", EndpointOptions.standard());
        ApplyReport report = school.apply(plan);
        assertThat(report.ending()).isEqualTo(Ending.FAILED);
        assertThat(report.with(Status.DONE)).hasSize(1);
        StepReport failed = report.with(Status.FAILED).get(0);
        assertThat(failed.error().orElseThrow().kind()).isEqualTo(ErrorKind.DENIED);
        assertThat(report.goOn().orElseThrow()).contains("1 of 2 steps are done", "--resume", "--undo");
        assertThat(school.state.unfinished())
                .singleElement()
                .satisfies(begun -> assertThat(begun.done()).isEqualTo(1));
        ApplyReport resumed = school.applier().resume("move-within", ApplyListener.none());
        assertThat(resumed.ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("forum-wiki")).containsExactly("RUNNING forum1");
    }

    @Test
    void a_reply_that_is_lost_is_settled_by_looking() {
        Plan plan = moveWithin();
        school.reconnect("forum", "fault=Migrating.migrate:REPLY_LOST", EndpointOptions.standard());
        assertThat(school.apply(plan).ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("forum-wiki")).containsExactly("RUNNING forum1");
    }

    @Test
    void drift_that_comes_while_the_plan_is_under_way_stops_it_at_that_step() {
        Plan plan = plan("under-way")
                .step(
                        new Action.Create("mail", KB1, spec("mail"), key("mail"), Optional.empty()),
                        new Action.Discard("mail", KB1))
                .step(
                        new Action.Move("kb-wiki", KB2, KB1, true),
                        new Action.Move("kb-wiki", KB1, KB2, true),
                        is("kb-wiki", KB2, PowerState.RUNNING))
                .step(new Action.Start("mail", KB1), is("mail", KB1, PowerState.OFF))
                .build();
        ApplyReport report = school.applier().apply(plan, event -> {
            if (event instanceof ApplyEvent.StepEnded ended
                    && ended.report().step().number() == 1) {
                school.guest("kb", "kb-wiki").powerOff().await();
            }
        });
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps())
                .extracting(StepReport::status)
                .containsExactly(Status.DONE, Status.DRIFT, Status.PENDING);
        assertThat(report.steps().get(1).words())
                .contains("guest kb-wiki: expected RUNNING on kb/kb2; seen guest kb-wiki (", "is OFF on kb/kb2");
        school.guest("kb", "kb-wiki").start().await();
        assertThat(school.applier().resume("under-way", ApplyListener.none()).ending())
                .isEqualTo(Ending.DONE);
        assertThat(school.copies("kb-wiki")).containsExactly("RUNNING kb1");
    }

    @Test
    void a_name_that_somebody_took() {
        school.endpoint("kb").create(spec("mail")).await();
        ApplyReport report = school.apply(ApplyingTest.newGuest());
        assertThat(report.ending()).isEqualTo(Ending.DRIFT);
        assertThat(report.steps().get(0).words()).contains("which this plan did not make");
        assertThat(school.copies("mail")).hasSize(1);
    }

    @Test
    void what_cannot_be_told_from_an_incomplete_answer_is_not_taken_for_absent() {
        school.reconnect("kb", "fault=Driver.inventory:TRUNCATED_INVENTORY:1:always", EndpointOptions.standard());
        ApplyReport report = school.applier().dryRun(ApplyingTest.newGuest());
        assertThat(report.ending()).isEqualTo(Ending.CANNOT_TELL);
        assertThat(report.steps().get(0).words()).contains("incomplete");
    }
}
