package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Empties one host with as few moves as possible. Every active guest leaves, and every inactive one that may; a guest of another host
 * moves only where that makes room. All leave or none: a host that keeps one active guest is not evacuated.
 *
 * <p>Stateless.
 */
public final class Evacuating {
    private Evacuating() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.Evacuate question, Effort effort) {
        site.host(question.host());
        Answer answer = new Evacuation(site, policy, question, effort).answer();
        if (answer.holds()) {
            return answer;
        }
        Shortage shortage = answer.shortage().orElseThrow();
        List<Shortage.Addition> additions = new EvacuationHelp(site, policy, question, effort).additions();
        return withShortage(
                answer,
                new Shortage(shortage.guests(), shortage.constraints(), shortage.minimal(), shortage.why(), additions));
    }

    private static Answer withShortage(Answer answer, Shortage shortage) {
        return new Answer(
                answer.question(),
                answer.verdict(),
                answer.places(),
                Set.copyOf(answer.unplaced()),
                answer.released(),
                answer.engaged(),
                answer.costBefore(),
                answer.costAfter(),
                answer.bounds(),
                Optional.of(shortage));
    }
}
