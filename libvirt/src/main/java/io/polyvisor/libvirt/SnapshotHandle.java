package io.polyvisor.libvirt;

import java.util.Optional;
import java.util.function.Supplier;
import org.libvirt.jna.DomainSnapshotPointer;

/**
 * One snapshot of a domain. Thread-safe; to be closed. Each method is one blocking libvirt call that throws
 * {@link LibvirtFault}.
 */
public final class SnapshotHandle extends NativeHandle<DomainSnapshotPointer> {

    SnapshotHandle(CallDoor door, DomainSnapshotPointer pointer) {
        super(door, pointer, "the snapshot handle");
    }

    @Override
    int free(LibvirtNative libvirt, DomainSnapshotPointer snapshot) {
        return libvirt.virDomainSnapshotFree(snapshot);
    }

    /** Its name; no round trip. */
    public String name() {
        return known("virDomainSnapshotGetName", snapshot -> libvirt().virDomainSnapshotGetName(snapshot));
    }

    /** {@code virDomainSnapshotGetXMLDesc}. */
    public String xml(int flags) {
        return text("virDomainSnapshotGetXMLDesc", snapshot -> libvirt().virDomainSnapshotGetXMLDesc(snapshot, flags));
    }

    /** {@code virDomainSnapshotGetParent}, or empty for a root. */
    public Optional<SnapshotHandle> parent() {
        return unlessNone(() -> object(
                "virDomainSnapshotGetParent",
                snapshot -> libvirt().virDomainSnapshotGetParent(snapshot, 0),
                pointer -> new SnapshotHandle(door(), pointer)));
    }

    /** {@code virDomainSnapshotIsCurrent}. */
    public boolean isCurrent() {
        return truth("virDomainSnapshotIsCurrent", snapshot -> libvirt().virDomainSnapshotIsCurrent(snapshot, 0));
    }

    /** {@code virDomainRevertToSnapshot}; {@code flags}: {@code Flags.REVERT_...}. */
    public void revert(int flags) {
        effect("virDomainRevertToSnapshot", snapshot -> libvirt().virDomainRevertToSnapshot(snapshot, flags));
    }

    /** {@code virDomainSnapshotDelete}; {@code flags}: {@code Flags.SNAPSHOT_DELETE_...}. */
    public void delete(int flags) {
        effect("virDomainSnapshotDelete", snapshot -> libvirt().virDomainSnapshotDelete(snapshot, flags));
    }

    static Optional<SnapshotHandle> unlessNone(Supplier<SnapshotHandle> call) {
        try {
            return Optional.of(call.get());
        } catch (LibvirtFault fault) {
            if (fault.is("VIR_ERR_NO_DOMAIN_SNAPSHOT")) {
                return Optional.empty();
            }
            throw fault;
        }
    }
}
