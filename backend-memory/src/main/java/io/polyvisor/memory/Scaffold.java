package io.polyvisor.memory;

import io.polyvisor.model.CopyMode;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.VolumeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Volumes made for something that is not finished yet: they stay when it is, and are gone again when it fails. */
final class Scaffold implements AutoCloseable {
    private final MemorySession session;
    private final List<VolumeState> made = new ArrayList<>();
    private long bytes;
    private boolean kept;

    Scaffold(MemorySession session) {
        this.session = session;
    }

    /** An empty volume. */
    VolumeId empty(StorageState storage, String name, Memory size, Provisioning provisioning) {
        VolumeState volume = storage.addEmpty(storage.freeKey(name), size, provisioning);
        answerFor(volume);
        bytes += volume.allocated();
        return volume.id();
    }

    /** A volume with another's data, copied or shared. */
    VolumeId copy(VolumeState source, StorageState storage, String name, CopyMode mode, Optional<Memory> size) {
        Memory capacity = size.orElse(source.capacity());
        if (source.capacity().isMoreThan(capacity)) {
            throw Refusal.spec("size", "volume " + source.id() + " has " + source.capacity() + " already");
        }
        boolean linked = mode == CopyMode.LINKED;
        long copied = linked ? 0 : source.image().written();
        VolumeState volume = storage.add(new VolumeState(
                new VolumeId(storage.id(), storage.freeKey(name)),
                capacity,
                linked ? Provisioning.THIN : source.provisioning(),
                linked ? "thin" : source.format(),
                linked ? Optional.of(source.id()) : Optional.empty(),
                source.content(),
                copied));
        answerFor(volume);
        bytes += copied;
        return volume.id();
    }

    /** A volume that is there already but may have to go again. */
    void answerFor(VolumeState volume) {
        made.add(volume);
        session.world().begin(volume);
    }

    /** How many bytes were moved to make them. */
    long bytes() {
        return bytes;
    }

    /** What they were made for is finished. */
    void keep() {
        kept = true;
        session.always(() -> made.forEach(session.world()::finish));
    }

    @Override
    public void close() {
        if (!kept) {
            session.always(() -> made.forEach(this::remove));
        }
    }

    private void remove(VolumeState volume) {
        session.site().requireStorage(volume.id().storage()).remove(volume.id().key());
        session.world().finish(volume);
    }
}
