package io.polyvisor;

import io.polyvisor.model.InventoryField;
import java.time.Duration;
import java.util.List;

/**
 * Many endpoints at once. One that is down is an entry with its error; one that hangs costs its own deadline and nobody else's.
 *
 * <p>Thread-safe.
 */
public interface Fleet {

    /** One more member, connected when first asked and again after a failure. */
    Fleet with(String uri, Access access, EndpointOptions options);

    /** All members' inventories, read in parallel, in the order of membership. Blocks at most {@code patience}. */
    List<EndpointView> inventory(Duration patience, InventoryField... fields);

    /** The same with the standard read deadline. */
    List<EndpointView> inventory(InventoryField... fields);
}
