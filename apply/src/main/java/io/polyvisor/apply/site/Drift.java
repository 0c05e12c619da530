package io.polyvisor.apply.site;

import io.polyvisor.apply.file.Services;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.policy.Policy;
import java.util.List;

/**
 * How a site differs from what services and policy want.
 *
 * <p>Immutable and thread-safe.
 *
 * @param findings the differences, the worst first
 */
public record Drift(List<Finding> findings) {
    /** Copies the list, in order. */
    public Drift {
        findings = findings.stream().sorted().toList();
    }

    /** Compares. Pure; blocks for as long as the effort allows. */
    public static Drift of(Services services, Policy policy, Observed observed, Effort effort) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The worst of it as an exit code: 0 as wanted, 1 not as it should be, 2 harm. */
    public int exitCode() {
        return findings.stream()
                .mapToInt(finding -> switch (finding.severity()) {
                    case NOTE -> 0;
                    case WARN -> 1;
                    case HARM -> 2;
                })
                .max()
                .orElse(0);
    }

    /** What repairs it as far as anything does. Pure; blocks for as long as the effort allows. */
    public Repair repair(Services services, Policy policy, Observed observed, Effort effort) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The same as a plan. */
    public Plan plan(Services services, Policy policy, Observed observed, Effort effort, Pace pace) {
        throw new UnsupportedOperationException("not built yet");
    }
}
