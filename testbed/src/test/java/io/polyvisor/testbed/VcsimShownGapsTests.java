package io.polyvisor.testbed;

import static io.polyvisor.testbed.SoapMessage.children;
import static io.polyvisor.testbed.SoapMessage.reference;
import static io.polyvisor.testbed.SoapMessage.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.PowerState;
import io.polyvisor.testbed.SoapMessage.ObjectRef;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.w3c.dom.Element;

/** Each gap of {@link VcsimGaps} is there. A test that fails here says that a gap was closed: its rules can be verified then. */
@SimulatedVCenters
@TestInstance(Lifecycle.PER_CLASS)
final class VcsimShownGapsTests {

    private final AtomicInteger names = new AtomicInteger();
    private Vcsim vcsim;
    private SoapClient client;
    private VcsimOutsider outsider;

    @BeforeAll
    void start() {
        vcsim = Vcsim.vCenter().guests(1).start();
        client = new SoapClient(vcsim);
        outsider = vcsim.outsider();
    }

    @AfterAll
    void close() {
        vcsim.close();
    }

    @Test
    void revert_restores_neither_configuration_nor_power() {
        ObjectRef guest = made();
        outsider.start(id(guest));
        XmlElement taking = request("CreateSnapshot_Task", guest);
        taking.add("name").text("moment");
        taking.add("memory").text("true");
        taking.add("quiesce").text("false");
        ObjectRef moment = SoapMessage.reference(client.finish(taking).orElseThrow());
        outsider.powerOff(id(guest));
        reconfigure(guest, "numCPUs", "3");
        client.finish(request("RevertToSnapshot_Task", moment));
        assertThat(processors(guest)).isEqualTo("3");
        assertThat(outsider.power(id(guest))).contains(PowerState.OFF);
    }

    @Test
    void clone_and_source_name_the_same_disk() {
        ObjectRef source = new ObjectRef(
                "VirtualMachine", outsider.guests().keySet().iterator().next().value());
        XmlElement cloning = request("CloneVM_Task", source);
        reference(cloning, "folder", SoapMessage.reference(first("Datacenter", "vmFolder")));
        cloning.add("name").text("twin");
        XmlElement spec = cloning.add("spec");
        XmlElement location = spec.add("location");
        reference(location, "pool", SoapMessage.reference(first("ComputeResource", "resourcePool")));
        spec.add("powerOn").text("false");
        spec.add("template").text("false");
        GuestId twin = GuestId.of(client.finish(cloning).orElseThrow().getTextContent());
        assertThat(outsider.disks(twin)).isEqualTo(outsider.disks(id(source))).isNotEmpty();
    }

    @Test
    void relocation_does_not_reach_the_lists_of_hosts() {
        ObjectRef guest = made();
        ObjectRef before =
                SoapMessage.reference(client.properties(guest, "runtime.host").get("runtime.host"));
        ObjectRef target = client.all("HostSystem", "name").keySet().stream()
                .filter(host -> !host.equals(before))
                .findFirst()
                .orElseThrow();
        XmlElement moving = request("RelocateVM_Task", guest);
        reference(moving.add("spec"), "host", target);
        client.finish(moving);
        assertThat(SoapMessage.reference(
                        client.properties(guest, "runtime.host").get("runtime.host")))
                .isEqualTo(target);
        assertThat(guestsOf(before)).contains(guest);
        assertThat(guestsOf(target)).doesNotContain(guest);
    }

    @Test
    void disks_are_not_extended_and_take_no_room() {
        vcsim.equipment().makeDisk("[LocalDS_0] flat.vmdk", 4096);
        XmlElement extending = request("ExtendVirtualDisk_Task", client.service("virtualDiskManager"));
        extending.add("name").text("[LocalDS_0] flat.vmdk");
        extending.add("newCapacityKb").text("8192");
        assertThatExceptionOfType(SoapFailure.class)
                .isThrownBy(() -> client.finish(extending))
                .satisfies(failure -> assertThat(failure.fault()).isEqualTo("MethodNotFound"));
        assertThat(vcsim.equipment().fileSize("LocalDS_0", "flat.vmdk")).hasValue(0);
        assertThat(vcsim.equipment().fileSize("LocalDS_0", "flat-flat.vmdk")).hasValue(0);
    }

    @Test
    void tasks_tell_no_progress() {
        ObjectRef task =
                SoapMessage.reference(SoapMessage.child(client.call(request("PowerOnVM_Task", made())), "returnval")
                        .orElseThrow());
        Element info = client.properties(task, "info").get("info");
        assertThat(SoapMessage.text(info, "state")).isEqualTo("success");
        assertThat(SoapMessage.child(info, "progress")).isEmpty();
    }

