package io.polyvisor.vsphere;

import io.polyvisor.tck.Floor;
import io.polyvisor.tck.TckEnvironment;
import io.polyvisor.tck.TckJUnit;
import io.polyvisor.testbed.Vcsim;
import io.polyvisor.testbed.VsphereEnvironment;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;

/** The TCK on a simulated vCenter with a cluster of three hosts. */
@Tag("real")
final class VsphereTckTest extends TckJUnit {

    @Override
    protected TckEnvironment environment() {
        Assumptions.assumeTrue(
                Vcsim.availability().isAvailable(), () -> Vcsim.availability().obstacle());
        return VsphereEnvironment.vCenter();
    }

    @Override
    protected Optional<Floor> floor() {
        return Optional.of(Floor.beside(VsphereTckTest.class, "vsphere.floor.properties"));
    }
}
