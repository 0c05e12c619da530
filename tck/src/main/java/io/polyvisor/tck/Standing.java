package io.polyvisor.tck;

import java.util.Set;
import java.util.TreeSet;

/**
 * How far a rule is to be trusted: it is a draft until two unlike backends passed it, since what one hypervisor alone does is that
 * hypervisor's way and not yet a contract.
 *
 * @param passedBy kinds of hypervisors, such as {@code kvm}, whose backend passed it; the reference model is none
 */
public record Standing(Set<String> passedBy) {
    private static final int ENOUGH = 2;

    /** Copies the set. */
    public Standing {
        passedBy = Set.copyOf(passedBy);
    }

    /** Whether it is a draft no longer. */
    public boolean firm() {
        return passedBy.size() >= ENOUGH;
    }

    /** {@code firm} or {@code draft}, and who passed it. */
    @Override
    public String toString() {
        String word = firm() ? "firm" : "draft";
        return passedBy.isEmpty() ? word : word + " (" + String.join(", ", new TreeSet<>(passedBy)) + ")";
    }
}
