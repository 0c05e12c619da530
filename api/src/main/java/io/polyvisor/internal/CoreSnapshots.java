package io.polyvisor.internal;

import io.polyvisor.GuestSnapshots;
import io.polyvisor.Operation;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Loss;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Snapshots;
import java.util.List;
import java.util.Optional;

/** A guest's snapshots, as handles see them. */
record CoreSnapshots(CoreEndpoint endpoint, GuestId guest) implements GuestSnapshots {

    @Override
    public List<SnapshotView> list() {
        Work work = endpoint.reading(Verb.OBSERVE, Optional.of("snapshots of guest " + guest));
        work.requireGuest(guest);
        return SnapshotActions.list(work, guest);
    }

    @Override
    public Operation<SnapshotId> create(String name, SnapshotContent holds) {
        return create(name, "", holds);
    }

    @Override
    public Operation<SnapshotId> create(String name, String description, SnapshotContent holds) {
        return endpoint.begin(
                SnapshotActions.take(guest, new Snapshots.Order(CreationKey.fresh(), name, description, holds)));
    }

    @Override
    public Operation<Effect> revert(SnapshotId snapshot, Loss accepted) {
        return endpoint.begin(SnapshotActions.revert(guest, snapshot, accepted));
    }

    @Override
    public Operation<Effect> delete(SnapshotId snapshot) {
        return endpoint.begin(SnapshotActions.delete(guest, snapshot));
    }
}
