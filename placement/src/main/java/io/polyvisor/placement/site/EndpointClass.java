package io.polyvisor.placement.site;

/** Whose service an endpoint is: what policies tell apart first. */
public enum EndpointClass {
    /** A central service, paid by guest: the usual place of what must be highly available. */
    CENTRAL,
    /** One's own hosts. */
    IN_HOUSE;

    /** As people write it: {@code central}, {@code in-house}. */
    public String words() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
