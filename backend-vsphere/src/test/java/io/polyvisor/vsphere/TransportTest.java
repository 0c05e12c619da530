package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualDisk;
import com.vmware.vim25.VirtualMachinePowerState;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.DriverException;
import io.polyvisor.testbed.Vcsim;
import io.polyvisor.testbed.VcsimPlan;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The transport against a service that nobody wrote for it, as vCenter and as ESXi. */
@SimulatedVCenters
final class TransportTest {

    static Stream<VcsimPlan> both() {
        return Stream.of(Vcsim.vCenter().guests(3), Vcsim.esxi().guests(3));
    }

    @ParameterizedTest
    @MethodSource("both")
    void guests_are_read_with_their_devices_whatever_else_the_service_says(VcsimPlan plan) {
        try (Vcsim vcsim = plan.start();
                VsphereSession session = open(vcsim)) {
            assertThat(session.about().getApiType()).isEqualTo(vcsim.isEsxi() ? "HostAgent" : "VirtualCenter");
            assertThat(guests(session, "name", "runtime.powerState", "config.hardware.device"))
                    .hasSize(3)
                    .allSatisfy(row -> {
                        assertThat(row.missing()).isEmpty();
                        assertThat(row.value("runtime.powerState", VirtualMachinePowerState.class))
                                .contains(VirtualMachinePowerState.poweredOn);
                        assertThat(row.value("config.hardware.device", VirtualDevice[].class)
                                        .orElseThrow())
                                .anyMatch(VirtualDisk.class::isInstance);
                    });
            assertThat(session.skips().byName().keySet())
                    .as("this simulator speaks a later version than the types do")
                    .anyMatch(name -> name.startsWith("element ServiceContent."));
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void task_reaches_its_end_and_its_refusal_is_typed(VcsimPlan plan) {
        try (Vcsim vcsim = plan.start();
                VsphereSession session = open(vcsim)) {
            ManagedObjectReference guest = guests(session, "name").get(0).object();
            assertThat(powerOff(session, guest)).isNull();
            DriverException again = powerOff(session, guest);
            assertThat(again.fault().kind()).isEqualTo(ErrorKind.INVALID_STATE);
            assertThat(again.outcome()).isEqualTo(Outcome.NOT_APPLIED);
            assertThat(again).hasMessage("guest " + guest.getVal() + " is poweredOff");
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void session_that_an_administrator_ended_is_renewed_in_both_of_its_forms(VcsimPlan plan) {
        try (Vcsim vcsim = plan.start();
                VsphereSession session = open(vcsim)) {
            SoapTicket first = session.ticket();
            vcsim.outsider().endOtherSessions();
            assertThat(guests(session, "name")).hasSize(3);
            SoapTicket second = session.ticket();
            assertThat(second).isNotEqualTo(first);
            vcsim.outsider().endOtherSessions();
            session.calls().ping(TestCall.ofSeconds(10));
            assertThat(session.ticket()).isNotEqualTo(second);
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void object_that_is_gone_is_not_found_and_not_empty(VcsimPlan plan) {
        try (Vcsim vcsim = plan.start();
                VsphereSession session = open(vcsim)) {
            ManagedObjectReference nobody = new ManagedObjectReference();
            nobody.setType("VirtualMachine");
            nobody.setVal("vm-99999");
            DriverException gone = catchThrowableOfType(
                    DriverException.class,
                    () -> session.calls()
                            .properties("guest vm-99999", TestCall.ofSeconds(10), TransportFilters.of(nobody, "name")));
            assertThat(gone.fault().kind()).isEqualTo(ErrorKind.NOT_FOUND);
        }
    }

    private static VsphereSession open(Vcsim vcsim) {
        return VsphereSession.open(
                VsphereAddress.parse(EndpointUri.parse("vsphere://" + vcsim.address())),
                vcsim.access(),
                TestCall.ofSeconds(30));
    }

    private static List<PropertyRow> guests(VsphereSession session, String... paths) {
        return session.calls()
                .properties(
                        "all guests",
                        TestCall.ofSeconds(30),
                        TransportFilters.guests(session.content().getRootFolder(), paths));
    }

    private static DriverException powerOff(VsphereSession session, ManagedObjectReference guest) {
        return catchThrowableOfType(
                DriverException.class,
                () -> session.calls()
                        .task(
                                VerbClass.GOAL,
                                "guest " + guest.getVal(),
                                TestCall.ofSeconds(30),
                                vim -> vim.powerOffVM_Task(guest)));
    }
}
