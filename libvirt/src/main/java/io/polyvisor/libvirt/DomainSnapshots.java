package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import java.util.Optional;
import org.libvirt.jna.DomainSnapshotPointer;

/**
 * A domain's snapshots. As thread-safe, blocking and failing as the {@link DomainHandle} that it stands on.
 */
public final class DomainSnapshots {

    private final DomainHandle domain;

    DomainSnapshots(DomainHandle domain) {
        this.domain = domain;
    }

    private LibvirtNative libvirt() {
        return domain.libvirt();
    }

    /** {@code virDomainSnapshotCreateXML}; {@code flags}: {@code Flags.SNAPSHOT_...}. */
    public SnapshotHandle create(String xml, int flags) {
        return domain.object(
                "virDomainSnapshotCreateXML", d -> libvirt().virDomainSnapshotCreateXML(d, xml, flags), this::handle);
    }

    /** {@code virDomainListAllSnapshots}; {@code flags}: {@code Flags.SNAPSHOT_LIST_...}. */
    public HandleList<SnapshotHandle> list(int flags) {
        return new HandleList<>(domain.list(
                "virDomainListAllSnapshots",
                (d, array) -> libvirt().virDomainListAllSnapshots(d, array, flags),
                raw -> handle(pointer(raw))));
    }

    /** {@code virDomainSnapshotLookupByName}. */
    public SnapshotHandle lookup(String name) {
        return domain.object(
                "virDomainSnapshotLookupByName",
                d -> libvirt().virDomainSnapshotLookupByName(d, name, 0),
                this::handle);
    }

    /** {@code virDomainSnapshotCurrent}, or empty if none is. */
    public Optional<SnapshotHandle> current() {
        return SnapshotHandle.unlessNone(() ->
                domain.object("virDomainSnapshotCurrent", d -> libvirt().virDomainSnapshotCurrent(d, 0), this::handle));
    }

    private SnapshotHandle handle(DomainSnapshotPointer pointer) {
        return new SnapshotHandle(domain.door(), pointer);
    }

    private static DomainSnapshotPointer pointer(Pointer raw) {
        DomainSnapshotPointer pointer = new DomainSnapshotPointer();
        pointer.setPointer(raw);
        return pointer;
    }
}
