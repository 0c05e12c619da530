package io.polyvisor.memory;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Mark;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.StorageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A guest's snapshots: parents before children, and which of them the present state descends from. Guarded by the lock. */
final class SnapshotTree {
    private final Map<SnapshotId, Node> nodes = new LinkedHashMap<>();
    private Optional<SnapshotId> current = Optional.empty();

    /** What a snapshot keeps. */
    record Node(
            SnapshotId id,
            CreationKey key,
            String name,
            String description,
            Optional<SnapshotId> parent,
            SnapshotContent holds,
            PowerState revertsTo,
            Instant takenAt,
            Configuration stored,
            Optional<Kept> memory,
            Optional<Mark> mark,
            List<VolumeState.Image> images) {

        private void tell(Entry entry) {
            entry.put("id", id)
                    .put("key", key)
                    .put("name", name)
                    .put("description", description)
                    .putIf("parent", parent)
                    .put("holds", holds)
                    .put("revertsTo", revertsTo)
                    .put("takenAt", takenAt);
            KeptConfiguration.tell(stored, entry.under("stored"));
            memory.ifPresent(kept -> kept.tell(entry.under("memory")));
            mark.ifPresent(there -> KeptConfiguration.tell(there, entry.under("mark")));
            images.forEach(image -> image.tell(entry.under("image")));
        }

        private static Node of(Entry entry) {
            return new Node(
                    entry.value("id", SnapshotId::of),
                    entry.value("key", CreationKey::of),
                    entry.text("name"),
                    entry.text("description"),
                    entry.maybe("parent", SnapshotId::of),
                    entry.value("holds", SnapshotContent::valueOf),
                    entry.value("revertsTo", PowerState::valueOf),
                    entry.value("takenAt", Instant::parse),
                    KeptConfiguration.of(entry.only("stored")),
                    entry.first("memory").map(Kept::of),
                    entry.first("mark").map(KeptConfiguration::mark),
                    entry.all("image").stream().map(VolumeState.Image::of).toList());
        }

        Node under(Optional<SnapshotId> other) {
            return new Node(id, key, name, description, other, holds, revertsTo, takenAt, stored, memory, mark, images);
        }
    }

    /**
     * Memory that a snapshot keeps.
     *
     * @param live the configuration that the memory belongs to
     * @param machine the memory
     * @param where the storage that holds it
     */
    record Kept(Configuration live, Machine machine, Optional<StorageId> where) {

        private void tell(Entry entry) {
            entry.putIf("where", where);
            KeptConfiguration.tell(live, entry.under("live"));
            machine.tell(entry.under("machine"));
        }

        private static Kept of(Entry entry) {
            return new Kept(
                    KeptConfiguration.of(entry.only("live")),
                    Machine.of(entry.only("machine")),
                    entry.maybe("where", StorageId::of));
        }
    }

    void tell(Entry guest) {
        guest.putIf("snapshot", current);
        nodes.values().forEach(node -> node.tell(guest.under("snapshot")));
    }

    void fill(Entry guest) {
        guest.all("snapshot").stream().map(Node::of).forEach(this::add);
        current = guest.maybe("snapshot", SnapshotId::of);
    }

    Optional<SnapshotId> current() {
        return current;
    }

    List<Node> all() {
        return new ArrayList<>(nodes.values());
    }

    Node require(SnapshotId id) {
        Node node = nodes.get(id);
        if (node == null) {
            throw Refusal.missing("snapshot " + id);
        }
        return node;
    }

    void requireNew(String name, CreationKey key) {
        for (Node node : nodes.values()) {
            if (node.name.equals(name) || node.key.equals(key)) {
                throw Refusal.exists("snapshot " + node.name);
            }
        }
    }

    void add(Node node) {
        nodes.put(node.id, node);
        current = Optional.of(node.id);
    }

    void goBackTo(SnapshotId id) {
        current = Optional.of(id);
    }

    Node drop(SnapshotId id) {
        Node gone = require(id);
        nodes.remove(id);
        nodes.replaceAll((each, node) -> node.parent.equals(Optional.of(id)) ? node.under(gone.parent) : node);
        if (current.equals(Optional.of(id))) {
            current = gone.parent;
        }
        return gone;
    }

    List<SnapshotView> views() {
        return nodes.values().stream()
                .map(node -> new SnapshotView(
                        node.id,
                        node.name,
                        node.description,
                        node.parent,
                        current.equals(Optional.of(node.id)),
                        node.holds,
                        node.revertsTo,
                        Optional.of(node.takenAt),
                        Optional.of(node.key)))
                .toList();
    }
}
