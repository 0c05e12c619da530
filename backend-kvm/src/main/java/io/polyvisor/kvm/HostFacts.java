package io.polyvisor.kvm;

import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.NodeInfo;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Memory;
import java.util.Optional;

/**
 * What does not change while a host is up, read when a connection opens.
 *
 * @param id the host's UUID, by which two addresses of one host are known as such
 * @param name what the daemon calls its host
 * @param cpus logical processors
 * @param cpuVendor as the host tells it
 * @param memory physical memory
 * @param qemu QEMU's version
 * @param libvirt the daemon's version
 */
record HostFacts(
        HostId id, String name, int cpus, Optional<String> cpuVendor, Memory memory, String qemu, String libvirt) {

    static HostFacts read(LibvirtConnection connection) {
        Xml host = Xml.parse(connection.host().capabilities()).ensure("host");
        NodeInfo node = connection.host().node();
        return new HostFacts(
                HostId.of(host.text("uuid").orElseGet(() -> connection.host().hostname())),
                connection.host().hostname(),
                node.cpus(),
                host.text("cpu/vendor"),
                Memory.kib(node.memoryKib()),
                connection.host().hypervisorVersion().toString(),
                connection.host().libvirtVersion().toString());
    }
}
