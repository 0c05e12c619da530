package io.polyvisor.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.model.Loss;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TransitionTableTest {
    private final TransitionTable table = TransitionTable.common();

    @ParameterizedTest
    @EnumSource(PowerState.class)
    void every_verb_on_guests_has_a_cell_in_every_state(PowerState state) {
        Arrays.stream(Verb.values())
                .filter(Verb::actsOnGuest)
                .forEach(verb -> assertThat(table.answer(verb, state))
                        .as(verb + " in " + state)
                        .isNotNull());
    }

    @ParameterizedTest
    @EnumSource(PowerState.class)
    void every_refusal_of_the_common_table_names_a_remedy(PowerState state) {
        Arrays.stream(Verb.values()).filter(Verb::actsOnGuest).forEach(verb -> {
            if (table.answer(verb, state) instanceof Answer.Refused refused) {
                assertThat(refused.remedy()).as(verb + " in " + state).isPresent();
            }
        });
    }

    @Test
    void a_state_that_was_not_observed_allows_nothing() {
        Arrays.stream(Verb.values())
                .filter(Verb::actsOnGuest)
                .forEach(verb ->
                        assertThat(table.answer(verb, PowerState.UNKNOWN)).isInstanceOf(Answer.Refused.class));
    }

    @Test
    void a_start_that_would_throw_saved_memory_away_is_refused_and_names_resume() {
        for (PowerState state : List.of(PowerState.PAUSED, PowerState.SUSPENDED)) {
            Answer.Refused refused = (Answer.Refused) table.answer(Verb.START, state);
            assertThat(refused.remedy().orElseThrow()).contains("resume");
        }
    }

    @Test
    void whatever_loses_saved_memory_asks_for_the_loss() {
        assertThat(table.answer(Verb.POWER_OFF, PowerState.SUSPENDED).losesWhat())
                .contains(Loss.OF_SAVED_MEMORY);
        assertThat(table.answer(Verb.DELETE, PowerState.SUSPENDED).losesWhat()).contains(Loss.OF_SAVED_MEMORY);
        assertThat(table.answer(Verb.SNAPSHOT_REVERT, PowerState.OFF).losesWhat())
                .contains(Loss.OF_PRESENT_STATE);
    }

    @Test
    void a_driver_subtracts_cells_with_its_reason_and_leaves_the_rest() {
        TransitionTable fewer = table.without(
                List.of(Subtraction.of(Verb.RENAME, "it is running", "shut it down first", PowerState.RUNNING)));
        assertThat(fewer.answer(Verb.RENAME, PowerState.RUNNING))
                .isEqualTo(new Answer.Refused("it is running", java.util.Optional.of("shut it down first")));
        assertThat(fewer.answer(Verb.RENAME, PowerState.OFF)).isEqualTo(table.answer(Verb.RENAME, PowerState.OFF));
        assertThat(table.answer(Verb.RENAME, PowerState.RUNNING)).isInstanceOf(Answer.Stays.class);
    }

    @Test
    void verbs_that_act_on_no_guest_have_no_row() {
        assertThatThrownBy(() -> table.answer(Verb.VOLUME_CREATE, PowerState.OFF))
                .hasMessageContaining("VOLUME_CREATE");
    }
}
