package io.polyvisor.tck;

import io.polyvisor.model.Capability;

/** What a run says about a rule. */
public sealed interface Verdict {

    /** The rule held. */
    record Pass() implements Verdict {}

    /**
     * The rule did not hold.
     *
     * @param expected what should be
     * @param observed what was seen instead
     */
    record Fail(String expected, String observed) implements Verdict {}

    /**
     * The endpoint declares that it lacks what the rule is about; decided before anything was run.
     *
     * @param capability what it lacks
     * @param reason why, in its own words
     */
    record NotApplicable(Capability capability, String reason) implements Verdict {}

    /**
     * The surroundings lack what the rule needs.
     *
     * @param reason what is missing
     */
    record NotRun(String reason) implements Verdict {}

    /**
     * The surroundings broke, twice; nothing can be said.
     *
     * @param reason what broke
     */
    record Inconclusive(String reason) implements Verdict {}

    /** The verdict's name in reports. */
    default String word() {
        if (this instanceof Pass) {
            return "PASS";
        }
        if (this instanceof Fail) {
            return "FAIL";
        }
        if (this instanceof NotApplicable) {
            return "NOT_APPLICABLE";
        }
        return this instanceof NotRun ? "NOT_RUN" : "INCONCLUSIVE";
    }

    /** What there is to say beside the name; empty for a pass. */
    default String detail() {
        if (this instanceof Fail fail) {
            return fail.expected() + ", but " + fail.observed();
        }
        if (this instanceof NotApplicable not) {
            return not.capability() + ": " + not.reason();
        }
        if (this instanceof NotRun not) {
            return not.reason();
        }
        return this instanceof Inconclusive inconclusive ? inconclusive.reason() : "";
    }
}
