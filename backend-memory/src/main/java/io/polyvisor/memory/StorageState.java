package io.polyvisor.memory;

import io.polyvisor.model.Memory;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.StorageView;
import io.polyvisor.model.VolumeId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A storage of the model: its volumes, and what is left of it. Sites that name the same backing share one. Guarded by the lock. */
final class StorageState {
    private final StorageId id;
    private final String kind;
    private final String backing;
    private final Map<String, VolumeState> volumes = new TreeMap<>();
    private final Map<String, Long> keptForSnapshots = new HashMap<>();
    private Memory capacity;

    StorageState(StorageId id, String kind, Memory capacity, String backing) {
        this.id = id;
        this.kind = kind;
        this.capacity = capacity;
        this.backing = backing;
    }

    /** Its volumes too, but those that {@code left} names. */
    void tell(Entry entry, Predicate<VolumeState> left) {
        entry.put("backing", backing).put("id", id).put("kind", kind).put("capacity", capacity.bytes());
        new TreeMap<>(keptForSnapshots)
                .forEach((snapshot, bytes) ->
                        entry.under("memory").put("snapshot", snapshot).put("bytes", bytes));
        volumes.values().stream()
                .filter(volume -> !left.test(volume))
                .forEach(volume -> volume.tell(entry.under("volume")));
    }

    static StorageState of(Entry entry) {
        StorageState storage = new StorageState(
                entry.value("id", StorageId::of),
                entry.text("kind"),
                Memory.bytes(entry.number("capacity")),
                entry.text("backing"));
        entry.all("memory").forEach(kept -> storage.keptForSnapshots.put(kept.text("snapshot"), kept.number("bytes")));
        entry.all("volume").forEach(kept -> {
            VolumeState volume = VolumeState.of(kept, storage.id);
            storage.volumes.put(volume.id().key(), volume);
        });
        return storage;
    }

    String backing() {
        return backing;
    }

    StorageId id() {
        return id;
    }

    Collection<VolumeState> volumes() {
        return volumes.values();
    }

    Optional<VolumeState> volume(String key) {
        return Optional.ofNullable(volumes.get(key));
    }

    Memory free() {
        long volumesTake =
                volumes.values().stream().mapToLong(VolumeState::allocated).sum();
        long snapshotsTake =
                keptForSnapshots.values().stream().mapToLong(Long::longValue).sum();
        return capacity.minusOrZero(Memory.bytes(volumesTake + snapshotsTake));
    }

    StorageView view() {
        long promised = volumes.values().stream()
                .mapToLong(v -> Math.max(v.capacity().bytes(), v.allocated()))
                .sum();
        return new StorageView(
                id,
                kind,
                true,
                Optional.of(capacity),
                Optional.of(free()),
                Optional.of(Memory.bytes(promised)),
                Optional.of(backing));
    }

    /** Refuses when that many bytes are not left. */
    void requireRoom(long bytes) {
        if (bytes > free().bytes()) {
            throw Refusal.full("space in storage " + id, Memory.bytes(bytes), free());
        }
    }

    boolean hasRoom(long bytes) {
        return bytes <= free().bytes();
    }

    void requireNew(String key) {
        if (volumes.containsKey(key)) {
            throw Refusal.exists("volume " + new VolumeId(id, key));
        }
    }

    /** Adds a volume whose content is there already; all of it, or a refusal. */
    VolumeState add(VolumeState volume) {
        requireNew(volume.id().key());
        requireRoom(volume.allocated());
        volumes.put(volume.id().key(), volume);
        return volume;
    }

    VolumeState addEmpty(String key, Memory size, Provisioning provisioning) {
        return add(new VolumeState(
                new VolumeId(id, key),
                size,
                provisioning,
                provisioning == Provisioning.THIN ? "thin" : "raw",
                Optional.empty(),
                Content.BLANK,
                0));
    }

    void remove(String key) {
        volumes.remove(key);
    }

    /** That key, or that key with a number where it is taken. */
    String freeKey(String wish) {
        String key = wish;
        for (int i = 2; volumes.containsKey(key); i++) {
            key = wish + "-" + i;
        }
        return key;
    }

    void grow(VolumeState volume, Memory size) {
        if (volume.capacity().isMoreThan(size)) {
            throw Refusal.spec("size", "volume " + volume.id() + " has " + volume.capacity() + " and cannot shrink");
        }
        if (volume.provisioning() == Provisioning.THICK) {
            requireRoom(size.bytes() - volume.capacity().bytes());
        }
        volume.resize(size);
    }

    void keepFor(String snapshot, long bytes) {
        requireRoom(bytes);
        keptForSnapshots.put(snapshot, bytes);
    }

    void forget(String snapshot) {
        keptForSnapshots.remove(snapshot);
    }

    /** From outside the guests and their clients: something else fills the storage until only that much is left. */
    void leaveFree(Memory left) {
        capacity = capacity.minusOrZero(free()).plus(left);
    }

    void resize(Memory other) {
        capacity = other;
    }

    Memory capacity() {
        return capacity;
    }
}
