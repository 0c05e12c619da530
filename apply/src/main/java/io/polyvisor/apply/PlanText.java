package io.polyvisor.apply;

import io.polyvisor.apply.StateException.Reason;
import io.polyvisor.apply.file.FileFaultsException;
import io.polyvisor.apply.file.PlanDocument;
import io.polyvisor.placement.plan.Plan;

/** Plans as text in a journal's first record, and back. */
final class PlanText {
    private PlanText() {}

    static String write(Plan plan) {
        return PlanDocument.tree(plan).toString();
    }

    static Plan read(String text) {
        try {
            return PlanDocument.read("the journal's plan", text);
        } catch (FileFaultsException e) {
            throw new StateException(
                    Reason.DAMAGED, "the plan in the journal cannot be understood: " + e.getMessage(), e);
        }
    }
}
