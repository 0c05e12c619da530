package io.polyvisor.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.tck.SpecDocument.Written;
import io.polyvisor.tck.rules.RuleCatalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpecDocumentTest {
    private static final Standings STANDINGS = FloorFiles.standings();

    @Test
    void document_and_code_hold_the_same_ids_levels_and_sentences() {
        Docs.writeIfAsked("spec.md", SpecDocument.withRules(Docs.read("spec.md"), STANDINGS));
        List<Written> inDocument = SpecDocument.rulesOf(Docs.read("spec.md"));
        List<Written> inCode = RuleCatalogue.all().stream()
                .map(rule -> new Written(rule.id(), rule.level(), rule.sentence()))
                .toList();
        assertThat(inDocument).containsExactlyInAnyOrderElementsOf(inCode);
    }

    @Test
    void document_is_what_the_code_prints() {
        assertThat(Docs.read("spec.md"))
                .as("run this test with -Dpolyvisor.docs.write=true after a change of the rules or of a floor")
                .isEqualTo(SpecDocument.withRules(Docs.read("spec.md"), STANDINGS));
    }

    @Test
    void a_changed_sentence_is_noticed() {
        String document = Docs.read("spec.md").replaceFirst("comes to APPLIED", "comes to something");
        assertThat(document).isNotEqualTo(SpecDocument.withRules(document, STANDINGS));
    }
}
