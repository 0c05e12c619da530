package io.polyvisor.libvirt;

import com.sun.jna.Pointer;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.NetworkPointer;

/**
 * Virtual networks of a connection. Thread-safe; each method is one libvirt call that blocks until the daemon answers and
 * throws {@link LibvirtFault}.
 */
public final class NetworkCalls {

    private final CallDoor door;
    private final ConnectionPointer connection;

    NetworkCalls(CallDoor door, ConnectionPointer connection) {
        this.door = door;
        this.connection = connection;
    }

    private LibvirtNative libvirt() {
        return door.libvirt();
    }

    /** {@code virConnectListAllNetworks}; {@code flags}: {@code Flags.NETWORKS_...}. */
    public HandleList<NetworkHandle> list(int flags) {
        return new HandleList<>(door.list(
                "virConnectListAllNetworks",
                array -> libvirt().virConnectListAllNetworks(connection, array, flags),
                raw -> handle(pointer(raw))));
    }

    /** {@code virNetworkLookupByName}. */
    public NetworkHandle lookupByName(String name) {
        return door.object(
                "virNetworkLookupByName", () -> libvirt().virNetworkLookupByName(connection, name), this::handle);
    }

    /** {@code virNetworkLookupByUUIDString}. */
    public NetworkHandle lookup(String uuid) {
        return door.object(
                "virNetworkLookupByUUIDString",
                () -> libvirt().virNetworkLookupByUUIDString(connection, uuid),
                this::handle);
    }

    /** {@code virNetworkDefineXML}: makes or replaces a persistent definition. */
    public NetworkHandle define(String xml) {
        return door.object("virNetworkDefineXML", () -> libvirt().virNetworkDefineXML(connection, xml), this::handle);
    }

    private NetworkHandle handle(NetworkPointer pointer) {
        return new NetworkHandle(door, pointer);
    }

    private static NetworkPointer pointer(Pointer raw) {
        NetworkPointer pointer = new NetworkPointer();
        pointer.setPointer(raw);
        return pointer;
    }
}
