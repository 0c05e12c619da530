package io.polyvisor.apply;

import static io.polyvisor.apply.School.FORUM2;
import static io.polyvisor.apply.School.KB1;
import static io.polyvisor.apply.School.KB2;
import static io.polyvisor.apply.School.KB_SPARE;
import static io.polyvisor.apply.School.is;
import static io.polyvisor.apply.School.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.apply.ApplyReport.Ending;
import io.polyvisor.apply.FenceEvidence.OperatorStatement;
import io.polyvisor.apply.LogProbe.Moment;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program ends at every record of the journal: before it is written, when it is written and perhaps not on the disk, when it is on
 * the disk. After going on, guests, specs and places are those of an undisturbed run.
 */
final class KillTest {
    @TempDir
    private Path directory;

    private int runs;

    static Plan everySort() {
        return plan("every-sort")
                .newMail(KB1)
                .step(
                        new Action.Move("forum-wiki", FORUM2, KB1, true),
                        new Action.Move("forum-wiki", KB1, FORUM2, true),
                        is("forum-wiki", FORUM2, PowerState.RUNNING),
                        new Condition.HostTakesGuests(KB1))
                .step(
                        new Action.Stop("kb-wiki", KB2),
                        new Action.Start("kb-wiki", KB2),
                        is("kb-wiki", KB2, PowerState.RUNNING))
                .step(
                        new Action.Move("kb-wiki", KB2, KB1, false),
                        new Action.Move("kb-wiki", KB1, KB2, false),
                        is("kb-wiki", KB2, PowerState.OFF))
                .step(
                        new Action.Start("kb-wiki", KB1),
                        new Action.Stop("kb-wiki", KB1),
                        is("kb-wiki", KB1, PowerState.OFF))
                .step(
                        new Action.Protect("kb-web", KB1, Protection.PROTECTED, Protection.DO_NOT_RESTART),
                        new Action.Protect("kb-web", KB1, Protection.DO_NOT_RESTART, Protection.PROTECTED))
                .step(new Action.Release(KB_SPARE), new Action.Engage(KB_SPARE), new Condition.HostEmpty(KB_SPARE))
                .build();
    }

    /** The record in which it is written down that forum-wiki has moved: after the plan, and two for each step. */
    static int endOfMove() {
        Step move = everySort().steps().stream()
                .filter(step -> step.action() instanceof Action.Move moving && moving.live())
                .findFirst()
                .orElseThrow();
        return 1 + 2 * move.number();
    }

    private static Plan failover() {
        return plan("failover")
                .step(new Action.Fence(FORUM2))
                .step(
                        new Action.Recover("forum-ldap", FORUM2, KB1),
                        new Condition.Fenced(FORUM2),
                        new Condition.RunsNowhere("forum-ldap"))
                .step(
                        new Action.Start("forum-ldap", KB1),
                        is("forum-ldap", KB1, PowerState.OFF),
                        new Condition.RunsNowhere("forum-ldap"))
                .build();
    }

    @Test
    void a_plan_of_every_sort_of_step_comes_to_the_same_wherever_it_was_killed() {
        killEverywhere(everySort(), school -> {}, false);
    }

    @Test
    void taking_back_comes_to_the_same_wherever_it_was_killed() {
        killEverywhere(everySort(), school -> {}, true);
    }

    @Test
    void a_failover_comes_to_the_same_wherever_it_was_killed() {
        killEverywhere(
                failover(),
                school -> {
                    Plan nothing = plan("keep")
                            .step(new Action.Autostart("forum-ldap", FORUM2, false))
                            .step(new Action.Autostart("kb-wiki", KB2, false))
                            .build();
                    school.apply(nothing);
                    school.hand("forum").fell(school.id(FORUM2));
                    school.options = school.options.stating(List.of(new OperatorStatement(
                            FORUM2, "operator", "I powered it off", Instant.parse("2026-01-01T00:00:00Z"))));
                },
                false);
    }

    private void killEverywhere(Plan plan, Consumer<School> before, boolean undo) {
        List<String> undisturbed;
        int records;
        try (School school = new School(StateDirectory.at(directory.resolve("undisturbed")))) {
            before.accept(school);
            assertThat(school.apply(plan).ending()).isEqualTo(Ending.DONE);
            int forward = school.state.story(plan.id()).records().size();
            if (undo) {
                assertThat(school.applier()
                                .undo(plan.id(), ApplyListener.none())
                                .ending())
                        .isEqualTo(Ending.UNDONE);
            }
            undisturbed = Snapshot.of(school);
            records = school.state.story(plan.id()).records().size() - (undo ? forward : 0);
        }
        assertThat(records).isGreaterThanOrEqualTo(2 + 2 * plan.steps().size());
        for (int record = 1; record <= records; record++) {
            for (Moment moment : Moment.values()) {
                killAt(plan, before, undo, new Place(moment, record), undisturbed);
            }
        }
    }

    private record Place(Moment moment, int record) {}

    private void killAt(Plan plan, Consumer<School> before, boolean undo, Place place, List<String> undisturbed) {
        Path root = directory.resolve("run-" + ++runs);
        boolean[] armed = new boolean[1];
        int[] base = new int[1];
        LogProbe probe = (moment, record) -> {
            if (armed[0] && moment == place.moment() && record == base[0] + place.record()) {
                throw new Killed();
            }
        };
        try (School school = new School(StateDirectory.at(root, LogFile::open, probe))) {
            before.accept(school);
            if (undo) {
                school.apply(plan);
                base[0] = school.state.story(plan.id()).records().size();
            }
            armed[0] = true;
            boolean killed = dies(school, plan, undo);
            assertThat(killed).as("killed at %s", place).isTrue();
            ApplyReport report = goOn(school, StateDirectory.at(root), plan, undo);
            assertThat(report.ending()).as("after %s: %s", place, report).isEqualTo(undo ? Ending.UNDONE : Ending.DONE);
            assertThat(Snapshot.of(school)).as("after %s", place).isEqualTo(undisturbed);
        }
    }

    private static boolean dies(School school, Plan plan, boolean undo) {
        try {
            if (undo) {
                school.applier().undo(plan.id(), ApplyListener.none());
            } else {
                school.apply(plan);
            }
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    /** As a new process would, which knows nothing but the directory. */
    private static ApplyReport goOn(School school, StateDirectory state, Plan plan, boolean undo) {
        Applier applier = school.applier(state);
        if (undo) {
            return applier.undo(plan.id(), ApplyListener.none());
        }
        return state.hasJournal(plan.id())
                ? applier.resume(plan.id(), ApplyListener.none())
                : applier.apply(plan, ApplyListener.none());
    }
}
