package io.polyvisor.memory;

import io.polyvisor.model.Memory;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import java.util.Optional;

/** A volume of the model. Guarded by its world's lock. */
final class VolumeState {
    private final VolumeId id;
    private final Provisioning provisioning;
    private final String format;
    private final Optional<VolumeId> backing;
    private Memory capacity;
    private Content content;
    private long written;

    VolumeState(
            VolumeId id,
            Memory capacity,
            Provisioning provisioning,
            String format,
            Optional<VolumeId> backing,
            Content content,
            long written) {
        this.id = id;
        this.capacity = capacity;
        this.provisioning = provisioning;
        this.format = format;
        this.backing = backing;
        this.content = content;
        this.written = written;
    }

    void tell(Entry entry) {
        entry.put("key", id.key())
                .put("capacity", capacity.bytes())
                .put("provisioning", provisioning)
                .put("format", format)
                .putIf("backing", backing)
                .put("written", written);
        content.tell(entry);
    }

    static VolumeState of(Entry entry, StorageId storage) {
        return new VolumeState(
                new VolumeId(storage, entry.text("key")),
                Memory.bytes(entry.number("capacity")),
                entry.value("provisioning", Provisioning::valueOf),
                entry.text("format"),
                entry.maybe("backing", VolumeId::parse),
                Content.of(entry),
                entry.number("written"));
    }

    VolumeId id() {
        return id;
    }

    Memory capacity() {
        return capacity;
    }

    Provisioning provisioning() {
        return provisioning;
    }

    String format() {
        return format;
    }

    Optional<VolumeId> backing() {
        return backing;
    }

    Content content() {
        return content;
    }

    /** What it takes of its storage now. */
    long allocated() {
        return provisioning == Provisioning.THICK ? capacity.bytes() : written;
    }

    /** What it takes of its storage once that much more is written. */
    long growthOf(long bytes) {
        return provisioning == Provisioning.THICK ? 0 : bytes;
    }

    boolean holds(long more) {
        return written + more <= capacity.bytes();
    }

    void write(Content after, long more) {
        content = after;
        written += more;
    }

    void resize(Memory other) {
        capacity = other;
    }

    Image image() {
        return new Image(id, content, capacity, written);
    }

    void putBack(Image image) {
        content = image.content;
        capacity = image.capacity;
        written = image.written;
    }

    /** What a snapshot keeps of a volume. */
    record Image(VolumeId volume, Content content, Memory capacity, long written) {

        void tell(Entry entry) {
            entry.put("volume", volume).put("capacity", capacity.bytes()).put("written", written);
            content.tell(entry);
        }

        static Image of(Entry entry) {
            return new Image(
                    entry.value("volume", VolumeId::parse),
                    Content.of(entry),
                    Memory.bytes(entry.number("capacity")),
                    entry.number("written"));
        }
    }
}
