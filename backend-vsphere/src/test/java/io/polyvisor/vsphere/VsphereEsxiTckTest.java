package io.polyvisor.vsphere;

import io.polyvisor.tck.Floor;
import io.polyvisor.tck.TckEnvironment;
import io.polyvisor.tck.TckJUnit;
import io.polyvisor.testbed.Vcsim;
import io.polyvisor.testbed.VsphereEnvironment;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;

/** The TCK on a simulated ESXi host that no vCenter manages. */
@Tag("real")
final class VsphereEsxiTckTest extends TckJUnit {

    @Override
    protected TckEnvironment environment() {
        Assumptions.assumeTrue(
                Vcsim.availability().isAvailable(), () -> Vcsim.availability().obstacle());
        return VsphereEnvironment.esxi();
    }

    @Override
    protected Optional<Floor> floor() {
        return Optional.of(Floor.beside(VsphereEsxiTckTest.class, "vsphere-esxi.floor.properties"));
    }
}
