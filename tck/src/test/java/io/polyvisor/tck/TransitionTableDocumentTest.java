package io.polyvisor.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Subtraction;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TransitionTableDocumentTest {

    @Test
    void document_is_what_the_table_prints() {
        Docs.writeIfAsked("transitions.md", TransitionTableDocument.common());
        assertThat(Docs.read("transitions.md"))
                .as("run this test with -Dpolyvisor.docs.write=true after a change of the table")
                .isEqualTo(TransitionTableDocument.common());
    }

    @Test
    void every_verb_on_guests_has_its_row() {
        String document = TransitionTableDocument.common();
        for (Verb verb : Verb.values()) {
            assertThat(document.contains("| " + verb.words() + " | " + verb.verbClass()))
                    .as(verb.words())
                    .isEqualTo(verb.actsOnGuest());
        }
    }

    @Test
    void a_subtraction_shows_as_a_refusal_with_its_reason() {
        Subtraction none = Subtraction.of(Verb.PAUSE, "nothing pauses here", "buy another", PowerState.RUNNING);
        assertThat(TransitionTableDocument.less(List.of(none))).contains("nothing pauses here; buy another");
    }
}
