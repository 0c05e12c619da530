package io.polyvisor.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.apply.ApplyReport.Ending;
import io.polyvisor.apply.StateException.Reason;
import io.polyvisor.apply.StepReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may write, who must wait, and what a full disk does. */
final class StateDirectoryTest {
    @TempDir
    private Path directory;

    @Test
    void only_the_owner_may_look_into_it() throws IOException {
        try (School school = new School(directory)) {
            school.apply(ApplyingTest.newGuest());
            try (Stream<Path> all = Files.walk(school.state.root())) {
                for (Path each : all.toList()) {
                    String wanted = Files.isDirectory(each) ? "rwx------" : "rw-------";
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                            .as("%s", each)
                            .isEqualTo(wanted);
                }
            }
        }
    }

    @Test
    void a_directory_that_cannot_be_made_is_refused_clearly() throws IOException {
        Path file = Files.createFile(directory.resolve("a-file"));
        assertThatThrownBy(() -> StateDirectory.at(file.resolve("state")))
                .isInstanceOfSatisfying(
                        StateException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNUSABLE))
                .hasMessageContaining("state directory");
    }

    @Test
    void a_second_applier_is_refused_at_once_and_told_who_is_at_work() {
        try (School school = new School(directory)) {
            ApplyReport report = school.applier().apply(ApplyingTest.newGuest(), event -> {
                if (event instanceof ApplyEvent.StepBegan) {
                    assertThatThrownBy(() -> school.apply(KillTest.everySort()))
                            .isInstanceOfSatisfying(
                                    StateException.class,
                                    e -> assertThat(e.reason()).isEqualTo(Reason.LOCKED))
                            .hasMessageContaining(
                                    "tester (process " + ProcessHandle.current().pid());
                    assertThat(school.state.holder().orElseThrow().who()).isEqualTo("tester");
                }
            });
            assertThat(report.ending()).isEqualTo(Ending.DONE);
            assertThat(school.state.holder()).isEmpty();
        }
    }

    @Test
    void a_second_process_is_refused_too_and_asking_who_holds_the_lock_does_not_lose_it() throws Exception {
        StateDirectory state = StateDirectory.at(directory.resolve("state"));
        try (SiteLock lock = state.lock("first", Instant.EPOCH)) {
            assertThat(state.holder()).isPresent();
            assertThatThrownBy(() -> state.lock("within", Instant.EPOCH)).isInstanceOf(StateException.class);
            assertThat(otherProcess(state)).contains("LOCKED", "first (process");
        }
        assertThat(otherProcess(state)).contains("TAKEN");
    }

    private static String otherProcess(StateDirectory state) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockTaker.class.getName(),
                        state.root().toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    /** Tries to take the lock, in a process of its own. */
    static final class LockTaker {
        private LockTaker() {}

        public static void main(String[] arguments) {
            try (SiteLock lock = StateDirectory.at(Path.of(arguments[0])).lock("second", Instant.EPOCH)) {
                System.out.println("TAKEN");
            } catch (StateException e) {
                System.out.println(e.reason() + ": " + e.getMessage());
            }
        }
    }

    @Test
    void a_plan_that_was_begun_is_not_begun_again_and_one_that_was_not_is_not_resumed() {
        try (School school = new School(directory)) {
            assertThatThrownBy(() -> school.applier().resume("new-guest", ApplyListener.none()))
                    .isInstanceOfSatisfying(
                            StateException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_BEGUN));
            school.reconnect("kb", "fault=Driver.start:DENIED", io.polyvisor.EndpointOptions.standard());
            assertThat(school.apply(ApplyingTest.newGuest()).ending()).isEqualTo(Ending.FAILED);
            assertThatThrownBy(() -> school.apply(ApplyingTest.newGuest()))
                    .isInstanceOfSatisfying(
                            StateException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BEGUN))
                    .hasMessageContaining("--resume");
            assertThat(school.applier().undo("new-guest", ApplyListener.none()).ending())
                    .isEqualTo(Ending.UNDONE);
            assertThat(school.copies("mail")).isEmpty();
            assertThatThrownBy(() -> school.applier().resume("new-guest", ApplyListener.none()))
                    .hasMessageContaining("was taken back; carry it out anew");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void a_full_disk_stops_before_anything_is_done_that_is_not_in_the_journal(int records) {
        RecordLogTest.Leaky leaky = new RecordLogTest.Leaky();
        LogProbe probe = (moment, record) -> {
            if (moment == LogProbe.Moment.BEFORE_WRITE && record > records) {
                leaky.room = 7;
            }
        };
        Path root = directory.resolve("state");
        try (School school = new School(StateDirectory.at(root, leaky::open, probe))) {
            if (records == 0) {
                assertThatThrownBy(() -> school.apply(ApplyingTest.newGuest()))
                        .isInstanceOfSatisfying(
                                StateException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.NOT_KEPT));
            } else {
                ApplyReport report = school.apply(ApplyingTest.newGuest());
                assertThat(report.ending()).isEqualTo(records == 5 ? Ending.DONE : Ending.NOT_KEPT);
            }
            List<String> copies = school.copies("mail");
            assertThat(copies).isEqualTo(records < 2 ? List.of() : List.of(records < 4 ? "OFF kb1" : "RUNNING kb1"));
            assertGoesOn(school, StateDirectory.at(root));
        }
    }

    private static void assertGoesOn(School school, StateDirectory repaired) {
        ApplyReport report = repaired.hasJournal("new-guest")
                ? school.applier(repaired).resume("new-guest", ApplyListener.none())
                : school.applier(repaired).apply(ApplyingTest.newGuest(), ApplyListener.none());
        assertThat(report.ending()).isEqualTo(Ending.DONE);
        assertThat(school.copies("mail")).containsExactly("RUNNING kb1");
    }

    @Test
    void a_torn_last_record_is_cut_off_said_and_decided_by_looking() throws IOException {
        try (School school = new School(directory)) {
            school.apply(ApplyingTest.newGuest());
            Path journal = school.state.root().resolve("journals/new-guest.jsonl");
            List<String> lines = Files.readAllLines(journal);
            byte[] all = Files.readAllBytes(journal);
            int whole = all.length - LogReading.line(lines.get(lines.size() - 1)).length;
            int kept =
                    String.join("\n", lines.subList(0, 4)).getBytes(java.nio.charset.StandardCharsets.UTF_8).length + 1;
            assertThat(whole).isPositive();
            for (int length = kept + 1; length < kept + lines.get(4).length(); length += 37) {
                Files.write(journal, java.util.Arrays.copyOf(all, length));
                ApplyReport report = school.applier().resume("new-guest", ApplyListener.none());
                assertThat(report.ending()).isEqualTo(Ending.DONE);
                assertThat(report.notices()).anyMatch(notice -> notice.contains("was torn"));
                assertThat(report.with(Status.DONE).get(1).words()).contains("had been done when it was left");
                assertThat(school.copies("mail")).containsExactly("RUNNING kb1");
            }
        }
    }

    @Test
    void a_plan_that_was_left_half_way_is_named_when_another_is_begun() {
        try (School school = new School(directory)) {
            school.reconnect("kb", "fault=Driver.start:DENIED", io.polyvisor.EndpointOptions.standard());
            school.apply(ApplyingTest.newGuest());
            ApplyReport other = school.apply(School.plan("other")
                    .step(new io.polyvisor.placement.plan.Action.Autostart("kb-web", School.KB1, true))
                    .build());
            assertThat(other.ending()).isEqualTo(Ending.DONE);
            assertThat(other.notices()).anyMatch(notice -> notice.contains("plan new-guest (a test) was begun at"));
        }
    }

    @Test
    void a_damaged_journal_is_not_guessed_from() throws IOException {
        try (School school = new School(directory)) {
            school.apply(ApplyingTest.newGuest());
            Path journal = school.state.root().resolve("journals/new-guest.jsonl");
            byte[] all = Files.readAllBytes(journal);
            all[100] ^= 1;
            Files.write(journal, all);
            assertThatThrownBy(() -> school.applier().undo("new-guest", ApplyListener.none()))
                    .isInstanceOfSatisfying(
                            StateException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
        }
    }

    @Test
    void a_fence_command_is_run_without_a_shell_and_ended_when_it_takes_too_long() {
        FenceRunner processes = FenceRunner.processes();
        assertThat(processes.run(List.of("/bin/echo", "off; exit 1"), Duration.ofSeconds(10)))
                .satisfies(result -> {
                    assertThat(result.succeeded()).isTrue();
                    assertThat(result.words()).contains("off; exit 1");
                });
        assertThat(processes.run(List.of("/bin/false"), Duration.ofSeconds(10)).succeeded())
                .isFalse();
        assertThat(processes
                        .run(List.of("/no/such/program"), Duration.ofSeconds(10))
                        .words())
                .contains("could not be run");
        assertThat(processes
                        .run(List.of("/bin/sleep", "60"), Duration.ofMillis(200))
                        .words())
                .contains("did not end within 200 ms");
        assertThat(processes.run(List.of(), Duration.ofSeconds(1)).succeeded()).isFalse();
    }
}
