package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import java.util.List;
import java.util.function.Function;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;

/**
 * Domains of a connection: listed, read in bulk, looked up, defined. Thread-safe; each method is one libvirt call that
 * blocks until the daemon answers and throws {@link LibvirtFault}.
 */
public final class DomainCalls {

    private final CallDoor door;
    private final ConnectionPointer connection;

    DomainCalls(CallDoor door, ConnectionPointer connection) {
        this.door = door;
        this.connection = connection;
    }

    private LibvirtNative libvirt() {
        return door.libvirt();
    }

    /** {@code virDomainLookupByUUIDString}. */
    public DomainHandle lookup(String uuid) {
        return door.object(
                "virDomainLookupByUUIDString",
                () -> libvirt().virDomainLookupByUUIDString(connection, uuid),
                this::handle);
    }

    /** {@code virDomainLookupByName}. */
    public DomainHandle lookupByName(String name) {
        return door.object(
                "virDomainLookupByName", () -> libvirt().virDomainLookupByName(connection, name), this::handle);
    }

    /** {@code virDomainDefineXMLFlags}: makes or replaces a persistent definition. */
    public DomainHandle define(String xml, int flags) {
        return door.object(
                "virDomainDefineXMLFlags",
                () -> libvirt().virDomainDefineXMLFlags(connection, xml, flags),
                this::handle);
    }

    /** {@code virDomainCreateXML}: starts a domain; transient unless it is defined too. */
    public DomainHandle createTransient(String xml, int flags) {
        return door.object(
                "virDomainCreateXML", () -> libvirt().virDomainCreateXML(connection, xml, flags), this::handle);
    }

    /** {@code virConnectListAllDomains} as handles; {@code flags}: {@code Flags.LIST_...}. */
    public HandleList<DomainHandle> list(int flags) {
        return new HandleList<>(listed(flags, raw -> handle(pointer(raw))));
    }

    /** {@code virConnectListAllDomains} as identities, nothing to be closed; {@code flags}: {@code Flags.LIST_...}. */
    public List<DomainIdentity> identities(int flags) {
        return listed(flags, this::identityThenFree);
    }

    /**
     * {@code virConnectGetAllDomainStats}: one round trip for all domains.
     *
     * @param groups {@code Flags.STATS_...}
     * @param flags a filter of {@code Flags.LIST_ACTIVE} to {@code LIST_OTHER}, and {@code Flags.STATS_NOWAIT} and below
     */
    public List<DomainStats> stats(int groups, int flags) {
        return StatsRecords.read(
                door,
                "virConnectGetAllDomainStats",
                records -> libvirt().virConnectGetAllDomainStats(connection, groups, records, flags));
    }

    private <R> List<R> listed(int flags, Function<Pointer, R> take) {
        return door.list(
                "virConnectListAllDomains",
                array -> libvirt().virConnectListAllDomains(connection, array, flags),
                take);
    }

    private DomainIdentity identityThenFree(Pointer raw) {
        DomainPointer domain = pointer(raw);
        try {
            return DomainHandle.identity(libvirt(), domain);
        } finally {
            libvirt().virDomainFree(domain);
        }
    }

    private DomainHandle handle(DomainPointer pointer) {
        return new DomainHandle(door, connection, pointer);
    }

    static DomainPointer pointer(Pointer raw) {
        DomainPointer pointer = new DomainPointer();
        pointer.setPointer(raw);
        return pointer;
    }
}
