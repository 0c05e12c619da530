package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes out, and what refusals mean, where the simulator is no help: on a service of which the test writes each word. */
final class VsphereRequestsTest {
    private static final GuestId GUEST = GuestId.of("vm-1");

    private StubService stub;
    private VsphereSession session;
    private GuestCalls guests;

    @BeforeEach
    void open() {
        stub = StubService.open();
        session = stub.session(TestCall.ofSeconds(10));
        guests = new GuestCalls(session.calls());
    }

    @AfterEach
    void close() {
        session.close();
        stub.close();
    }

    @Test
    void shutdown_without_tools_is_an_invalid_state_with_a_remedy() {
        stub.on("ShutdownGuest", StubAnswer.fault("ToolsUnavailable"));
        failure(() -> new VspherePower(guests).requestShutdown(GUEST, call()), failure -> {
            assertThat(failure.fault()).isInstanceOf(Fault.InvalidState.class);
            assertThat(((Fault.InvalidState) failure.fault()).remedy()).isPresent();
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        });
    }

    @Test
    void conditional_change_carries_the_version_that_was_read_before_the_comparison() {
        StubObjects.on(stub, "ReconfigVM_Task")
                .with("vm-1", "config.changeVersion", "xsd:string", "version-7")
                .with("vm-1", "runtime.powerState", "VirtualMachinePowerState", "poweredOff")
                .with("vm-1", "config.hardware.numCPU", "xsd:int", "1");
        GuestChange change = GuestChange.set().vcpus(2).onlyIf(view(1));
        assertThat(reconfiguring(view(1)).reconfigureIfUnchanged(GUEST, change, call()))
                .containsValue(GuestChange.When.NOW);
        assertThat(sent("ReconfigVM_Task")).contains("<changeVersion>version-7</changeVersion>");
    }

    @Test
    void conditional_change_is_a_conflict_when_the_server_or_the_comparison_says_so() {
        StubObjects.on(stub, "ReconfigVM_Task")
                .with("vm-1", "config.changeVersion", "xsd:string", "version-7")
                .with("vm-1", "runtime.powerState", "VirtualMachinePowerState", "poweredOff")
                .failed("ReconfigVM_Task", "ConcurrentAccess");
        GuestChange change = GuestChange.set().vcpus(3).onlyIf(view(1));
        failure(() -> reconfiguring(view(2)).reconfigureIfUnchanged(GUEST, change, call()), this::isConflict);
        assertThat(stub.received("ReconfigVM_Task")).isZero();
        failure(() -> reconfiguring(view(1)).reconfigureIfUnchanged(GUEST, change, call()), this::isConflict);
        assertThat(stub.received("ReconfigVM_Task")).isEqualTo(1);
    }

    private void isConflict(DriverException failure) {
        assertThat(failure.fault().kind()).isEqualTo(ErrorKind.CONFLICT);
        assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
    }

    @Test
    void protection_that_changed_is_told_to_a_cluster_that_restarts_guests() {
        clusterThatRestarts("ReconfigVM_Task", "ReconfigureComputeResource_Task");
        reconfiguring(view(1)).mark(GUEST, Mark.adopted().withProtection(Protection.PROTECTED), call());
        assertThat(sent("ReconfigureComputeResource_Task"))
                .contains(">domain-c7</_this>", "vm-1", "<restartPriority>high</restartPriority>");
    }

    @Test
    void adopting_a_guest_tells_the_cluster_nothing() {
        clusterThatRestarts("ReconfigVM_Task", "ReconfigureComputeResource_Task");
        reconfiguring(view(1)).mark(GUEST, Mark.adopted(), call());
        assertThat(stub.received("ReconfigVM_Task")).isEqualTo(1);
        assertThat(stub.received("ReconfigureComputeResource_Task")).isZero();
    }

    @Test
    void mark_is_written_even_if_the_cluster_may_not_be_told() {
        clusterThatRestarts("ReconfigVM_Task", "ReconfigureComputeResource_Task")
                .failed("ReconfigureComputeResource_Task", "NoPermission");
        Mark mark = Mark.adopted().withProtection(Protection.PROTECTED);
        failure(() -> reconfiguring(view(1)).mark(GUEST, mark, call()), failure -> {
            assertThat(failure.fault().kind()).isEqualTo(ErrorKind.DENIED);
            assertThat(failure.outcome()).isEqualTo(Outcome.APPLIED);
        });
    }

    private StubObjects clusterThatRestarts(String... tasks) {
        return StubObjects.on(stub, tasks)
                .with("vm-1", "resourcePool", "ResourcePool", new StubObjects.StubReference("resgroup-8"))
                .with("resgroup-8", "owner", "ClusterComputeResource", new StubObjects.StubReference("domain-c7"))
                .with(
                        "domain-c7",
                        "configurationEx",
                        "ClusterConfigInfoEx",
                        "<dasConfig><enabled>true</enabled></dasConfig>");
    }

