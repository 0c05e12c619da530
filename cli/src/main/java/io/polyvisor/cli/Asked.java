package io.polyvisor.cli;

import io.polyvisor.apply.file.AnswerDocument;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.placing.PlanJson;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.plan.Plan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a question.
 *
 * @param answer the answer
 * @param plan how to get there; empty when there is no assignment
 * @param explanations why, for each guest that it brings elsewhere
 */
record Asked(Answer answer, Optional<Plan> plan, List<Explanation> explanations) {

    ExitCode code() {
        return answer.holds() ? ExitCode.OK : ExitCode.NO_ANSWER;
    }

    /** The same, where guests that should be restarted may be left over. */
    ExitCode codeOfFailover(SiteReading reading) {
        boolean leftOver = answer.unplaced().stream()
                .anyMatch(guest -> reading.site().guest(guest).protection() != Protection.DO_NOT_RESTART);
        return answer.holds() && leftOver ? ExitCode.PARTIAL : code();
    }

    String json(SiteReading reading, Optional<Path> planFile) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("site", reading.site().name());
        fields.put("policy", reading.policy().name());
        fields.put("answer", AnswerDocument.tree(reading.site(), answer, explanations));
        fields.put("plan", plan.map(PlanJson::plan));
        fields.put("planFile", planFile);
        fields.put("remarks", reading.observed().remarks());
        return Documents.pretty(Documents.of("answer", fields));
    }
}
