package io.polyvisor.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.EndpointFacts;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class TckReportTest {
    private static final Verdict PASS = new Verdict.Pass();
    private static final Verdict FAIL = new Verdict.Fail("the \"sky\" is <blue>", "it is\u0007 grey");
    private static final Verdict ABSENT = new Verdict.NotApplicable(Capability.PAUSE, "nothing pauses");
    private static final Verdict NOT_RUN = new Verdict.NotRun("no guest");
    private static final Verdict OPEN = new Verdict.Inconclusive("the cable fell out");

    @Test
    void a_profile_is_held_when_every_must_that_is_applicable_passed() {
        assertThat(state(result(1, Level.MUST, PASS), result(2, Level.MUST, ABSENT)))
                .isEqualTo(Claim.State.HELD);
    }

    @Test
    void a_failure_breaks_a_claim() {
        assertThat(state(result(1, Level.MUST, PASS), result(2, Level.SHOULD, FAIL)))
                .isEqualTo(Claim.State.BROKEN);
    }

    @Test
    void a_must_that_was_not_run_leaves_a_claim_incomplete() {
        assertThat(state(result(1, Level.MUST, PASS), result(2, Level.MUST, NOT_RUN)))
                .isEqualTo(Claim.State.INCOMPLETE);
        assertThat(state(result(1, Level.MUST, PASS), result(2, Level.MUST, OPEN)))
                .isEqualTo(Claim.State.INCOMPLETE);
    }

    @Test
    void a_should_that_was_not_run_does_not() {
        assertThat(state(result(1, Level.MUST, PASS), result(2, Level.SHOULD, NOT_RUN)))
                .isEqualTo(Claim.State.HELD);
    }

    @Test
    void a_profile_of_which_nothing_is_applicable_is_not_provided() {
        assertThat(state(result(1, Level.MUST, ABSENT))).isEqualTo(Claim.State.NOT_PROVIDED);
    }

    @Test
    void a_capability_is_verified_by_a_must_that_passed_unless_another_rule_failed() {
        assertThat(report(needing(1, PASS, Capability.PAUSE)).verified()).containsExactly(Capability.PAUSE);
        assertThat(report(needing(1, PASS, Capability.PAUSE), needing(2, FAIL, Capability.PAUSE))
                        .verified())
                .isEmpty();
        assertThat(report(needing(1, NOT_RUN, Capability.PAUSE)).verified()).isEmpty();
    }

    @Test
    void the_text_names_what_failed_and_where_to_look() {
        String text = report(result(1, Level.MUST, FAIL), result(2, Level.MUST, NOT_RUN))
                .toText();
        assertThat(text)
                .contains(
                        "1 FAIL",
                        "PV-LIFE-001 MUST",
                        "It is said.",
                        "but it is",
                        "look at: Here.",
                        "Not run",
                        "no guest",
                        "BROKEN");
    }

    @Test
    void the_text_counts_what_is_verified_of_what_is_declared_and_names_the_rest() {
        String text = report(needing(1, PASS, Capability.PAUSE), needing(2, NOT_RUN, Capability.RESET))
                .toText();
        assertThat(text).contains("1 of " + (Capability.values().length - 1) + " declared capabilities verified");
        String open = text.substring(text.indexOf("Declared and not verified"), text.indexOf("Claims"));
        assertThat(open).contains("RESET").doesNotContain("PAUSE,").doesNotContain("SUSPEND,");
    }

    @Test
    void the_json_says_its_schema_and_escapes_what_it_quotes() {
        String json = report(result(1, Level.MUST, FAIL)).toJson();
        assertThat(json)
                .contains(
                        "\"schema\": \"polyvisor-tck/1\"",
                        "the \\\"sky\\\" is <blue>",
                        "\\u0007",
                        "\"verdict\": \"FAIL\"");
    }

    @Test
    void the_xml_is_well_formed_and_counts_each_verdict() throws Exception {
        String xml = report(
                        result(1, Level.MUST, FAIL),
                        result(2, Level.MUST, PASS),
                        result(3, Level.MUST, NOT_RUN),
                        result(4, Level.MUST, OPEN))
                .toJUnitXml();
        Document document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)));
        assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo("1");
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        assertThat(document.getElementsByTagName("skipped").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("error").getLength()).isEqualTo(1);
    }

    @Test
    void a_floor_is_read_as_it_is_written() {
        Floor floor = new Floor(
                Set.of(Capability.PAUSE, Capability.SUSPEND),
                Map.of(Profile.CORE, 3, Profile.LIVE_MIGRATION, 1),
                Set.of(RuleId.parse("PV-LIFE-002"), RuleId.parse("PV-LIFE-012"), RuleId.parse("PV-AUD-001")));
        assertThat(Floor.read(new StringReader(floor.text()))).isEqualTo(floor);
    }

    @Test
    void a_denied_capability_and_a_missing_pass_fall_below_the_floor() {
        Floor floor = new Floor(Set.of(Capability.PAUSE, Capability.SUSPEND), Map.of(Profile.CORE, 2), Set.of());
        assertThat(floor.shortfalls(report(result(1, Level.MUST, PASS))))
                .containsExactly(
                        "SUSPEND was declared before and is now absent: nothing suspends",
                        "profile core: 1 rules passed, 2 did before");
        assertThat(Floor.of(report(result(1, Level.MUST, PASS))).shortfalls(report(result(1, Level.MUST, PASS))))
                .isEmpty();
    }

    @Test
    void a_rule_that_passed_before_falls_below_the_floor_though_another_passes_in_its_place() {
        Floor floor = Floor.of(report(result(1, Level.MUST, PASS), result(2, Level.MUST, NOT_RUN)));
        assertThat(floor.shortfalls(report(result(1, Level.MUST, NOT_RUN), result(2, Level.MUST, PASS))))
                .containsExactly("PV-LIFE-001 passed before and is now NOT_RUN: no guest");
    }

    @Test
    void reports_tell_firm_rules_from_drafts() {
        TckReport report = report(result(999, Level.MUST, NOT_RUN), result(998, Level.MUST, PASS));
        assertThat(report.toText()).contains("PV-LIFE-999 MUST, a draft", "of the 1 that passed 0 are firm");
        assertThat(report.toJson()).contains("\"firm\": false");
    }

    private static Claim.State state(RuleResult... results) {
        return report(results).claims().get(0).state();
    }

    private static TckReport report(RuleResult... results) {
        EndpointFacts facts = new EndpointFacts("product", "1", "library 2", EndpointFacts.Nature.MODEL);
        Capabilities.Builder declared = Capabilities.allExcept();
        for (Capability capability : Capability.values()) {
            if (capability == Capability.SUSPEND) {
                declared.lacks(capability, "nothing suspends");
            }
        }
        return new TckReport(
                "memory",
                facts,
                declared.build(),
                Instant.EPOCH,
                Duration.ofSeconds(3),
                Duration.ofMillis(5),
                List.of(results),
                List.of(),
                List.of());
    }

    private static RuleResult result(int number, Level level, Verdict verdict) {
        RuleBook book = new RuleBook(Area.LIFE);
        RuleBook.Draft draft =
                level == Level.MUST ? book.must(number, "It is said.") : book.should(number, "It is said.");
        draft.because("Why.").lookAt("Here.").check(tck -> {});
        return new RuleResult(book.rules().get(0), verdict, Duration.ofMillis(1234), 1, List.of());
    }

    private static RuleResult needing(int number, Verdict verdict, Capability capability) {
        RuleBook book = new RuleBook(Area.LIFE);
        book.must(number, "It is said.")
                .needs(capability)
                .because("Why.")
                .lookAt("Here.")
                .check(tck -> {});
        return new RuleResult(book.rules().get(0), verdict, Duration.ZERO, 1, List.of());
    }
}
