package io.polyvisor.tck;

import java.util.List;

/**
 * What can be claimed for a profile, by arithmetic and by nothing else.
 *
 * @param profile the profile
 * @param state whether it can be claimed
 * @param passed rules that held
 * @param applicable rules that are about something which the endpoint declares
 * @param all rules of the profile
 */
public record Claim(Profile profile, State state, int passed, int applicable, int all) {

    /** Whether a profile can be claimed. */
    public enum State {
        /** No rule failed, and every MUST that is applicable held. */
        HELD,
        /** No rule failed, but a MUST was not run, or stayed inconclusive. */
        INCOMPLETE,
        /** A rule failed. */
        BROKEN,
        /** The endpoint declares nothing of it. */
        NOT_PROVIDED
    }

    /** The arithmetic. */
    static Claim of(Profile profile, List<RuleResult> results) {
        int passed = count(results, Verdict.Pass.class);
        int applicable = results.size() - count(results, Verdict.NotApplicable.class);
        return new Claim(profile, state(results, applicable), passed, applicable, results.size());
    }

    private static State state(List<RuleResult> results, int applicable) {
        if (applicable == 0) {
            return State.NOT_PROVIDED;
        }
        if (count(results, Verdict.Fail.class) > 0) {
            return State.BROKEN;
        }
        boolean open = results.stream()
                .filter(result -> result.rule().level() == Level.MUST)
                .anyMatch(result ->
                        result.verdict() instanceof Verdict.NotRun || result.verdict() instanceof Verdict.Inconclusive);
        return open ? State.INCOMPLETE : State.HELD;
    }

    private static int count(List<RuleResult> results, Class<? extends Verdict> verdict) {
        return (int) results.stream()
                .filter(result -> verdict.isInstance(result.verdict()))
                .count();
    }
}
