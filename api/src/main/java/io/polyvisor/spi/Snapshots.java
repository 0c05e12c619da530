package io.polyvisor.spi;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import java.util.List;

/** Snapshots of guests. */
public non-sealed interface Snapshots extends Facet {

    /** All snapshots of a guest, parents before children. */
    List<SnapshotView> snapshots(GuestId guest, Call call);

    /** Takes a snapshot that carries {@code key}; the guest goes on as it was. */
    SnapshotId take(GuestId guest, Order order, Call call);

    /** Puts the guest back; returns when it is in the state that the snapshot's {@code revertsTo} says. */
    void revert(GuestId guest, SnapshotId snapshot, Call call);

    /** Drops a snapshot; its children move up to its parent. */
    void drop(GuestId guest, SnapshotId snapshot, Call call);

    /**
     * What to take.
     *
     * @param key the client's key
     * @param name unique within the guest: the core checked
     * @param description free text
     * @param holds what to keep
     */
    record Order(CreationKey key, String name, String description, SnapshotContent holds) {}
}
