package io.polyvisor.tck.lockstep;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.NameRules;
import io.polyvisor.spi.Subtraction;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class CoverageTest {
    private static final NameRules ANY_NAME = new NameRules(255, Pattern.compile("/"), "no slash");
    private final Coverage coverage = new Coverage(new Traits(
            Capabilities.allExcept().lacks(Capability.PAUSE, "no pause here").build(),
            List.of(Subtraction.of(Verb.RENAME, "only when off", "shut it down", PowerState.RUNNING)),
            ANY_NAME));

    @Test
    void a_verb_that_is_done_visits_its_cell() {
        coverage.note(PowerState.OFF, Verb.START, reply("APPLIED", Optional.empty()));

        assertThat(coverage.visits(new Cell(PowerState.OFF, Verb.START))).isEqualTo(1);
        assertThat(coverage.unvisitedSupported()).doesNotContain(new Cell(PowerState.OFF, Verb.START));
    }

    @Test
    void a_refusal_for_its_state_visits_a_cell_that_the_table_refuses() {
        coverage.note(PowerState.OFF, Verb.RESUME, reply("INVALID_STATE", Optional.of(ErrorKind.INVALID_STATE)));

        assertThat(coverage.visits(new Cell(PowerState.OFF, Verb.RESUME))).isEqualTo(1);
    }

    @Test
    void bad_input_visits_nothing() {
        coverage.note(PowerState.OFF, Verb.START, reply("NOT_FOUND", Optional.of(ErrorKind.NOT_FOUND)));
        coverage.note(PowerState.OFF, Verb.RECONFIGURE, reply("INVALID_SPEC", Optional.of(ErrorKind.INVALID_SPEC)));
        coverage.note(PowerState.OFF, Verb.DISK_DETACH, reply("UNCHANGED", Optional.empty()));
        coverage.note(PowerState.OFF, Verb.START, reply("INVALID_STATE", Optional.of(ErrorKind.INVALID_STATE)));

        assertThat(coverage.unvisited()).hasSize(coverage.size());
    }

    @Test
    void what_a_backend_subtracts_is_not_wanted_but_its_refusal_is() {
        Cell rename = new Cell(PowerState.RUNNING, Verb.RENAME);

        assertThat(coverage.unvisitedSupported()).doesNotContain(rename);
        assertThat(coverage.unvisited()).contains(rename);
    }

    @Test
    void states_that_guests_cannot_be_brought_to_are_left_out() {
        assertThat(coverage.states()).containsExactly(PowerState.OFF, PowerState.RUNNING, PowerState.SUSPENDED);
    }

    @Test
    void the_matrix_shows_visits_and_brackets_refusals() {
        coverage.note(PowerState.OFF, Verb.RESUME, reply("INVALID_STATE", Optional.of(ErrorKind.INVALID_STATE)));
        coverage.note(PowerState.RUNNING, Verb.RESUME, reply("UNCHANGED", Optional.empty()));

        assertThat(coverage.matrix()).containsPattern("resume +\\(1\\) +1 +\\.\n");
    }

    private static Reply reply(String text, Optional<ErrorKind> error) {
        return new Reply("would change", text, error, false);
    }
}
