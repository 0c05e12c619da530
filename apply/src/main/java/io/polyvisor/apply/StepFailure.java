package io.polyvisor.apply;

import java.util.List;

/** A step is not taken, or not to its end, for a reason that is no failure of a hypervisor. */
final class StepFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    StepFailure(Finding finding) {
        this(List.of(finding));
    }

    StepFailure(List<Finding> findings) {
        super(findings.get(0).difference().toString());
        this.findings = findings;
    }

    List<Finding> findings() {
        return findings;
    }
}