    @Test
    void autostart_manager_is_named_and_not_there() {
        ObjectRef host = client.all("HostSystem", "name").keySet().iterator().next();
        ObjectRef manager = SoapMessage.reference(
                client.properties(host, "configManager.autoStartManager").get("configManager.autoStartManager"));
        assertThatExceptionOfType(SoapFailure.class)
                .isThrownBy(() -> client.properties(manager, "config"))
                .satisfies(failure -> assertThat(failure.fault()).isEqualTo("ManagedObjectNotFound"));
    }

    @Test
    void name_that_is_taken_is_taken_again() {
        GuestName name = GuestName.of("twice");
        outsider.make(name);
        outsider.make(name);
        assertThat(outsider.guests().values()).filteredOn("twice"::equals).hasSize(2);
    }

    @Test
    void port_group_that_was_made_later_is_in_no_configuration_of_the_host() {
        try (Vcsim esxi = Vcsim.esxi().start()) {
            esxi.equipment().makeNetwork("late", 42);
            SoapClient there = new SoapClient(esxi);
            ObjectRef host = there.all("HostSystem", "name").keySet().iterator().next();
            Element groups = there.properties(host, "config.network.portgroup").get("config.network.portgroup");
            assertThat(children(groups))
                    .isNotEmpty()
                    .noneMatch(group -> SoapMessage.textAt(group, "spec", "name")
                            .filter("late"::equals)
                            .isPresent());
        }
    }

    @Test
    void capacity_of_a_disk_file_is_not_told() {
        vcsim.equipment().makeDirectory("[LocalDS_0] looked-at");
        vcsim.equipment().makeDisk("[LocalDS_0] looked-at/some.vmdk", 4096);
        ObjectRef datastore =
                client.all("Datastore", "name").keySet().iterator().next();
        XmlElement searching = request(
                "SearchDatastore_Task",
                SoapMessage.reference(client.properties(datastore, "browser").get("browser")));
        searching.add("datastorePath").text("[LocalDS_0] looked-at");
        XmlElement spec = searching.add("searchSpec");
        XmlElement wanted = spec.add("query", "xsi:type", "VmDiskFileQuery").add("details");
        wanted.add("diskType").text("true");
        wanted.add("capacityKb").text("true");
        wanted.add("hardwareVersion").text("true");
        spec.add("details").add("fileType").text("true");
        spec.add("matchPattern").text("*.vmdk");
        Element found = client.finish(searching).orElseThrow();
        assertThat(children(found, "file")).singleElement().satisfies(file -> {
            assertThat(SoapMessage.text(file, "path")).isEqualTo("some.vmdk");
            assertThat(SoapMessage.child(file, "capacityKb")).isEmpty();
        });
    }

    @Test
    void processors_are_added_to_a_running_guest_without_hot_add() {
        ObjectRef guest = made();
        outsider.start(id(guest));
        assertThat(client.properties(guest, "config.cpuHotAddEnabled")).isEmpty();
        reconfigure(guest, "numCPUs", "2");
        assertThat(processors(guest)).isEqualTo("2");
    }

    @Test
    void stale_version_of_a_configuration_is_taken() {
        ObjectRef guest = made();
        reconfigure(guest, "changeVersion", "long ago");
    }

    @Test
    void guest_without_tools_obeys_a_shutdown_request_at_once() {
        ObjectRef guest = made();
        outsider.start(id(guest));
        client.call(request("ShutdownGuest", guest));
        assertThat(outsider.power(id(guest))).contains(PowerState.OFF);
    }

    private ObjectRef made() {
        GuestName name = GuestName.of("gap-" + names.incrementAndGet());
        return new ObjectRef("VirtualMachine", outsider.make(name).value());
    }

    private void reconfigure(ObjectRef guest, String field, String value) {
        XmlElement changing = request("ReconfigVM_Task", guest);
        changing.add("spec").add(field).text(value);
        client.finish(changing);
    }

    private String processors(ObjectRef guest) {
        return client.properties(guest, "config.hardware.numCPU")
                .get("config.hardware.numCPU")
                .getTextContent();
    }

    private List<ObjectRef> guestsOf(ObjectRef host) {
        Element list = client.properties(host, "vm").get("vm");
        return list == null
                ? List.of()
                : children(list).stream().map(SoapMessage::reference).toList();
    }

    private Element first(String type, String path) {
        return client.all(type, path).values().iterator().next().get(path);
    }

    private static GuestId id(ObjectRef guest) {
        return GuestId.of(guest.id());
    }
}
