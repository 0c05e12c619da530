package io.polyvisor.cli;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.check.Violation;
import io.polyvisor.placement.plan.Plan;
import java.util.List;
import java.util.stream.Collectors;

/** Shows nobody an answer or a plan that the independent checker refuses. Stateless. */
final class Verified {

    private Verified() {}

    static void answer(SiteReading reading, Answer answer) {
        refuse("answer", Checker.check(reading.site(), reading.policy(), answer));
    }

    static void plan(SiteReading reading, Plan plan, Answer answer) {
        refuse("plan", Checker.replay(reading.site(), reading.policy(), plan, answer));
    }

    private static void refuse(String what, List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.GENERAL,
                    "the " + what + " breaks rules, and is not used; a defect worth reporting: "
                            + violations.stream()
                                    .map(each -> each.rule() + ": " + each.words())
                                    .collect(Collectors.joining("; ")));
        }
    }
}
