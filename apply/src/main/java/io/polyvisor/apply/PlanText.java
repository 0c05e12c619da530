package io.polyvisor.apply;

import io.polyvisor.placement.plan.Plan;

/** Plans as text and back, for the journal. */
interface PlanText {

    /** The plan as text that {@link #read} understands. */
    String write(Plan plan);

    /** The plan that was written so. */
    Plan read(String text);

    /** Plan documents. */
    static PlanText standard() {
        throw new UnsupportedOperationException("not built yet");
    }
}
