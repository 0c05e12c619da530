package io.polyvisor.cli.placing;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.apply.ApplyEvent;
import io.polyvisor.apply.StepReport;
import io.polyvisor.cli.output.Page;
import io.polyvisor.model.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PagesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Page page(boolean terminal) {
        return new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, 100, false, false);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_plan_is_a_table_and_says_what_it_cannot_do_and_what_it_saves() {
        PlanTable.print(page(false), SiteSamples.PLAN, "GBP");
        assertThat(printed())
                .containsPattern("1 +1 +move +web +kvm1 -> kvm2, live +27.0 s +kvm1 is emptied")
                .contains("not done: db: no room anywhere (proved); instead: stop db for 2 minutes")
                .contains("1 step in 1 wave, about 27.0 s, costs 149.50 GBP a year less");
    }

    @Test
    void what_stopped_a_plan_is_shown_as_a_difference_with_what_to_do_next() {
        ApplyPage.printEnding(page(false), SiteSamples.REPORT, Set.of());
        assertThat(printed())
                .contains("drift at step 1, move web kvm1 -> kvm2, live", "  - on kvm1\n", "  + on kvm2\n")
                .contains("note: a torn record was cut off", "next: make a new plan");
    }

    @Test
    void a_terminal_gets_a_bar_for_the_step_under_way_and_a_pipe_a_line_when_it_ended() {
        follow(page(true));
        assertThat(printed()).contains("1/1 move web kvm1 -> kvm2, live", " 25%", "done");
        bytes.reset();
        follow(page(false));
        assertThat(printed()).isEqualTo("1/1 move web kvm1 -> kvm2, live  done\n");
    }

    private static void follow(Page page) {
        StepLines lines = new StepLines(page, SiteSamples.PLAN);
        lines.on(new ApplyEvent.StepBegan(SiteSamples.MOVE, false));
        lines.on(new ApplyEvent.StepProgress(SiteSamples.MOVE, Progress.of("copying memory", 0.25)));
        lines.on(new ApplyEvent.StepEnded(
                new StepReport(SiteSamples.MOVE, StepReport.Status.DONE, "done", List.of(), Optional.empty())));
    }

    @Test
    void a_pool_that_cannot_lose_what_it_must_shows_the_counter_example_and_what_would_help() {
        CapacityTable.print(page(false), List.of(SiteSamples.CAPACITY));
        assertThat(printed())
                .containsPattern("in-house +3 +in-sequence +1 +0 +kvm1 +backup")
                .contains("in-house: cannot be restarted elsewhere: print: has a disk on local, which is not shared")
                .contains("in-house: would help: 8 GiB of memory in host kvm1");
    }

    @Test
    void drift_is_the_worst_first_and_nothing_is_said_to_be_well() {
        DriftPage.print(page(false), List.of(SiteSamples.FINDING));
        assertThat(printed()).containsPattern("harm +stopped +web +is not running on kvm1 +start it \\(--plan\\)");
        bytes.reset();
        DriftPage.print(page(false), List.of());
        assertThat(printed()).isEqualTo("all is as it should be\n");
    }
}
