package io.polyvisor.placement;

/** How sure an answer is. */
public enum Verdict {
    /** Nothing better exists: proved. */
    OPTIMAL,
    /** It holds; how far from the best it can be at most is stated. */
    FEASIBLE,
    /** There is no assignment: proved. */
    INFEASIBLE,
    /** Neither an assignment nor a proof that there is none was found within the effort allowed. */
    UNDECIDED
}
