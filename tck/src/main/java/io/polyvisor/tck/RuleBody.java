package io.polyvisor.tck;

/** How a rule is checked. It returns when the rule holds. */
@FunctionalInterface
public interface RuleBody {

    /**
     * Brings a situation about through the public API and looks whether the rule holds in it. Blocks.
     *
     * @throws RuleViolation when it does not hold
     */
    void check(TckContext tck);
}
