package io.polyvisor.placement.site;

import io.polyvisor.model.StorageId;
import java.util.Map;

/**
 * A storage of a site: one name for what several endpoints may call differently.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name its name in the site
 * @param shared whether all hosts that reach it see the same data: by identical backing, or by the site file's word
 * @param on what each endpoint calls it
 */
public record SiteStorage(String name, boolean shared, Map<String, StorageId> on) {

    /** Copies the map. */
    public SiteStorage {
        Names.require(name, "storage");
        on = Map.copyOf(on);
    }
}
