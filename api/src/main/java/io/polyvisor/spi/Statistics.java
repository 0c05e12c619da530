package io.polyvisor.spi;

import io.polyvisor.model.GuestStats;
import io.polyvisor.model.HostStats;
import java.util.List;

/** Counters, in bulk. */
public non-sealed interface Statistics extends Facet {

    /** Counters of all guests that are RUNNING or PAUSED. */
    List<GuestStats> guests(Call call);

    /** Counters of all hosts; empty when STATS_HOST is absent. */
    List<HostStats> hosts(Call call);
}
