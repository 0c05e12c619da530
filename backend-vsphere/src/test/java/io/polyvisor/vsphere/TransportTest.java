package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.VerbClass;
import io.polyvisor.testbed.Vcsim;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads, goals and tasks against a simulated vCenter and a simulated ESXi host. */
@SimulatedVCenters
final class TransportTest {
    private static Vcsim vcsim;
    private static VsphereSession session;

    @BeforeAll
    static void open() {
        vcsim = Vcsim.vCenter().guests(5).start();
        session = VsphereSession.open(
                VsphereAddress.parse(EndpointUri.parse("vsphere://" + vcsim.address())),
                vcsim.access(),
                TestCall.ofSeconds(20));
    }

    @AfterAll
    static void close() {
        session.close();
        vcsim.close();
    }

    @Test
    void guests_are_read() {
        List<PropertyRow> rows = session.calls()
                .properties(
                        "all guests",
                        TestCall.ofSeconds(10),
                        TransportFilters.guests(
                                session.content().getRootFolder(),
                                "name",
                                "runtime.powerState",
                                "config.hardware.device",
                                "config.extraConfig"));
        System.out.println(session.about().getApiType() + " " + session.about().getApiVersion() + " "
                + session.skips().byName());
        rows.forEach(System.out::println);
        ManagedObjectReference one = rows.get(0).object();
        for (int i = 0; i < 2; i++) {
            try {
                System.out.println(session.calls()
                        .task(
                                VerbClass.GOAL,
                                "guest " + one.getVal(),
                                TestCall.ofSeconds(5),
                                vim -> vim.powerOffVM_Task(one)));
            } catch (io.polyvisor.spi.DriverException e) {
                System.out.println(e + " " + e.fault() + " " + e.outcome() + e.nativeError());
            }
        }
        assertThat(rows).hasSize(5);
    }
}
