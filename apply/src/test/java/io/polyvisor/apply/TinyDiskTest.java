package io.polyvisor.apply;

import static io.polyvisor.apply.School.KB1;
import static io.polyvisor.apply.School.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.apply.ApplyReport.Ending;
import io.polyvisor.apply.StepReport.Status;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Plan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A real disk that is really full: only who may mount one can see it. */
@EnabledIf("mayMount")
final class TinyDiskTest {
    @TempDir
    private Path directory;

    private Path disk;

    static boolean mayMount() throws IOException, InterruptedException {
        Path probe = Files.createTempDirectory("tiny-disk");
        try {
            boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", probe.toString());
            return mounted && run("umount", probe.toString());
        } finally {
            Files.delete(probe);
        }
    }

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectory(directory.resolve("disk"));
        assertThat(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()))
                .isTrue();
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        assertThat(run("umount", disk.toString())).isTrue();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private static Plan manySteps() {
        School.PlanOf plan = plan("many");
        for (int i = 0; i < 40; i++) {
            plan.step(new Action.Autostart("kb-web", KB1, i % 2 == 0));
        }
        return plan.build();
    }

    private void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
            for (int i = 0; i < 1000; i++) {
                filler.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    @Test
    void a_disk_that_fills_up_under_way_stops_the_plan_and_once_there_is_room_it_goes_on() throws IOException {
        try (School school = new School(StateDirectory.at(disk.resolve("state")))) {
            ApplyReport report = school.applier().apply(manySteps(), event -> {
                if (event instanceof ApplyEvent.StepBegan began && began.step().number() == 3) {
                    try {
                        fill();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                }
            });
            assertThat(report.ending()).as("%s", report.notices()).isEqualTo(Ending.NOT_KEPT);
            assertThat(report.notices()).anyMatch(notice -> notice.contains("No space left"));
            assertThat(report.with(Status.PENDING)).isNotEmpty();
            Files.delete(disk.resolve("filler"));
            ApplyReport resumed = school.applier().resume("many", ApplyListener.none());
            assertThat(resumed.ending()).isEqualTo(Ending.DONE);
            assertThat(school.guest("kb", "kb-web").view().autostart()).isFalse();
        }
    }

    @Test
    void a_disk_that_is_full_from_the_beginning_lets_nothing_begin() throws IOException {
        try (School school = new School(StateDirectory.at(disk.resolve("state")))) {
            fill();
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> school.apply(ApplyingTest.newGuest()))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("No space left");
            assertThat(school.copies("mail")).isEmpty();
        }
    }
}
