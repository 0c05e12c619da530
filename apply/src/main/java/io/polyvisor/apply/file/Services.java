package io.polyvisor.apply.file;

import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.Service;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody wants to run.
 *
 * <p>Immutable and thread-safe.
 *
 * @param byName the services by name, in the order of their file
 * @param groups what binds their guests to each other
 */
public record Services(Map<String, Service> byName, List<Group> groups) {
    /** Nothing is wanted. */
    public static final Services NONE = new Services(Map.of(), List.of());

    /** Copies what could change, in its order. */
    public Services {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        groups = List.copyOf(groups);
    }
}
