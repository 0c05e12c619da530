package io.polyvisor.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.tck.rules.RuleCatalogue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StandingsTest {
    private static final Path FILE =
            Path.of("src", "main", "resources", "io", "polyvisor", "tck", "passed-by.properties");
    private static final RuleId ONE = RuleId.parse("PV-LIFE-001");
    private static final RuleId OTHER = RuleId.parse("PV-CONF-013");

    @Test
    void what_is_shipped_is_what_the_floor_files_say() throws IOException {
        if (Docs.writes()) {
            Files.writeString(FILE, FloorFiles.standings().text());
        }
        assertThat(Files.readString(FILE))
                .as("run this test with -Dpolyvisor.docs.write=true after a change of a floor file")
                .isEqualTo(FloorFiles.standings().text());
    }

    @Test
    void floor_files_name_rules_that_exist() {
        Set<RuleId> known =
                Set.copyOf(RuleCatalogue.all().stream().map(Rule::id).toList());
        assertThat(FloorFiles.standings().passed().values())
                .allSatisfy(rules -> assertThat(known).containsAll(rules));
    }

    @Test
    void a_rule_is_firm_once_two_unlike_backends_passed_it() {
        Standings standings = new Standings(Map.of("kvm", Set.of(ONE, OTHER), "vsphere", Set.of(ONE)));
        assertThat(standings.standing(ONE)).hasToString("firm (kvm, vsphere)");
        assertThat(standings.standing(OTHER)).hasToString("draft (kvm)");
        assertThat(new Standings(Map.of()).standing(ONE)).hasToString("draft");
    }

    @Test
    void standings_are_read_as_they_are_written() {
        Standings standings = new Standings(Map.of("kvm", Set.of(ONE, OTHER), "vsphere", Set.of()));
        assertThat(Standings.read(new StringReader(standings.text()))).isEqualTo(standings);
    }
}
