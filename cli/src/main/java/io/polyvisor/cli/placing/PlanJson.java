package io.polyvisor.cli.placing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import java.util.LinkedHashMap;
import java.util.Map;

/** A plan as scripts look at it. What carries it out is the plan's file: here is no spec, and so no user data. Stateless. */
public final class PlanJson {

    private PlanJson() {}

    /** The plan. */
    public static ObjectNode plan(Plan plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", plan.id());
        fields.put("site", plan.site());
        fields.put("purpose", plan.purpose());
        fields.put("policy", plan.policy());
        fields.put("complete", plan.complete());
        fields.put("estimate", plan.estimate());
        fields.put("costDifference", plan.costDifference());
        fields.put("steps", plan.steps().stream().map(PlanJson::step).toList());
        fields.put(
                "obstacles", plan.obstacles().stream().map(PlanJson::obstacle).toList());
        return Documents.plain(fields);
    }

    private static ObjectNode step(Step step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", step.number());
        fields.put("wave", step.wave());
        fields.put("action", ActionWords.verb(step.action()));
        fields.put("guest", step.action().subject());
        fields.put("host", step.action().host());
        fields.put("how", ActionWords.detail(step.action()));
        fields.put("before", step.before().stream().map(ActionWords::of).toList());
        fields.put("inverse", step.inverse().map(ActionWords::sentence));
        fields.put("estimate", step.estimate());
        fields.put("cost", step.cost());
        fields.put("why", step.why());
        return Documents.plain(fields);
    }

    private static ObjectNode obstacle(Plan.Obstacle obstacle) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("guests", obstacle.guests());
        fields.put("proved", obstacle.proved());
        fields.put("why", obstacle.why());
        fields.put("instead", obstacle.instead());
        return Documents.plain(fields);
    }
}
