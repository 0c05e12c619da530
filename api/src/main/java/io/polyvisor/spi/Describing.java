package io.polyvisor.spi;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.NativeDefinition;

/** Hands out what the hypervisor itself keeps of a guest. */
public non-sealed interface Describing extends Facet {

    /** The definition with which that guest will start, without passwords. Reads. */
    NativeDefinition definition(GuestId guest, Call call);
}
