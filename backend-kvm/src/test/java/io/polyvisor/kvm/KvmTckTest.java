package io.polyvisor.kvm;

import io.polyvisor.tck.Floor;
import io.polyvisor.tck.TckEnvironment;
import io.polyvisor.tck.TckJUnit;
import io.polyvisor.testbed.LibvirtEnvironment;
import io.polyvisor.testbed.LibvirtHost;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;

/** The TCK on two real libvirt hosts with QEMU guests. */
@Tag("real")
final class KvmTckTest extends TckJUnit {

    @Override
    protected TckEnvironment environment() {
        Assumptions.assumeTrue(
                LibvirtHost.availability().isAvailable(),
                () -> LibvirtHost.availability().obstacle());
        return LibvirtEnvironment.start();
    }

    @Override
    protected Optional<Floor> floor() {
        return Optional.of(Floor.beside(KvmTckTest.class, "kvm.floor.properties"));
    }
}
