package io.polyvisor.spi;

import io.polyvisor.model.GuestId;

/** Tells of changes as the hypervisor sends them. The core turns them into levels, with numbers and gaps. */
public non-sealed interface EventSource extends Facet {

    /** Begins to tell. At most one listener per driver; it never blocks. */
    Subscription listen(Listener listener, Call call);

    /** What is told. */
    interface Listener {

        /** Something about that guest may have changed, or it came or went. */
        void changed(GuestId guest);

        /** Changes may have been missed since; the core observes everything again. */
        void gap(String why);
    }

    /** Ends the telling. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
