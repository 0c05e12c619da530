package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualMachineConfigSpec;
import com.vmware.vim25.VirtualMachineFileInfo;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.DriverException;
import io.polyvisor.testbed.Vcsim;
import io.polyvisor.testbed.VcsimFront;
import io.polyvisor.testbed.WireFault;
import io.polyvisor.testbed.WireMishap;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests whose reply is lost: carried out once, whatever becomes of the connection. */
@SimulatedVCenters
final class VsphereLostReplyTest {
    private Vcsim vcsim;
    private VcsimFront front;
    private VsphereSession session;

    @BeforeEach
    void open() {
        vcsim = Vcsim.vCenter().start();
        front = VcsimFront.before(vcsim);
        session = VsphereSession.open(
                VsphereAddress.parse(EndpointUri.parse("vsphere://" + front.address())),
                front.access(),
                TestCall.ofSeconds(30));
    }

    @AfterEach
    void close() {
        session.close();
        front.close();
        vcsim.close();
    }

    @Test
    void create_whose_reply_is_lost_is_applied_once_and_bears_its_key() {
        front.strike(WireFault.every("CreateVM_Task", WireMishap.REPLY_LOST));
        String key = UUID.randomUUID().toString();
        DriverException lost = catchThrowableOfType(DriverException.class, () -> create(key));
        assertThat(lost.fault().kind()).isEqualTo(ErrorKind.UNREACHABLE);
        assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(front.received("CreateVM_Task")).isEqualTo(1);
        assertThat(vcsim.outsider().having("polyvisor.key", key)).hasSize(1);
    }

    @Test
    void create_whose_request_is_lost_is_not_sent_again() {
        front.strike(WireFault.every("CreateVM_Task", WireMishap.REQUEST_LOST));
        String key = UUID.randomUUID().toString();
        DriverException lost = catchThrowableOfType(DriverException.class, () -> create(key));
        assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(front.received("CreateVM_Task")).isEqualTo(1);
        assertThat(vcsim.outsider().guests()).isEmpty();
    }

    @Test
    void lost_replies_of_those_who_look_at_the_task_cost_nothing() {
        front.strike(WireFault.first("RetrievePropertiesEx", WireMishap.REPLY_LOST)
                .from(4)
                .times(3));
        String key = UUID.randomUUID().toString();
        create(key);
        assertThat(front.received("CreateVM_Task")).isEqualTo(1);
        assertThat(front.received("RetrievePropertiesEx")).isGreaterThan(3);
        assertThat(vcsim.outsider().having("polyvisor.key", key)).hasSize(1);
    }

    private void create(String key) {
        ManagedObjectReference datacenter = only("Datacenter");
        ManagedObjectReference pool = only("ResourcePool");
        PropertyRow folder = session.calls()
                .properties("the datacenter", TestCall.ofSeconds(10), TransportFilters.of(datacenter, "vmFolder"))
                .get(0);
        Object unused = session.calls()
                .task(
                        VerbClass.KEYED,
                        "guest db",
                        TestCall.ofSeconds(10),
                        vim -> vim.createVM_Task(
                                folder.value("vmFolder", ManagedObjectReference.class)
                                        .orElseThrow(),
                                spec(key),
                                pool,
                                null));
    }

    private ManagedObjectReference only(String type) {
        List<ManagedObjectReference> found = session.calls().read("the inventory", TestCall.ofSeconds(10), vim -> {
            ManagedObjectReference view = vim.createContainerView(
                    session.content().getViewManager(), session.content().getRootFolder(), new String[] {type}, true);
            return List.of(view);
        });
        return session.calls()
                .properties("the view", TestCall.ofSeconds(10), TransportFilters.of(found.get(0), "view"))
                .get(0)
                .value("view", ManagedObjectReference[].class)
                .orElseThrow()[0];
    }

    private static VirtualMachineConfigSpec spec(String key) {
        OptionValue mark = new OptionValue();
        mark.setKey("polyvisor.key");
        mark.setValue(key);
        VirtualMachineFileInfo files = new VirtualMachineFileInfo();
        files.setVmPathName("[LocalDS_0]");
        VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
        spec.setName("db");
        spec.setGuestId("otherGuest64");
        spec.setFiles(files);
        spec.setInstanceUuid(key);
        spec.setExtraConfig(new OptionValue[] {mark});
        return spec;
    }
}
