package io.polyvisor.placement;

import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where every guest is to be.
 *
 * <p>Immutable and thread-safe.
 *
 * @param question what was asked
 * @param verdict how sure it is
 * @param places the place of each guest afterwards, by name, in the order of the site; guests that have none are missing
 * @param unplaced guests that the question was about and that find no place (failover), or all of them when there is no assignment
 * @param released hosts that can be switched off, or that are empty now
 * @param engaged hosts that are off and must be switched on first
 * @param costBefore what all active guests cost in a year as they are
 * @param costAfter what they cost in a year afterwards
 * @param bounds how good the answer is, by each thing that counts, in order of weight: cost first
 * @param shortage why guests find no place
 */
public record Answer(
        Question question,
        Verdict verdict,
        Map<String, HostKey> places,
        Set<String> unplaced,
        List<HostKey> released,
        List<HostKey> engaged,
        Money costBefore,
        Money costAfter,
        List<Bound> bounds,
        Optional<Shortage> shortage) {

    /** Copies what could change. */
    public Answer {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(verdict, "verdict");
        places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
        unplaced = Collections.unmodifiableSet(new TreeSet<>(unplaced));
        released = List.copyOf(released);
        engaged = List.copyOf(engaged);
        Objects.requireNonNull(costBefore, "cost before");
        Objects.requireNonNull(costAfter, "cost after");
        bounds = List.copyOf(bounds);
        Objects.requireNonNull(shortage, "shortage");
    }

    /** Whether it says where the guests go. */
    public boolean holds() {
        return verdict == Verdict.OPTIMAL || verdict == Verdict.FEASIBLE;
    }

    /** Where that guest is to be. */
    public Optional<HostKey> placeOf(String guest) {
        return Optional.ofNullable(places.get(guest));
    }
}
