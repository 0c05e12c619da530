package io.polyvisor.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.EndpointOptions;
import io.polyvisor.apply.ApplyReport.Ending;
import io.polyvisor.apply.LogProbe.Moment;
import io.polyvisor.placement.plan.Plan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 of a process that carries a plan out, at every record of its journal: just after it is on the disk, and where something was
 * done before, just before it is written, too. Another process goes on; guests, specs, volumes and places are those of an undisturbed run.
 */
final class KillProcessTest {
    @TempDir
    private Path directory;

    @Test
    void a_plan_comes_to_the_same_wherever_its_process_was_killed() throws Exception {
        Plan plan = KillTest.everySort();
        List<String> undisturbed;
        int records;
        StateDirectory calm = StateDirectory.at(directory.resolve("calm"));
        try (School school = School.kept(calm, directory.resolve("calm-site"))) {
            assertThat(school.apply(plan).ending()).isEqualTo(Ending.DONE);
            undisturbed = Snapshot.of(school);
            records = calm.story(plan.id()).records().size();
        }
        assertThat(records).isEqualTo(2 + 2 * plan.steps().size());
        for (int record = 1; record <= records; record++) {
            for (Moment moment : moments(record)) {
                Path site = directory.resolve("site-" + moment + "-" + record);
                Path state = directory.resolve("state-" + moment + "-" + record);
                kill(site, state, moment, record);
                assertGoesOn(plan, site, StateDirectory.at(state), undisturbed, moment + " of record " + record);
            }
        }
    }

    @Test
    void a_guest_that_moved_before_its_move_was_written_down_is_recovered_when_the_place_is_lost_that_it_went_to()
            throws Exception {
        Path site = directory.resolve("site");
        Path state = directory.resolve("state");
        int moved = KillTest.endOfMove();
        kill(site, state, Moment.BEFORE_WRITE, moved);
        try (School school = School.kept(StateDirectory.at(state), site)) {
            assertThat(school.copies("forum-wiki")).containsExactly("RUNNING kb1");
            school.reconnect("kb", "fallen=kb1,kb2,kb-spare", EndpointOptions.standard());
            school.cut.add("kb");
            CutOffMoveTest.lookAround(school);
            Plan failover = CutOffMoveTest.failover("forum-wiki", School.FORUM1);
            assertThat(school.apply(failover).ending()).isEqualTo(Ending.CANNOT_TELL);
            assertThat(school.copies("forum-wiki")).containsExactly("UNKNOWN kb1");
            CutOffMoveTest.stateThatTheyAreOff(school);
            assertThat(school.apply(failover).ending()).isEqualTo(Ending.DONE);
            assertThat(school.copies("forum-wiki")).containsExactlyInAnyOrder("RUNNING forum1", "UNKNOWN kb1");
        }
    }

    /** Nothing but looking lies between the end of a step and the record that the next begins: one of the two moments is enough. */
    private static List<Moment> moments(int record) {
        boolean ends = record % 2 == 1;
        return ends ? List.of(Moment.BEFORE_WRITE, Moment.KEPT) : List.of(Moment.KEPT);
    }

    private static void assertGoesOn(
            Plan plan, Path site, StateDirectory state, List<String> undisturbed, String where) {
        try (School school = School.kept(state, site)) {
            ApplyReport report = state.hasJournal(plan.id())
                    ? school.applier().resume(plan.id(), ApplyListener.none())
                    : school.applier().apply(plan, ApplyListener.none());
            assertThat(report.ending()).as("%s: %s", where, report).isEqualTo(Ending.DONE);
            assertThat(Snapshot.of(school)).as(where).isEqualTo(undisturbed);
            assertThat(state.unfinished()).as(where).isEmpty();
        }
    }

    private static void kill(Path site, Path state, Moment moment, int record)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        site.toString(),
                        state.toString(),
                        moment.name(),
                        Integer.toString(record)))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo(KilledProcess.HERE);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 9);
    }
}
