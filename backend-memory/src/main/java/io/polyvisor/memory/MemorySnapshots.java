package io.polyvisor.memory;

import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Snapshots;
import java.util.List;
import java.util.Optional;

/** Snapshots of guests. */
final class MemorySnapshots implements Snapshots {
    private final MemorySession session;
    private final Site site;
    private final Snapping snapping;

    MemorySnapshots(MemorySession session) {
        this.session = session;
        this.site = session.site();
        this.snapping = new Snapping(site);
    }

    @Override
    public List<SnapshotView> snapshots(GuestId guest, Call call) {
        List<SnapshotView> all =
                session.ask(() -> site.require(guest).snapshots().views());
        return session.profile().provides(Capability.SNAPSHOT_TREE)
                ? all
                : all.stream().map(MemorySnapshots::orphan).toList();
    }

    @Override
    public SnapshotId take(GuestId guest, Order order, Call call) {
        Verb verb = order.holds() == SnapshotContent.DISKS ? Verb.SNAPSHOT_DISKS : Verb.SNAPSHOT_MEMORY;
        SnapshotTree.Node node = session.ask(() -> snapping.capture(guest, order));
        try (Job job = session.ask(() -> Job.on(site.require(guest, verb), verb, session, call))) {
            job.move(
                    "saving",
                    node.memory().map(kept -> kept.live().memory().bytes()).orElse(0L));
            return session.ask(() -> snapping.add(guest, node));
        }
    }

    @Override
    public void revert(GuestId guest, SnapshotId snapshot, Call call) {
        try (Job job = session.ask(() -> {
            GuestState state = site.require(guest, Verb.SNAPSHOT_REVERT);
            state.snapshots().require(snapshot);
            return Job.on(state, Verb.SNAPSHOT_REVERT, session, call);
        })) {
            job.move("loading", 0);
            session.change(() -> snapping.revert(guest, snapshot));
        }
    }

    @Override
    public void drop(GuestId guest, SnapshotId snapshot, Call call) {
        session.change(() -> snapping.drop(guest, snapshot));
    }

    private static SnapshotView orphan(SnapshotView view) {
        return new SnapshotView(
                view.id(),
                view.name(),
                view.description(),
                Optional.empty(),
                view.current(),
                view.holds(),
                view.revertsTo(),
                view.takenAt(),
                view.key());
    }
}
