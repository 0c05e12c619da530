package io.polyvisor.placement.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Placer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.failover.FailoverCapacity;
import io.polyvisor.placement.failover.Meaning;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Planner;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The same input gives the same bytes, in every run and on every JDK: the digests are in a file, and tests run on two JDKs. When the
 * engine has got better, or says things in other words, the new digests are in the failures.
 */
final class SameBytesTest {
    private static final int PROBLEMS = 120;
    private static final int LARGE = 4;

    @ParameterizedTest
    @CsvFileSource(resources = "/io/polyvisor/placement/oracle/same-bytes.csv", numLinesToSkip = 1)
    void answers_plans_and_explanations_are_the_same_bytes(String what, String digest) throws NoSuchAlgorithmException {
        assertThat(digest(text(what))).as(what).isEqualTo(digest);
    }

    private static String text(String what) {
        return switch (what) {
            case "place" -> all(PROBLEMS, seed -> answered(Problems.placing(seed)));
            case "place-services" -> all(PROBLEMS, seed -> planned(Problems.serving(seed)));
            case "place-large" -> all(LARGE, seed -> answered(large(seed)));
            case "rebalance" -> all(PROBLEMS, seed -> planned(Problems.moving(4 * seed)));
            case "rebalance-large" -> all(LARGE, seed -> planned(asking(large(seed), new Question.Rebalance(20))));
            case "consolidate" -> all(PROBLEMS, seed -> planned(Problems.moving(4 * seed + 1)));
            case "evacuate" -> all(PROBLEMS, seed -> planned(Problems.moving(4 * seed + 2)));
            case "fail-over" -> all(PROBLEMS, seed -> planned(Problems.moving(4 * seed + 3)));
            case "change-protection" -> all(PROBLEMS, seed -> planned(Problems.reprotecting(seed)));
            case "explain" -> all(PROBLEMS, seed -> explained(Problems.placing(seed)));
            case "capacity" -> all(PROBLEMS, seed -> capacities(Problems.moving(seed)));
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static String all(int count, LongFunction<String> text) {
        StringBuilder all = new StringBuilder();
        for (long seed = 0; seed < count; seed++) {
            all.append(text.apply(seed));
        }
        return all.toString();
    }

    private static Answer answer(Problem problem) {
        return Placer.answer(problem.site(), problem.policy(), problem.question(), Effort.standard());
    }

    private static String answered(Problem problem) {
        return Canonical.text(answer(problem));
    }

    private static String planned(Problem problem) {
        Answer answer = answer(problem);
        String plan = answer.holds()
                ? Canonical.text(Planner.plan(problem.site(), problem.policy(), answer, Pace.standard()))
                : "";
        return Canonical.text(answer) + plan;
    }

    private static String explained(Problem problem) {
        Answer answer = answer(problem);
        return problem.site().guests().keySet().stream()
                .map(guest -> Placer.explain(problem.site(), problem.policy(), answer, guest))
                .map(Canonical::text)
                .collect(Collectors.joining());
    }

    private static String capacities(Problem problem) {
        StringBuilder all = new StringBuilder();
        for (Meaning meaning : Meaning.values()) {
            Set<Protection> counted = Set.of(Protection.PROTECTED, Protection.RESTART_IF_POSSIBLE);
            FailoverCapacity.of(problem.site(), problem.policy(), counted, meaning, Effort.standard())
                    .forEach(capacity -> all.append(Canonical.text(capacity)));
        }
        return all.toString();
    }

    /** Forty hosts and two hundred guests of all sorts. */
    private static Problem large(long seed) {
        Site site = SmallSites.site(seed + 40_000, 40, 200, 40);
        Set<String> homeless = site.guests().values().stream()
                .filter(guest -> guest.place().isEmpty())
                .map(SiteGuest::name)
                .collect(Collectors.toSet());
        return new Problem(seed, site, SmallSites.policy(seed), new Question.Place(homeless));
    }

    private static Problem asking(Problem problem, Question question) {
        return new Problem(problem.seed(), problem.site(), problem.policy(), question);
    }

    private static String digest(String text) throws NoSuchAlgorithmException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 12);
    }
}
