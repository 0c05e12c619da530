package io.polyvisor.model;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an endpoint declares that it can do: every {@link Capability} is either provided or absent with a reason. A declaration is
 * total; there is no third answer.
 *
 * <p>Immutable and thread-safe.
 */
public final class Capabilities {
    private final Map<Capability, String> absent;

    private Capabilities(Map<Capability, String> absent) {
        this.absent = Map.copyOf(absent);
    }

    /** Begins a declaration from "everything is provided"; absences are then named with their reasons. */
    public static Builder allExcept() {
        return new Builder();
    }

    /** Whether the endpoint provides it. */
    public boolean provides(Capability capability) {
        return !absent.containsKey(capability);
    }

    /** Why it is absent; empty when it is provided. */
    public Optional<String> whyAbsent(Capability capability) {
        return Optional.ofNullable(absent.get(capability));
    }

    /** All that is provided, in the order of {@link Capability}. */
    public Set<Capability> provided() {
        EnumSet<Capability> all = EnumSet.allOf(Capability.class);
        all.removeAll(absent.keySet());
        return all;
    }

    /** All that is absent, with reasons, in the order of {@link Capability}. */
    public Map<Capability, String> absent() {
        return absent.isEmpty() ? Map.of() : new EnumMap<>(absent);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Capabilities that && absent.equals(that.absent);
    }

    @Override
    public int hashCode() {
        return absent.hashCode();
    }

    @Override
    public String toString() {
        return "provides " + provided() + ", lacks " + absent();
    }

    /** Names absences. Not thread-safe. */
    public static final class Builder {
        private final Map<Capability, String> absent = new EnumMap<>(Capability.class);

        private Builder() {}

        /** Declares that {@code capability} is absent, and why, in words that a user can act on. */
        public Builder lacks(Capability capability, String reason) {
            if (Objects.requireNonNull(reason, "reason").isBlank()) {
                throw new IllegalArgumentException("an absent capability needs a reason: " + capability);
            }
            absent.put(capability, reason);
            return this;
        }

        /** The declaration. */
        public Capabilities build() {
            return new Capabilities(absent);
        }
    }
}
