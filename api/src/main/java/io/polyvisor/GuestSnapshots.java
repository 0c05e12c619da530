package io.polyvisor;

import io.polyvisor.model.Effect;
import io.polyvisor.model.Loss;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import java.util.List;

/**
 * A guest's snapshots.
 *
 * <p>Thread-safe. {@link #list} blocks at most until the read deadline; verbs do not block.
 */
public interface GuestSnapshots {

    /** All of them, parents before children. */
    List<SnapshotView> list();

    /** Takes one; the guest goes on as it was. The name is unique within the guest. */
    Operation<SnapshotId> create(String name, SnapshotContent holds);

    /** Takes one with a description. */
    Operation<SnapshotId> create(String name, String description, SnapshotContent holds);

    /** Puts the guest back; comes to APPLIED when it is in the state that the snapshot's {@code revertsTo} says. */
    Operation<Effect> revert(SnapshotId snapshot, Loss accepted);

    /** Drops one; its children move up to its parent, the guest is unchanged. */
    Operation<Effect> delete(SnapshotId snapshot);
}
