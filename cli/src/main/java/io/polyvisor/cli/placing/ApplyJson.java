package io.polyvisor.cli.placing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.apply.ApplyEvent;
import io.polyvisor.apply.ApplyReport;
import io.polyvisor.apply.Difference;
import io.polyvisor.apply.StepReport;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.ErrorJson;
import io.polyvisor.model.Progress;
import io.polyvisor.placement.plan.Step;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What happens while a plan is carried out, and what came of it, as JSON. Stateless. */
public final class ApplyJson {

    private ApplyJson() {}

    /** The document of an event; empty for the end, which has a document of its own. */
    public static Optional<ObjectNode> event(ApplyEvent event, Instant at) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", at);
        if (event instanceof ApplyEvent.PlanBegan began) {
            fields.put("type", "PLAN_BEGAN");
            fields.put("plan", began.plan().id());
            fields.put("mode", began.mode());
            fields.put("steps", began.plan().steps().size());
        } else if (event instanceof ApplyEvent.StepBegan began) {
            fields.put("type", "STEP_BEGAN");
            fields.putAll(step(began.step()));
            fields.put("undo", began.undo());
        } else if (event instanceof ApplyEvent.StepProgress progress) {
            fields.put("type", "STEP_PROGRESS");
            fields.putAll(step(progress.step()));
            fields.putAll(progress(progress.progress()));
        } else if (event instanceof ApplyEvent.StepEnded ended) {
            fields.put("type", "STEP_ENDED");
            fields.putAll(stepReport(ended.report()));
        } else if (event instanceof ApplyEvent.Notice notice) {
            fields.put("type", "NOTICE");
            fields.put("words", notice.words());
        } else {
            return Optional.empty();
        }
        return Optional.of(Documents.of("applyEvent", fields));
    }

    /** The document of what it came to. */
    public static ObjectNode report(ApplyReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("plan", report.plan().id());
        fields.put("site", report.plan().site());
        fields.put("purpose", report.plan().purpose());
        fields.put("mode", report.mode());
        fields.put("ending", report.ending());
        fields.put("succeeded", report.succeeded());
        fields.put(
                "steps",
                report.steps().stream()
                        .map(each -> Documents.plain(stepReport(each)))
                        .toList());
        fields.put("notices", report.notices());
        fields.put("goOn", report.goOn());
        return Documents.of("applyReport", fields);
    }

    private static Map<String, Object> step(Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("step", step.number());
        fields.put("action", ActionWords.verb(step.action()));
        fields.put("guest", step.action().subject());
        fields.put("host", step.action().host());
        return fields;
    }

    private static Map<String, Object> progress(Progress progress) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("phase", progress.phase());
        fields.put("fraction", progress.fraction());
        fields.put("bytesDone", progress.bytesDone());
        fields.put("bytesTotal", progress.bytesTotal());
        return fields;
    }

    private static Map<String, Object> stepReport(StepReport report) {
        Map<String, Object> fields = step(report.step());
        fields.put("status", report.status());
        fields.put("words", report.words());
        fields.put(
                "differences",
                report.differences().stream().map(ApplyJson::difference).toList());
        fields.put("error", report.error().map(ErrorJson::error));
        return fields;
    }

    private static ObjectNode difference(Difference difference) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("about", difference.about());
        fields.put("expected", difference.expected());
        fields.put("seen", difference.seen());
        return Documents.plain(fields);
    }
}
