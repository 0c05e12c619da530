package io.polyvisor.placement.site;

import java.util.Objects;

/**
 * What running guests on an endpoint costs in a year.
 *
 * <p>Immutable and thread-safe.
 *
 * @param perGuest for each guest that is placed there
 * @param perHost for each host that has at least one active guest
 */
public record CostModel(Money perGuest, Money perHost) {
    /** Costs nothing. */
    public static final CostModel FREE = new CostModel(Money.ZERO, Money.ZERO);

    /** Checks that no price is negative. */
    public CostModel {
        Objects.requireNonNull(perGuest, "per guest");
        Objects.requireNonNull(perHost, "per host");
        if (perGuest.compareTo(Money.ZERO) < 0 || perHost.compareTo(Money.ZERO) < 0) {
            throw new IllegalArgumentException("a price is zero or more, not " + perGuest + " or " + perHost);
        }
    }
}
