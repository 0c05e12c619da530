package io.polyvisor.cli.placing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.failover.PoolCapacity;
import io.polyvisor.placement.failover.XapiFigures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers and capacities as JSON. Amounts of money are text with at most two decimals. Stateless. */
public final class AnswerJson {

    private AnswerJson() {}

    /** An answer; its places are those of all guests of the site. */
    public static ObjectNode answer(Answer answer, String currency, List<Explanation> explanations) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("question", question(answer.question()));
        fields.put("verdict", answer.verdict());
        fields.put("places", answer.places());
        fields.put("unplaced", answer.unplaced());
        fields.put("released", answer.released());
        fields.put("engaged", answer.engaged());
        fields.put("currency", currency);
        fields.put("costBefore", answer.costBefore());
        fields.put("costAfter", answer.costAfter());
        fields.put("bounds", answer.bounds().stream().map(AnswerJson::bound).toList());
        fields.put("shortage", answer.shortage().map(AnswerJson::shortage));
        fields.put("explanations", explanations.stream().map(AnswerJson::explanation).toList());
        return Documents.plain(fields);
    }

    private static ObjectNode question(Question question) {
        Map<String, Object> fields = new LinkedHashMap<>();
        String asked = question.getClass().getSimpleName();
        fields.put("asked", asked.substring(0, 1).toLowerCase(Locale.ROOT) + asked.substring(1));
        if (question instanceof Question.Place place) {
            fields.put("guests", place.guests().stream().sorted().toList());
        } else if (question instanceof Question.Rebalance rebalance) {
            fields.put("moves", rebalance.moves());
        } else if (question instanceof Question.Consolidate consolidate) {
            fields.put("hosts", consolidate.hosts().stream().boxed().findFirst());
        } else if (question instanceof Question.Evacuate evacuate) {
            fields.put("host", evacuate.host());
        } else if (question instanceof Question.FailOver failOver) {
            fields.put("lost", failOver.lost().stream().sorted().toList());
        } else if (question instanceof Question.ChangeProtection change) {
            fields.put("guest", change.guest());
            fields.put("to", change.to());
        }
        return Documents.plain(fields);
    }

    private static ObjectNode bound(Bound bound) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("measure", bound.measure());
        fields.put("reached", bound.reached());
        fields.put("least", bound.least());
        fields.put("tight", bound.tight());
        return Documents.plain(fields);
    }

    private static ObjectNode shortage(Shortage shortage) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("guests", shortage.guests().stream().sorted().toList());
        fields.put("constraints", shortage.constraints().stream().sorted().toList());
        fields.put("minimal", shortage.minimal());
        fields.put("why", shortage.why());
        fields.put("additions", shortage.additions().stream().map(AnswerJson::addition).toList());
        return Documents.plain(fields);
    }

    private static ObjectNode addition(Shortage.Addition addition) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("what", addition.what());
        fields.put("cost", addition.cost());
        return Documents.plain(fields);
    }

    /** Why a guest is where it is. */
    public static ObjectNode explanation(Explanation explanation) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("guest", explanation.guest());
        fields.put("chosen", explanation.chosen());
        fields.put("because", explanation.because());
        fields.put("rejected", explanation.rejected().stream().map(AnswerJson::rejection).toList());
        fields.put("wouldChange", explanation.wouldChange());
        return Documents.plain(fields);
    }

    private static ObjectNode rejection(Explanation.Rejection rejection) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("host", rejection.host());
        fields.put("binding", rejection.binding());
        fields.put("words", rejection.words());
        fields.put("costDifference", rejection.costDifference());
        return Documents.plain(fields);
    }

    /** What a pool can lose. */
    public static ObjectNode capacity(PoolCapacity pool) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pool", pool.pool());
        fields.put("meaning", pool.meaning());
        fields.put("hosts", pool.hosts());
        fields.put("configured", pool.configured());
        fields.put("current", pool.current());
        fields.put("decided", pool.decided());
        fields.put("counterExample", pool.counterExample());
        fields.put("stranded", pool.stranded().stream().sorted().toList());
        fields.put("bound", pool.bound());
        fields.put("fix", pool.fix().map(AnswerJson::addition));
        return Documents.plain(fields);
    }

    /** What XenServer's planner would say of a pool. */
    public static ObjectNode xapi(String pool, XapiFigures figures) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pool", pool);
        fields.put("most", figures.most());
        fields.put("conservative", figures.conservative());
        fields.put("notAgile", figures.notAgile());
        fields.put("plan", figures.plan());
        return Documents.plain(fields);
    }
}
