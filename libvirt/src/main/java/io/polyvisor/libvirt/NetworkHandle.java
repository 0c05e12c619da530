package io.polyvisor.libvirt;

import java.nio.charset.StandardCharsets;
import org.libvirt.jna.NetworkPointer;

/**
 * One virtual network. Thread-safe; to be closed. Each method is one blocking libvirt call that throws
 * {@link LibvirtFault}, unless it says that it is local.
 */
public final class NetworkHandle extends NativeHandle<NetworkPointer> {

    private static final int UUID_BUFFER = 37;

    NetworkHandle(CallDoor door, NetworkPointer pointer) {
        super(door, pointer, "the network handle");
    }

    @Override
    int free(LibvirtNative libvirt, NetworkPointer network) {
        return libvirt.virNetworkFree(network);
    }

    /** Its name; local. */
    public String name() {
        return known("virNetworkGetName", network -> libvirt().virNetworkGetName(network));
    }

    /** Its UUID, 36 lower-case characters; local. */
    public String uuid() {
        return known("virNetworkGetUUIDString", network -> {
            byte[] uuid = new byte[UUID_BUFFER];
            return libvirt().virNetworkGetUUIDString(network, uuid) < 0
                    ? null
                    : new String(uuid, 0, UUID_BUFFER - 1, StandardCharsets.US_ASCII);
        });
    }

    /** {@code virNetworkGetXMLDesc}. */
    public String xml() {
        return text("virNetworkGetXMLDesc", network -> libvirt().virNetworkGetXMLDesc(network, 0));
    }

    /** {@code virNetworkIsActive}. */
    public boolean isActive() {
        return truth("virNetworkIsActive", network -> libvirt().virNetworkIsActive(network));
    }

    /** {@code virNetworkCreate}: starts it. */
    public void create() {
        effect("virNetworkCreate", network -> libvirt().virNetworkCreate(network));
    }

    /** {@code virNetworkDestroy}: stops it. */
    public void destroy() {
        effect("virNetworkDestroy", network -> libvirt().virNetworkDestroy(network));
    }

    /** {@code virNetworkUndefine}. */
    public void undefine() {
        effect("virNetworkUndefine", network -> libvirt().virNetworkUndefine(network));
    }
}
