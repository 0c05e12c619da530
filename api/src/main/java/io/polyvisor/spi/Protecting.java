package io.polyvisor.spi;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.ProtectionView;

/** Restarts guests of lost hosts by itself; {@link Driver#mark} tells it what was meant. */
public non-sealed interface Protecting extends Facet {

    /** What would be done for that guest as things are now: BACKEND only if nothing is missing for it. Reads. */
    ProtectionView protection(GuestId guest, Call call);
}
