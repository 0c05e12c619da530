package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.tck.Rule;
import io.polyvisor.tck.RuleId;
import io.polyvisor.tck.rules.RuleCatalogue;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VcsimGapsTests {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gaps_name_rules_that_exist_and_each_once(boolean onEsxi) {
        Set<RuleId> rules = RuleCatalogue.all().stream().map(Rule::id).collect(Collectors.toSet());
        List<RuleId> named = VcsimGaps.all().stream()
                .filter(gap -> gap.is(onEsxi))
                .flatMap(gap -> gap.rules().stream())
                .toList();
        assertThat(rules).containsAll(named);
        assertThat(named).doesNotHaveDuplicates().isNotEmpty();
        assertThat(named)
                .allSatisfy(rule -> assertThat(VcsimGaps.about(rule, onEsxi)).isPresent());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rule_that_no_gap_names_can_be_verified(boolean onEsxi) {
        assertThat(VcsimGaps.about(RuleId.parse("PV-LIFE-001"), onEsxi)).isEmpty();
    }
}
