package io.polyvisor.placement.policy;

import io.polyvisor.placement.site.EndpointClass;
import io.polyvisor.placement.site.SiteEndpoint;
import java.util.Set;

/**
 * Where a rule lets guests run. An empty set allows everything of its sort.
 *
 * <p>Immutable and thread-safe.
 *
 * @param owners only these classes of endpoint
 * @param locations only these physical sites
 * @param endpoints only these endpoints
 */
public record Requirement(Set<EndpointClass> owners, Set<String> locations, Set<String> endpoints) {

    /** Copies the sets. */
    public Requirement {
        owners = Set.copyOf(owners);
        locations = Set.copyOf(locations);
        endpoints = Set.copyOf(endpoints);
    }

    /** Whether that endpoint will do. */
    public boolean allows(SiteEndpoint endpoint) {
        return (owners.isEmpty() || owners.contains(endpoint.owner()))
                && (locations.isEmpty() || locations.contains(endpoint.location()))
                && (endpoints.isEmpty() || endpoints.contains(endpoint.name()));
    }
}
