package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import java.util.Objects;
import java.util.Optional;

/**
 * A network as a NIC must name it.
 *
 * @param reference the network's object
 * @param keptName its name as the API keeps it
 * @param port where on which distributed switch; empty for a port group of a host's own switch
 */
record NetworkPlace(ManagedObjectReference reference, String keptName, Optional<DvPort> port) {

    /** Checks presence. */
    NetworkPlace {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(keptName, "name");
        Objects.requireNonNull(port, "port");
    }

    /**
     * A port group of a distributed switch.
     *
     * @param switchUuid the switch's uuid
     * @param portgroupKey the port group's key
     */
    record DvPort(String switchUuid, String portgroupKey) {}
}
