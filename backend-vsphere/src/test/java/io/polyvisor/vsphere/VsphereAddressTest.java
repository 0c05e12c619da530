package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polyvisor.error.Fault;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.spi.DriverException;
import org.junit.jupiter.api.Test;

/** Addresses of vCenters and ESXi hosts. */
final class VsphereAddressTest {

    @Test
    void host_alone_is_enough() {
        VsphereAddress address = parse("vsphere://vc.example");
        assertThat(address.service()).hasToString("https://vc.example/sdk");
        assertThat(address.datacenter()).isEmpty();
        assertThat(address.cluster()).isEmpty();
    }

    @Test
    void port_datacenter_and_preferences_are_read() {
        VsphereAddress address = parse("vsphere://[::1]:8989/branch/DC%200/?cluster=C%261&pool=p&folder=f&host=h"
                + "&datastore=d+1&network=n");
        assertThat(address.service()).hasToString("https://[::1]:8989/sdk");
        assertThat(address.datacenter()).contains("branch/DC 0");
        assertThat(address.cluster()).contains("C&1");
        assertThat(address.pool()).contains("p");
        assertThat(address.folder()).contains("f");
        assertThat(address.host()).contains("h");
        assertThat(address.datastore()).contains("d 1");
        assertThat(address.network()).contains("n");
    }

    @Test
    void every_fault_is_named_at_once_and_no_secret_is_repeated() {
        DriverException refused = catchThrowableOfType(
                DriverException.class, () -> parse("vsphere://root@vc.example/?ignoreCert=hunter2&cluster=#top"));
        assertThat(((Fault.InvalidSpec) refused.fault()).problems())
                .extracting(SpecProblem::why)
                .satisfiesExactly(
                        why -> assertThat(why).contains("user"),
                        why -> assertThat(why).contains("fragment"),
                        why -> assertThat(why).contains("cluster names nothing"),
                        why -> assertThat(why).contains("ignoreCert"));
        assertThat(refused).hasMessageNotContaining("hunter2");
        assertThat(catchThrowableOfType(DriverException.class, () -> parse("vsphere:///DC0")))
                .hasMessageContaining("host");
    }

    private static VsphereAddress parse(String text) {
        return VsphereAddress.parse(EndpointUri.parse(text));
    }
}
