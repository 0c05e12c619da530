package io.polyvisor.apply.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.policy.GuestMatch;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.PolicyRule;
import io.polyvisor.placement.policy.Requirement;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyDocumentTest {
    private static final DeclaredSite SITE = SiteDocument.read("site.yaml", SampleFiles.SITE);

    @TempDir
    private Path folder;

    private Policy read(String text) throws IOException {
        return PolicyDocument.read(Files.writeString(folder.resolve("policy.yaml"), text), SITE);
    }

    @Test
    void the_shipped_policy_is_the_hybrid_strategy() throws IOException {
        assertThat(PolicyDocument.standard()).isEqualTo(Policy.hybrid());
        assertThat(read(PolicyDocument.standardText())).isEqualTo(Policy.hybrid());
    }

    @Test
    void every_part_of_a_policy_is_read() throws IOException {
        assertThat(read(SampleFiles.POLICY))
                .isEqualTo(new Policy(
                        "ours",
                        List.of(
                                new PolicyRule(
                                        "lab machines stay in the forum",
                                        new GuestMatch(Set.of(), Optional.of("build-*"), Map.of("team", "lab")),
                                        new Requirement(Set.of(), Set.of("forum"), Set.of())),
                                new PolicyRule(
                                        "what matters is central",
                                        new GuestMatch(
                                                Set.of(Protection.PROTECTED, Protection.RESTART_IF_POSSIBLE),
                                                Optional.empty(),
                                                Map.of()),
                                        new Requirement(Set.of(EndpointClass.CENTRAL), Set.of(), Set.of("central"))),
                                new PolicyRule(
                                        "the rest",
                                        GuestMatch.ANY,
                                        new Requirement(
                                                Set.of(EndpointClass.IN_HOUSE, EndpointClass.CENTRAL),
                                                Set.of(),
                                                Set.of()))),
                        Policy.Fill.PACK,
                        new Reserve(10, 5, 1),
                        Optional.of(Money.parse("4000.50"))));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name: ours           | title: ours          | 1 | name | is missing
            name: ours           | title: ours          | 1 | title | is not known here
            tags: {team: lab}    | tag: {team: lab}     | 4 | rules[0].when.tag | did you mean tags?
            location: forum      | location: frum       | 5 | rules[0].location[0] | "frum" is no location of this site; did you mean forum?
            [protected, restart-if-possible] | sometimes | 7 | rules[1].when.protection[0] | "sometimes" is none of
            class: central       | class: cloud         | 8 | rules[1].class[0] | "cloud" is none of central, in-house
            endpoint: [central]  | endpoint: [centrl]   | 9 | rules[1].endpoint[0] | did you mean central?
            name: the rest       | name: what matters is central | 10 | rules[2].name | two rules are called
            when: {protection: [protected, restart-if-possible]} | when: {} | 10 | rules[2] | is never reached
            fill: pack           | fill: up             | 12 | fill | "up" is none of spread, pack
            memory: 10%          | memory: 100%         | 13 | reserve.memory | is 100%; 0% to 99% is right
            memory: 10%          | memory: -1%          | 13 | reserve.memory | is -1%; 0% to 99% is right
            failures: 1          | failures: one        | 13 | reserve.failures | "one" is not a whole number
            budget: 4000.50      | budget: -1           | 14 | budget | is -1; 0 or more is right
            """)
    void a_fault_is_named_by_line_and_key_with_what_would_be_right(
            String right, String wrong, int line, String key, String why) {
        assertThat(SampleFiles.POLICY).contains(right);

        FileFaultsException thrown =
                catchThrowableOfType(FileFaultsException.class, () -> read(SampleFiles.POLICY.replace(right, wrong)));

        assertThat(thrown).as(wrong).isNotNull();
        assertThat(thrown.faults()).as(thrown.getMessage()).anySatisfy(fault -> {
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.key()).isEqualTo(key);
            assertThat(fault.why()).contains(why);
        });
    }
}
