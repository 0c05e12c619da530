package io.polyvisor.vsphere;

import io.polyvisor.Access;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import java.util.Set;

/**
 * vCenter, and ESXi hosts that no vCenter manages: {@code vsphere://host[:port][/datacenter]}. Which of the two answers, and with it
 * what can be done, is told when the connection is opened.
 *
 * <p>An address that names a datacenter sees that one only; without one it sees all. Where new guests go is chosen by the parameters
 * {@code cluster}, {@code host}, {@code folder}, {@code pool} and {@code datastore}, each a name as people see it; what is left out
 * is the only one there is, or else a creation is refused with the candidates. User and password come through {@link Access}, and so
 * does what is trusted: the system's authorities, an authority of one's own, or a pinned certificate.
 */
public final class VsphereProvider implements BackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public VsphereProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("vsphere");
    }

    @Override
    public String description() {
        return "vCenter and ESXi through the vSphere API";
    }

    @Override
    public Driver open(EndpointUri uri, Access access, Call call) {
        return VsphereOpening.open(uri, access, call);
    }
}
