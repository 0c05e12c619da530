package io.polyvisor.vsphere;

import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.spi.Driver;
import io.polyvisor.testbed.Vcsim;
import io.polyvisor.testbed.VcsimPlan;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A simulated vCenter or ESXi host, and the driver under test on it. */
final class SimulatedSite implements AutoCloseable {
    final Vcsim vcsim;
    final Driver driver;

    private SimulatedSite(Vcsim vcsim, String where) {
        this.vcsim = vcsim;
        this.driver = open(vcsim, where);
    }

    /** Everything below the root folder. */
    static SimulatedSite open(VcsimPlan plan) {
        return open(plan, "");
    }

    /** What the rest of an address leads to, such as {@code /DC0?cluster=DC0_C0}. */
    static SimulatedSite open(VcsimPlan plan, String where) {
        Assumptions.assumeTrue(
                Vcsim.availability().isAvailable(), () -> Vcsim.availability().obstacle());
        Vcsim vcsim = plan.start();
        try {
            return new SimulatedSite(vcsim, where);
        } catch (RuntimeException e) {
            vcsim.close();
            throw e;
        }
    }

    /** Another driver on the same. */
    static Driver open(Vcsim vcsim, String where) {
        return new VsphereProvider()
                .open(
                        EndpointUri.parse("vsphere://" + vcsim.address() + where),
                        vcsim.access(),
                        TestCall.ofSeconds(30));
    }

    /** The only guest of that name. */
    GuestId guest(String name) {
        List<GuestId> found = driver.named(GuestName.of(name), TestCall.ofSeconds(20));
        if (found.size() != 1) {
            throw new AssertionError("guests named " + name + " are " + found);
        }
        return found.get(0);
    }

    @Override
    public void close() {
        driver.close();
        vcsim.close();
    }
}
