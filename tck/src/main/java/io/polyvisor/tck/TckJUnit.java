package io.polyvisor.tck;

import io.polyvisor.tck.rules.RuleCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The TCK as a JUnit test: a backend's author extends this class and says what to run against.
 *
 * <p>Each rule is a test named by its id and sentence, in a container per area. What is not applicable or cannot be run is skipped with
 * its reason; whether that is too much is decided by the {@linkplain #floor floor}, the last test. Reports are written to
 * {@code target/tck/}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TckJUnit {
    private final List<RuleResult> results = new ArrayList<>();
    private Optional<TckEnvironment> environment = Optional.empty();
    private Optional<TckSession> session = Optional.empty();

    /** What to run against; asked once, closed after the last rule. */
    protected abstract TckEnvironment environment();

    /** Which claims are tested; all, unless overridden. */
    protected Set<Profile> profiles() {
        return Set.of(Profile.values());
    }

    /** What the backend must not fall below; no floor, unless overridden. */
    protected Optional<Floor> floor() {
        return Optional.empty();
    }

    /** The rules as tests. */
    @TestFactory
    final Stream<DynamicNode> rules() {
        Instant began = Instant.now();
        TckEnvironment opened = environment();
        environment = Optional.of(opened);
        TckSession ours = new TckSession(opened, Variation.NONE);
        session = Optional.of(ours);
        Stream<DynamicNode> areas = Arrays.stream(Area.values()).map(area -> container(area, ours));
        DynamicNode last = DynamicTest.dynamicTest(
                "nothing is left behind, and the floor is kept", () -> conclude(report(opened, ours, began)));
        return Stream.concat(areas, Stream.of(last));
    }

    /** Ends what the environment began. */
    @AfterAll
    final void end() {
        session.ifPresent(TckSession::close);
        environment.ifPresent(TckEnvironment::close);
    }

    private DynamicContainer container(Area area, TckSession ours) {
        return DynamicContainer.dynamicContainer(
                area.title(),
                RuleCatalogue.all().stream()
                        .filter(rule -> rule.id().area() == area && profiles().contains(rule.profile()))
                        .map(rule -> DynamicTest.dynamicTest(rule.toString(), () -> run(rule, ours))));
    }

    private void run(Rule rule, TckSession ours) {
        rule.untested().ifPresent(why -> Assumptions.abort("untested: " + why));
        RuleResult result = TckRunner.run(rule, ours);
        results.add(result);
        Verdict verdict = result.verdict();
        String said = verdict.word() + ": " + verdict.detail();
        if (verdict instanceof Verdict.Fail || verdict instanceof Verdict.Inconclusive) {
            Assertions.fail(said + "\nlook at: " + rule.lookAt() + "\nwhy this rule: " + rule.why());
        }
        if (!(verdict instanceof Verdict.Pass)) {
            Assumptions.abort(said);
        }
    }

    private TckReport report(TckEnvironment opened, TckSession ours, Instant began) {
        return new TckReport(
                opened.backend(),
                ours.facts(),
                ours.capabilities(),
                began,
                Duration.between(began, Instant.now()),
                ours.measuredStart(),
                results,
                RuleCatalogue.all().stream()
                        .filter(rule ->
                                rule.untested().isPresent() && profiles().contains(rule.profile()))
                        .toList(),
                ours.end());
    }

    private void conclude(TckReport report) {
        write(report);
        List<String> complaints = new ArrayList<>(report.leftBehind());
        floor().ifPresent(floor -> complaints.addAll(floor.shortfalls(report)));
        Assertions.assertTrue(complaints.isEmpty(), () -> String.join("\n", complaints));
    }

    private static void write(TckReport report) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "tck"));
            Files.writeString(folder.resolve(report.backend() + ".txt"), report.toText());
            Files.writeString(folder.resolve(report.backend() + ".json"), report.toJson());
            Files.writeString(
                    folder.resolve(report.backend() + ".floor.properties"),
                    Floor.of(report).text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report", e);
        }
    }
}
