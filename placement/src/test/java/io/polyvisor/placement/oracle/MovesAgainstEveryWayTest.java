package io.polyvisor.placement.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Placer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Evacuations, failovers and consolidations on small sites, beside a search that tries every way; budgets and failures aside. */
final class MovesAgainstEveryWayTest {
    private static final int PROBLEMS = 400;
    private static final long MOST_WAYS = 5_000;

    @Test
    void as_few_moves_and_hosts_as_there_can_be_are_found_or_the_gap_is_said() {
        List<String> faults = new ArrayList<>();
        Map<String, Integer> compared = new TreeMap<>();
        for (long seed = 0; seed < PROBLEMS; seed++) {
            Problem problem = plain(Problems.moving(seed));
            boolean comparable = !(problem.question() instanceof Question.Rebalance)
                    && !hasIdleGuests(problem)
                    && !(problem.question() instanceof Question.Consolidate && MovesOracle.needsRelief(problem));
            if (comparable && MovesOracle.ways(problem) <= MOST_WAYS) {
                Optional<String> fault = fault(problem);
                fault.ifPresent(faults::add);
                compared.merge(problem.question().getClass().getSimpleName(), 1, Integer::sum);
            }
        }
        assertThat(faults).isEmpty();
        assertThat(compared.values()).hasSize(3).allMatch(count -> count >= 20);
    }

    private static Optional<String> fault(Problem problem) {
        Optional<long[]> best = MovesOracle.best(problem);
        Answer answer = Placer.answer(problem.site(), problem.policy(), problem.question(), Effort.standard());
        String words = "seed " + problem.seed() + " " + problem.question() + ": " + answer.verdict() + " ";
        if (problem.question() instanceof Question.FailOver) {
            long[] least = best.orElseThrow();
            boolean same = missing(problem, answer, Protection.PROTECTED) == least[0]
                    && missing(problem, answer, Protection.RESTART_IF_POSSIBLE) == least[1];
            return when(!same, words + answer.unplaced() + ", and " + least[0] + " and " + least[1] + " must be");
        }
        if (best.isEmpty()) {
            return when(answer.verdict() != Verdict.INFEASIBLE, words + "and there is no way");
        }
        if (!answer.holds()) {
            return Optional.of(words + "and there is a way with " + best.get()[0]);
        }
        boolean consolidates = problem.question() instanceof Question.Consolidate;
        Bound bound = answer.bounds().stream()
                .filter(each -> each.measure().equals(consolidates ? "hosts used" : "moves"))
                .findFirst()
                .orElseThrow();
        boolean lies = bound.least() > best.get()[0] || bound.reached() < best.get()[0];
        boolean falls = answer.verdict() == Verdict.OPTIMAL && bound.reached() != best.get()[0];
        boolean liesOfMoves = consolidates && bound.reached() == best.get()[0] && liesOfMoves(answer, best.get()[1]);
        return when(
                lies || falls || liesOfMoves,
                words + answer.bounds() + ", and " + best.get()[0] + " with " + best.get()[1] + " is best");
    }

    /** To as few hosts as possible: whether the bound on moves, or what was reached, is wrong. */
    private static boolean liesOfMoves(Answer answer, long fewest) {
        return answer.bounds().stream()
                .filter(bound -> bound.measure().equals("moves"))
                .anyMatch(bound -> bound.least() > fewest || bound.reached() < fewest);
    }

    private static long missing(Problem problem, Answer answer, Protection protection) {
        return answer.unplaced().stream()
                .map(guest -> problem.site().guest(guest))
                .filter(guest -> guest.active() && guest.protection() == protection)
                .count();
    }

    /** The same without budget, and without failures that must be survived; consolidations go as far as they can. */
    private static Problem plain(Problem problem) {
        Policy policy = problem.policy();
        Reserve reserve =
                new Reserve(policy.reserve().memoryPercent(), policy.reserve().vcpuPercent(), 0);
        Site site = problem.site();
        Site easy = new Site(
                site.name(),
                site.currency(),
                site.endpoints(),
                site.pools().values().stream()
                        .map(pool -> new Pool(pool.name(), 0, pool.liveAcrossVendors()))
                        .collect(java.util.stream.Collectors.toMap(Pool::name, pool -> pool)),
                site.hosts(),
                site.storages(),
                site.guests(),
                site.groups(),
                site.services());
        Question question = problem.question() instanceof Question.Consolidate
                ? new Question.Consolidate(OptionalInt.empty())
                : problem.question();
        return new Problem(
                problem.seed(),
                easy,
                new Policy(policy.name(), policy.rules(), policy.fill(), reserve, Optional.empty()),
                question);
    }

    /** Guests that do not run and have a place: whether they must leave is another question. */
    private static boolean hasIdleGuests(Problem problem) {
        return problem.site().guests().values().stream()
                .anyMatch(guest -> !guest.active() && guest.place().isPresent());
    }

    private static Optional<String> when(boolean wrong, String words) {
        return wrong ? Optional.of(words) : Optional.empty();
    }
}
