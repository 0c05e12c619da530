package io.polyvisor.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Capability;
import io.polyvisor.tck.rules.RuleCatalogue;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RuleCatalogueTest {
    /** Capabilities that no rule can prove yet, and why. */
    private static final Set<Capability> UNPROVED = EnumSet.of(
            // Hosts would have to be lost; PV-PROT-003 asks for an honest answer, whether or not it is declared.
            Capability.PROTECTION_ENFORCED);

    @Test
    void every_area_has_rules() {
        assertThat(RuleCatalogue.all()).extracting(rule -> rule.id().area()).contains(Area.values());
    }

    @Test
    void every_profile_has_a_must() {
        assertThat(RuleCatalogue.all())
                .filteredOn(rule -> rule.level() == Level.MUST)
                .extracting(Rule::profile)
                .contains(Profile.values());
    }

    @Test
    void every_capability_is_needed_by_a_must_that_is_checked() {
        Set<Capability> needed = EnumSet.noneOf(Capability.class);
        RuleCatalogue.all().stream()
                .filter(rule -> rule.level() == Level.MUST && rule.body().isPresent())
                .forEach(rule -> needed.addAll(rule.needs().capabilities()));
        assertThat(needed).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(UNPROVED)));
    }

    @Test
    void reasons_are_sentences() {
        assertThat(RuleCatalogue.all()).allSatisfy(rule -> {
            assertThat(rule.why()).matches("(?s).*[.?!)]$");
            assertThat(rule.lookAt()).matches("(?s).*[.?!]$");
        });
    }
}
