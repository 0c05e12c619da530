package io.polyvisor.apply.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers as JSON of the schema {@code polyvisor.answer/1}: for programs to read; nothing reads them back. Stateless. */
public final class AnswerDocument {
    /** The schema's name and version. */
    public static final String SCHEMA = "polyvisor.answer/1";

    private AnswerDocument() {}

    /** The document: the assignment, reasons, costs, bounds, and what is short. {@code reasons} may be of some guests or none. */
    public static ObjectNode tree(Site site, Answer answer, List<Explanation> reasons) {
        return new JsonFields()
                .put("schema", SCHEMA)
                .put("site", site.name())
                .put("currency", site.currency())
                .put("question", question(answer.question()))
                .put("verdict", answer.verdict())
                .put("costBefore", answer.costBefore())
                .put("costAfter", answer.costAfter())
                .put("costDifference", answer.costAfter().minus(answer.costBefore()))
                .put(
                        "bounds",
                        answer.bounds().stream().map(AnswerDocument::bound).toList())
                .put("places", places(site, answer))
                .put("unplaced", answer.unplaced())
                .put("released", answer.released())
                .put("engaged", answer.engaged())
                .put("shortage", answer.shortage().map(AnswerDocument::shortage))
                .put("reasons", reasons.stream().map(AnswerDocument::reason).toList())
                .node();
    }

    private static JsonFields question(Question question) {
        JsonFields fields = new JsonFields();
        if (question instanceof Question.Place place) {
            return fields.put("type", "PLACE").put("guests", place.guests());
        }
        if (question instanceof Question.Rebalance rebalance) {
            return fields.put("type", "REBALANCE").put("moves", rebalance.moves());
        }
        if (question instanceof Question.Consolidate consolidate) {
            Optional<Integer> hosts = consolidate.hosts().isPresent()
                    ? Optional.of(consolidate.hosts().getAsInt())
                    : Optional.empty();
            return fields.put("type", "CONSOLIDATE").put("hosts", hosts);
        }
        if (question instanceof Question.Evacuate evacuate) {
            return fields.put("type", "EVACUATE").put("host", evacuate.host());
        }
        if (question instanceof Question.FailOver failOver) {
            return fields.put("type", "FAIL_OVER").put("lost", failOver.lost());
        }
        Question.ChangeProtection change = (Question.ChangeProtection) question;
        return fields.put("type", "CHANGE_PROTECTION")
                .put("guest", change.guest())
                .put("to", change.to());
    }

    private static JsonFields bound(Bound bound) {
        return new JsonFields()
                .put("measure", bound.measure())
                .put("reached", bound.reached())
                .put("least", bound.least())
                .put("tight", bound.tight())
                .put("gapPercent", bound.gapPercent());
    }

    private static List<JsonFields> places(Site site, Answer answer) {
        return answer.places().entrySet().stream()
                .map(entry -> place(site, entry))
                .toList();
    }

    private static JsonFields place(Site site, Map.Entry<String, HostKey> entry) {
        Optional<HostKey> before =
                Optional.ofNullable(site.guests().get(entry.getKey())).flatMap(SiteGuest::place);
        return new JsonFields()
                .put("guest", entry.getKey())
                .put("host", entry.getValue())
                .put("from", before)
                .put("changed", !before.equals(Optional.of(entry.getValue())));
    }

    private static JsonFields shortage(Shortage shortage) {
        return new JsonFields()
                .put("guests", shortage.guests())
                .put("constraints", shortage.constraints())
                .put("minimal", shortage.minimal())
                .put("why", shortage.why())
                .put(
                        "additions",
                        shortage.additions().stream()
                                .map(addition -> new JsonFields()
                                        .put("what", addition.what())
                                        .put("cost", addition.cost()))
                                .toList());
    }

    private static JsonFields reason(Explanation reason) {
        return new JsonFields()
                .put("guest", reason.guest())
                .put("chosen", reason.chosen())
                .put("because", reason.because())
                .put(
                        "rejected",
                        reason.rejected().stream()
                                .map(AnswerDocument::rejection)
                                .toList())
                .put("wouldChange", reason.wouldChange());
    }

    private static JsonFields rejection(Explanation.Rejection rejection) {
        return new JsonFields()
                .put("host", rejection.host())
                .put("binding", rejection.binding())
                .put("words", rejection.words())
                .put("costDifference", rejection.costDifference());
    }
}
