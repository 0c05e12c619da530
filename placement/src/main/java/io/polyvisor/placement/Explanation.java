package io.polyvisor.placement;

import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a guest is to be where an answer puts it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param guest the guest
 * @param chosen its place; empty when it has none
 * @param because the reasons, most important first: the rule, the cost, what decided among equals
 * @param rejected every other host, and why not
 * @param wouldChange what would change the answer, in words
 */
public record Explanation(
        String guest,
        Optional<HostKey> chosen,
        List<String> because,
        List<Rejection> rejected,
        List<String> wouldChange) {

    /** Copies the lists. */
    public Explanation {
        Objects.requireNonNull(guest, "guest");
        Objects.requireNonNull(chosen, "chosen");
        because = List.copyOf(because);
        rejected = List.copyOf(rejected);
        wouldChange = List.copyOf(wouldChange);
    }

    /**
     * A host that was not chosen.
     *
     * @param host the host
     * @param binding what keeps the guest from it, first the hardest; empty when it would do and was merely not preferred
     * @param words the same in words, with figures
     * @param costDifference what the guest would cost more there in a year than where it was put; negative when less
     */
    public record Rejection(HostKey host, Optional<Constraint> binding, String words, Money costDifference) {
        /** Checks presence. */
        public Rejection {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(binding, "binding");
            Objects.requireNonNull(words, "words");
            Objects.requireNonNull(costDifference, "cost difference");
        }
    }
}
