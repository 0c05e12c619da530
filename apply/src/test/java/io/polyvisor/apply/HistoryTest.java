package io.polyvisor.apply;

import static io.polyvisor.apply.School.FORUM1;
import static io.polyvisor.apply.School.FORUM2;
import static io.polyvisor.apply.School.KB1;
import static io.polyvisor.apply.School.is;
import static io.polyvisor.apply.School.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.AuditRecord;
import io.polyvisor.EndpointOptions;
import io.polyvisor.apply.ApplyReport.Ending;
import io.polyvisor.apply.History.Deed;
import io.polyvisor.apply.History.Stay;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.plan.Action;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a guest ran, when, and why it was moved. */
final class HistoryTest {
    @TempDir
    private Path directory;

    private School school;

    @BeforeEach
    void wiki_moves_about() {
        school = new School(directory);
        apply(plan("to-forum1")
                .step(
                        new Action.Move("forum-wiki", FORUM2, FORUM1, true),
                        is("forum-wiki", FORUM2, PowerState.RUNNING)));
        apply(plan("to-kb")
                .step(
                        new Action.Move("forum-wiki", FORUM1, KB1, true),
                        new Action.Move("forum-wiki", KB1, FORUM1, true),
                        is("forum-wiki", FORUM1, PowerState.RUNNING))
                .step(
                        new Action.Stop("forum-wiki", KB1),
                        new Action.Start("forum-wiki", KB1),
                        is("forum-wiki", KB1, PowerState.RUNNING)));
    }

    @AfterEach
    void close() {
        school.close();
    }

    private void apply(School.PlanOf plan) {
        assertThat(school.apply(plan.build()).ending()).isEqualTo(Ending.DONE);
    }

    @Test
    void deeds_say_what_was_done_by_whom_for_which_plan_and_why() {
        List<Deed> deeds = History.of(school.state).deeds("forum-wiki");
        assertThat(deeds)
                .extracting(Deed::what)
                .containsExactly(
                        "move forum-wiki live from forum/forum2 to forum/forum1",
                        "move forum-wiki live from forum/forum1 to kb/kb1",
                        "stop forum-wiki on kb/kb1");
        assertThat(deeds).extracting(Deed::outcome).containsOnly("done");
        assertThat(deeds.get(0).who()).isEqualTo("tester");
        assertThat(deeds.get(0).why()).isEqualTo("reason 1");
        assertThat(deeds.get(1).plan()).contains("to-kb");
    }

    @Test
    void stays_follow_each_other() {
        List<Stay> stays = History.of(school.state).stays("forum-wiki");
        assertThat(stays).extracting(Stay::host).containsExactly(FORUM2, FORUM1, KB1);
        assertThat(stays.get(0).from()).isEmpty();
        assertThat(stays.get(1).from()).isEqualTo(stays.get(0).until());
        assertThat(stays.get(2).until()).isPresent();
    }

    @Test
    void what_was_taken_back_is_history_too() {
        school.applier().undo("to-kb", ApplyListener.none());
        List<Stay> stays = History.of(school.state).stays("forum-wiki");
        assertThat(stays).extracting(Stay::host).containsExactly(FORUM2, FORUM1, KB1, KB1, FORUM1);
        assertThat(stays.get(4).until()).isEmpty();
    }

    @Test
    void what_was_done_by_hand_is_told_from_audit_records_and_what_plans_did_is_not_told_twice() {
        List<AuditRecord> audit = new CopyOnWriteArrayList<>();
        school.reconnect("kb", "", EndpointOptions.standard().audited("admin", audit::add));
        school.guest("kb", "forum-wiki").because("wanted back").start().await();
        apply(plan("stop-again").step(new Action.Stop("forum-wiki", KB1), is("forum-wiki", KB1, PowerState.RUNNING)));
        assertThat(audit).hasSizeGreaterThanOrEqualTo(2);
        List<Deed> deeds = History.of(school.state, audit).deeds("forum-wiki");
        assertThat(deeds).hasSize(5);
        assertThat(deeds.get(3).who()).isEqualTo("admin");
        assertThat(deeds.get(3).why()).isEqualTo("wanted back");
        assertThat(deeds.get(3).plan()).isEmpty();
    }

    @Test
    void a_guest_of_which_no_journal_tells_has_no_history() {
        assertThat(History.of(school.state).deeds("kb-web")).isEmpty();
        assertThat(History.of(school.state).stays("kb-web")).isEmpty();
    }
}
