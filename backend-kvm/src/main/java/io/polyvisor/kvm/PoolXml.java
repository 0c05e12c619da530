package io.polyvisor.kvm;

import io.polyvisor.libvirt.ByteUnit;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.Memory;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.StorageView;
import java.util.Optional;
import java.util.OptionalLong;

/** Storage pools as libvirt spells them. Pure. */
final class PoolXml {
    private final Xml pool;

    private PoolXml(Xml pool) {
        this.pool = pool;
    }

    static PoolXml read(String xml) {
        return new PoolXml(Xml.parse(xml));
    }

    /** Whether its size is told: of a pool that is not active it never is, and some kinds never tell. */
    boolean tellsCapacity() {
        return pool.bytes("capacity", ByteUnit.BYTE).orElse(0) > 0;
    }

    StorageView view(String name, boolean active, Optional<Memory> promised) {
        return new StorageView(
                StorageId.of(name),
                kind(),
                active,
                tellsCapacity() ? amount("capacity") : Optional.empty(),
                tellsCapacity() ? amount("available") : Optional.empty(),
                promised,
                backing());
    }

    private String kind() {
        return pool.attribute("type").orElse("unknown");
    }

    private Optional<Memory> amount(String path) {
        OptionalLong bytes = pool.bytes(path, ByteUnit.BYTE);
        return bytes.isPresent() ? Optional.of(Memory.bytes(bytes.getAsLong())) : Optional.empty();
    }

    /**
     * What is the same on every host that sees it: a server and what it exports. A directory or a local disk proves nothing, even
     * if two hosts call it by one path.
     */
    private Optional<String> backing() {
        Optional<String> server = pool.text("source/host/@name");
        Optional<String> export = pool.text("source/dir/@path")
                .or(() -> pool.text("source/device/@path"))
                .or(() -> pool.text("source/name"));
        return server.isPresent() && export.isPresent()
                ? Optional.of(kind() + "://" + server.get() + "/" + export.get())
                : Optional.empty();
    }
}
