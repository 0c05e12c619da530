package io.polyvisor.spi;

import io.polyvisor.model.HostId;

/** Takes hosts out of service. */
public non-sealed interface Maintenance extends Facet {

    /** No new guests on that host; those on it must have left. */
    void enter(HostId host, Call call);

    /** New guests again. */
    void leave(HostId host, Call call);
}
