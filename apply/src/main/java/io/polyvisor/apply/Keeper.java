package io.polyvisor.apply;

import io.polyvisor.model.Inventory;
import io.polyvisor.placement.site.Site;
import java.util.Map;

/** Keeps the last observation of every guest, so that guests of a dead host can be made again. Thread-safe. */
public final class Keeper {

    /** A keeper of that site's observations. */
    public Keeper(Site site, StateDirectory state) {}

    /**
     * Keeps what these inventories, by endpoint's name, say about guests. Guests without details or of unknown power do not replace what
     * is kept of them. Blocks while it writes.
     *
     * @throws StateException when it cannot be written
     */
    public void keep(Map<String, Inventory> inventories) {
        throw new UnsupportedOperationException("not built yet");
    }
}
