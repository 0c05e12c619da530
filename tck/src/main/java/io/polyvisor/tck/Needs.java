package io.polyvisor.tck;

import io.polyvisor.model.Capability;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must be there for a rule to be run.
 *
 * @param capabilities what the endpoint must declare; where one is absent the rule is NOT_APPLICABLE
 * @param features what the environment must have; where one is missing the rule is NOT_RUN
 */
public record Needs(Set<Capability> capabilities, Set<Feature> features) {

    /** Copies the sets. */
    public Needs {
        capabilities = Set.copyOf(capabilities);
        features = Set.copyOf(features);
    }

    /** Nothing beyond an endpoint. */
    static Needs nothing() {
        return new Needs(Set.of(), Set.of());
    }

    Needs and(Capability... more) {
        EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
        all.addAll(capabilities);
        all.addAll(Set.of(more));
        return new Needs(all, features);
    }

    Needs and(Feature... more) {
        EnumSet<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(features);
        all.addAll(Set.of(more));
        return new Needs(capabilities, all);
    }

    /** Capabilities and features by name, capabilities first; empty when nothing is needed. */
    @Override
    public String toString() {
        return Stream.concat(
                        capabilities.stream().sorted().map(Enum::name),
                        features.stream().sorted().map(Feature::words))
                .collect(Collectors.joining(", "));
    }
}
