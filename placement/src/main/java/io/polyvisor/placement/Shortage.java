package io.polyvisor.placement;

import io.polyvisor.placement.site.Money;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Why there is no assignment.
 *
 * <p>Immutable and thread-safe.
 *
 * @param guests guests that cannot be placed together; leaving any one out would help, where {@code minimal}
 * @param constraints what stands in their way together
 * @param minimal whether no smaller set of guests was found to conflict
 * @param why the same in a sentence
 * @param additions what would help, cheapest first
 */
public record Shortage(
        Set<String> guests, Set<Constraint> constraints, boolean minimal, String why, List<Addition> additions) {

    /** Copies what could change, in order. */
    public Shortage {
        guests = Collections.unmodifiableSet(new TreeSet<>(guests));
        constraints = Collections.unmodifiableSet(new TreeSet<>(constraints));
        Objects.requireNonNull(why, "why");
        additions = List.copyOf(additions);
    }

    /** The cheapest thing to add; empty when nothing that was tried helps. */
    public Optional<Addition> cheapest() {
        return additions.stream().findFirst();
    }

    /**
     * Something that, added to the site, makes an assignment possible: tried, not guessed.
     *
     * @param what in words: {@code switch on host kb2}, {@code 4 GiB of memory in host kvm1}, {@code VLAN 20 on host kvm2}
     * @param cost what it costs in a year, where the site's cost model says
     */
    public record Addition(String what, Optional<Money> cost) {
        /** Checks presence. */
        public Addition {
            Objects.requireNonNull(what, "what");
            Objects.requireNonNull(cost, "cost");
        }
    }
}