    @Test
    void guest_that_starts_with_its_host_is_on_the_hosts_list() {
        StubObjects.on(stub)
                .with("vm-1", "runtime.host", "HostSystem", new StubObjects.StubReference("host-9"))
                .with(
                        "host-9",
                        "configManager.autoStartManager",
                        "HostAutoStartManager",
                        new StubObjects.StubReference("autoStartManager-9"));
        stub.on("ReconfigureAutostart", StubAnswer.of("ReconfigureAutostartResponse", ""));
        new VsphereAutostarting(session.calls(), guests).autostart(GUEST, true, call());
        assertThat(sent("ReconfigureAutostart"))
                .contains(">autoStartManager-9</_this>", "<startAction>powerOn</startAction>", ">vm-1</key>");
    }

    @Test
    void maintenance_is_never_waited_for_without_end() {
        StubObjects.on(stub, "EnterMaintenanceMode_Task");
        new VsphereMaintenance(session.calls()).enter(HostId.of("host-9"), TestCall.ofSeconds(1));
        assertThat(sent("EnterMaintenanceMode_Task"))
                .doesNotContain("<timeout>0</timeout>")
                .contains("<timeout>");
    }

    @Test
    void file_of_a_definition_that_is_gone_is_as_good_as_removed() {
        guestWithFiles().failed("DeleteDatastoreFile_Task", "FileNotFound");
        deletion().delete(GUEST, call());
        assertThat(stub.received("UnregisterVM")).isEqualTo(1);
        assertThat(stub.received("DeleteDatastoreFile_Task")).isEqualTo(2);
    }

    @Test
    void guest_is_gone_even_if_a_file_of_its_definition_stays() {
        guestWithFiles().failed("DeleteDatastoreFile_Task", "FileLocked");
        failure(() -> deletion().delete(GUEST, call()), failure -> {
            assertThat(failure.fault().kind()).isEqualTo(ErrorKind.PARTIAL_FAILURE);
            assertThat(failure.outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(failure.fault().message()).contains("[fast] web/web.vmx", "[fast] web/web.vmss");
        });
    }

    @Test
    void disks_are_no_part_of_the_definition_that_is_removed() {
        guestWithFiles();
        deletion().delete(GUEST, call());
        assertThat(stub.received().stream()
                        .filter(request -> request.method().equals("DeleteDatastoreFile_Task"))
                        .map(StubService.Received::body))
                .hasSize(2)
                .noneMatch(body -> body.contains(".vmdk"))
                .allMatch(body -> body.contains(">datacenter-2</datacenter>"));
    }

    private StubObjects guestWithFiles() {
        stub.on("UnregisterVM", StubAnswer.of("UnregisterVMResponse", ""));
        return StubObjects.on(stub, "DeleteDatastoreFile_Task")
                .with("vm-1", "runtime.host", "HostSystem", new StubObjects.StubReference("host-9"))
                .with("host-9", "parent", "Folder", new StubObjects.StubReference("group-h4"))
                .with("group-h4", "parent", "Datacenter", new StubObjects.StubReference("datacenter-2"))
                .with("vm-1", "config.files.vmPathName", "xsd:string", "[fast] web/web.vmx")
                .with(
                        "vm-1",
                        "layoutEx",
                        "VirtualMachineFileLayoutEx",
                        file("web/web.vmx", "config") + file("web/web.vmdk", "diskDescriptor")
                                + file("web/web-flat.vmdk", "diskExtent") + file("web/web.vmss", "suspend")
                                + "<timestamp>2026-01-02T03:04:05Z</timestamp>");
    }

    private static String file(String path, String type) {
        return "<file><key>1</key><name>[fast] " + path + "</name><type>" + type + "</type><size>1</size></file>";
    }

    private VsphereDeletion deletion() {
        return new VsphereDeletion(guests, new DatastoreFiles(session, guests), new LinkedChildren(session));
    }

    private VsphereReconfiguring reconfiguring(GuestView seen) {
        return new VsphereReconfiguring(
                guests, new VsphereProtection(session.calls(), guests), (guest, call) -> Optional.of(seen));
    }

    private static GuestView view(int vcpus) {
        GuestDetails details = new GuestDetails(
                Optional.empty(),
                "",
                vcpus,
                Memory.mib(64),
                List.of(),
                List.of(),
                List.of(),
                AgentState.NONE,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Set.of());
        return new GuestView(
                GUEST,
                GuestName.of("web"),
                GuestKind.VIRTUAL_MACHINE,
                Power.of(PowerState.OFF),
                Optional.empty(),
                vcpus,
                Memory.mib(64),
                false,
                true,
                Optional.of(details));
    }

    private String sent(String method) {
        return stub.received().stream()
                .filter(request -> request.method().equals(method))
                .map(StubService.Received::body)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError(method + " was not sent"));
    }

    private static TestCall call() {
        return TestCall.ofSeconds(10);
    }

    private static void failure(ThrowingCallable verb, Consumer<DriverException> what) {
        assertThatThrownBy(verb).isInstanceOfSatisfying(DriverException.class, what);
    }
}
