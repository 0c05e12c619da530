package io.polyvisor.apply;

import io.polyvisor.placement.plan.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers plans by their ids. */
final class Plans implements PlanText {
    private final Map<String, Plan> plans = new ConcurrentHashMap<>();

    @Override
    public String write(Plan plan) {
        plans.put(plan.id(), plan);
        return plan.id();
    }

    @Override
    public Plan read(String text) {
        return Optional.ofNullable(plans.get(text)).orElseThrow();
    }
}
