package io.polyvisor.kvm;

import io.polyvisor.libvirt.ByteUnit;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import java.util.Optional;
import java.util.Set;

/** Volumes as libvirt spells them. Pure. */
final class VolumeXml {
    static final String QCOW2 = "qcow2";
    static final String RAW = "raw";

    private final Xml volume;

    private VolumeXml(Xml volume) {
        this.volume = volume;
    }

    static VolumeXml read(String xml) {
        return new VolumeXml(Xml.parse(xml));
    }

    Memory capacity() {
        return Memory.bytes(volume.bytes("capacity", ByteUnit.BYTE).orElse(0));
    }

    String path() {
        return volume.text("target/path").orElse("");
    }

    /** The format; volumes that are devices have none told and are what a guest writes on them. */
    String format() {
        return volume.text("target/format/@type").orElse(RAW);
    }

    Optional<String> backingPath() {
        return volume.text("backingStore/path");
    }

    /** As QEMU opens it. */
    DiskSource source() {
        return DiskSource.of(path(), volume.attribute("type").orElse("file"), format());
    }

    VolumeView view(VolumeId id, VolumeLookup others, Optional<Set<GuestId>> usedBy) {
        Memory allocated =
                Memory.bytes(volume.bytes("allocation", ByteUnit.BYTE).orElse(0));
        return new VolumeView(id, capacity(), allocated, format(), backingPath().flatMap(others::at), usedBy);
    }

    /**
     * A volume to make.
     *
     * @param allocation what to take at once; at least nothing
     * @param backing the path of the image whose data it shares, and that image's format
     */
    static String write(String name, Memory capacity, Memory allocation, String format, Optional<Backing> backing) {
        Xml volume = Xml.create("volume");
        volume.add("name", name);
        volume.add("capacity").attribute("unit", "bytes").setText(capacity.bytes());
        volume.add("allocation").attribute("unit", "bytes").setText(allocation.bytes());
        Xml target = volume.add("target");
        target.add("format").attribute("type", format);
        if (format.equals(QCOW2)) {
            // Zero clusters and lazy refcounts are only in version 3.
            target.add("compat", "1.1");
        }
        backing.ifPresent(below -> {
            Xml store = volume.add("backingStore");
            store.add("path", below.path());
            store.add("format").attribute("type", below.format());
        });
        return volume.write();
    }

    /** The image under a linked volume. */
    record Backing(String path, String format) {}
}
