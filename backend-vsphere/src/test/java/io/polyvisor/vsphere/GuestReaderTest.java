package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.AutoStartDefaults;
import com.vmware.vim25.AutoStartPowerInfo;
import com.vmware.vim25.GuestNicInfo;
import com.vmware.vim25.HostAutoStartManagerConfig;
import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.NoPermission;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.TaskInfoState;
import com.vmware.vim25.VirtualMachinePowerState;
import com.vmware.vim25.VirtualMachineQuestionInfo;
import io.polyvisor.model.Address;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GuestReaderTest {
    private static final RowOf HOST = RowOf.object("HostSystem", "host-1")
            .with("runtime.connectionState", HostSystemConnectionState.connected)
            .with("summary.hardware.numCpuThreads", (short) 16);

    @Test
    void a_summary_has_what_was_read() {
        GuestView view = reader(HOST).summary(RowOf.guest("vm-1", "host-1").row());
        assertThat(view.name().value()).isEqualTo("name-of-vm-1");
        assertThat(view.power().state()).isEqualTo(PowerState.RUNNING);
        assertThat(view.host()).contains(HostId.of("host-1"));
        assertThat(view.vcpus()).isEqualTo(1);
        assertThat(view.memory()).isEqualTo(Memory.mib(64));
        assertThat(view.persistent()).isTrue();
        assertThat(view.autostart()).isFalse();
        assertThat(view.details()).isEmpty();
    }

    @Test
    void the_guest_of_a_host_that_does_not_respond_is_unknown_and_last_known_as_vCenter_remembers() {
        RowOf lost = RowOf.object("HostSystem", "host-1")
                .with("runtime.connectionState", HostSystemConnectionState.notResponding);
        GuestView view = reader(lost).summary(RowOf.guest("vm-1", "host-1").row());
        assertThat(view.power().state()).isEqualTo(PowerState.UNKNOWN);
        assertThat(view.power().lastKnown()).contains(PowerState.RUNNING);
    }

    @Test
    void a_power_state_that_may_not_be_read_is_unknown_and_not_off() {
        PropertyRow row = RowOf.guest("vm-1", "host-1")
                .missing("runtime.powerState", new NoPermission())
                .row();
        assertThat(reader(HOST).summary(row).power().state()).isEqualTo(PowerState.UNKNOWN);
    }

    @Test
    void a_guest_starts_with_its_host_if_the_host_says_so_and_starts_guests_at_all() {
        PropertyRow row = RowOf.guest("vm-1", "host-1").row();
        assertThat(reader(autostarting(true, "powerOn")).summary(row).autostart())
                .isTrue();
        assertThat(reader(autostarting(false, "powerOn")).summary(row).autostart())
                .isFalse();
        assertThat(reader(autostarting(true, "none")).summary(row).autostart()).isFalse();
    }

    private static RowOf autostarting(boolean enabled, String action) {
        AutoStartPowerInfo info = new AutoStartPowerInfo();
        info.setKey(RowOf.reference("VirtualMachine", "vm-1"));
        info.setStartAction(action);
        AutoStartDefaults defaults = new AutoStartDefaults();
        defaults.setEnabled(enabled);
        HostAutoStartManagerConfig config = new HostAutoStartManagerConfig();
        config.setDefaults(defaults);
        config.setPowerInfo(new AutoStartPowerInfo[] {info});
        return RowOf.object("HostSystem", "host-1")
                .with("runtime.connectionState", HostSystemConnectionState.connected)
                .with("config.autoStart", config);
    }

    @Test
    void a_question_that_waits_blocks_the_guest() {
        VirtualMachineQuestionInfo question = new VirtualMachineQuestionInfo();
        question.setId("1");
        question.setText("I moved it or I copied it?");
        GuestDetails details = details(RowOf.guest("vm-1", "host-1").with("runtime.question", question));
        assertThat(details.blockedBy())
                .hasValueSatisfying(what -> assertThat(what).contains("I copied it"));
        assertThat(details(RowOf.guest("vm-1", "host-1")).blockedBy()).isEmpty();
    }

    @Test
    void only_tasks_that_are_not_over_are_current_operations() {
        RowOf guest = RowOf.guest("vm-1", "host-1").with("recentTask", new ManagedObjectReference[] {
            RowOf.reference("Task", "task-1"), RowOf.reference("Task", "task-2")
        });
        GuestDetails details = details(
                guest,
                task("task-1", "VirtualMachine.suspend", TaskInfoState.running),
                task("task-2", "VirtualMachine.powerOn", TaskInfoState.success));
        assertThat(details.currentOperations()).containsExactly(CurrentOperation.of(Verb.SUSPEND));
    }

    private static RowOf task(String id, String kind, TaskInfoState state) {
        return RowOf.object("Task", id).with("info.descriptionId", kind).with("info.state", state);
    }

    @Test
    void a_guest_on_its_way_down_is_being_shut_down() {
        GuestDetails details = details(RowOf.guest("vm-1", "host-1").with("guest.guestState", "shuttingDown"));
        assertThat(details.currentOperations()).containsExactly(CurrentOperation.of(Verb.SHUTDOWN));
    }

    @Test
    void tools_tell_the_agent_and_addresses_of_a_guest_that_runs() {
        RowOf guest = RowOf.guest("vm-1", "host-1")
                .with("guest.toolsRunningStatus", "guestToolsRunning")
                .with("guest.ipAddress", "10.0.0.7")
                .with("guest.net", new GuestNicInfo[] {nic("10.0.0.7", "fe80::1", "127.0.0.1")});
        assertThat(details(guest).agent()).isEqualTo(AgentState.CONNECTED);
        assertThat(details(guest).addresses())
                .contains(List.of(
                        new Address("10.0.0.7", Address.Source.AGENT), new Address("fe80::1", Address.Source.AGENT)));
    }

    @Test
    void what_tools_told_before_the_guest_stopped_is_not_told_again() {
        RowOf guest = RowOf.guest("vm-1", "host-1")
                .with("runtime.powerState", VirtualMachinePowerState.poweredOff)
                .with("guest.toolsRunningStatus", "guestToolsRunning")
                .with("guest.ipAddress", "10.0.0.7");
        assertThat(details(guest).agent()).isEqualTo(AgentState.NONE);
        assertThat(details(guest).addresses()).isEmpty();
    }

    @Test
    void no_address_told_is_unknown() {
        assertThat(details(RowOf.guest("vm-1", "host-1")).addresses()).isEqualTo(Optional.empty());
    }

    private static GuestNicInfo nic(String... addresses) {
        GuestNicInfo nic = new GuestNicInfo();
        nic.setIpAddress(addresses);
        return nic;
    }

    @Test
    void a_guest_grows_as_far_as_its_spec_said_if_growing_was_switched_on() {
        RowOf guest = RowOf.guest("vm-1", "host-1")
                .with("config.cpuHotAddEnabled", true)
                .with("config.memoryHotAddEnabled", true)
                .with("config.extraConfig", options(GrowthLimits.of(4, Memory.mib(256)), List.of()));
        assertThat(details(guest).maxVcpus()).isEqualTo(4);
        assertThat(details(guest).maxMemory()).isEqualTo(Memory.mib(256));
        guest.with("config.cpuHotAddEnabled", false).without("config.memoryHotAddEnabled");
        assertThat(details(guest).maxVcpus()).isEqualTo(1);
        assertThat(details(guest).maxMemory()).isEqualTo(Memory.mib(64));
    }

    @Test
    void a_guest_of_others_grows_as_far_as_its_host_and_the_server_say() {
        RowOf guest = RowOf.guest("vm-1", "host-1")
                .with("config.cpuHotAddEnabled", true)
                .with("config.memoryHotAddEnabled", true)
                .with("config.hotPlugMemoryLimit", 1024L);
        assertThat(details(guest).maxVcpus()).isEqualTo(16);
        assertThat(details(guest).maxMemory()).isEqualTo(Memory.gib(1));
    }

    @Test
    void the_mark_comes_from_the_last_of_its_settings() {
        Mark first = new Mark(Optional.of(CreationKey.fresh()), Map.of("a", "b"), Protection.PROTECTED);
        Mark second = new Mark(first.key(), Map.of("c", "d&=%"), Protection.DO_NOT_RESTART);
        RowOf guest = RowOf.guest("vm-1", "host-1")
                .with("config.extraConfig", options(MarkOptions.of(first), MarkOptions.of(second)));
        assertThat(details(guest).mark()).contains(second);
        assertThat(details(RowOf.guest("vm-1", "host-1")).mark()).isEmpty();
    }

    private static OptionValue[] options(List<OptionValue> earlier, List<OptionValue> later) {
        return Stream.of(earlier, later).flatMap(List::stream).toArray(OptionValue[]::new);
    }

    @Test
    void the_summary_within_the_full_view_is_the_summary() {
        PropertyRow row = RowOf.guest("vm-1", "host-1").row();
        assertThat(reader(HOST).full(row).summary()).isEqualTo(reader(HOST).summary(row));
    }

    private static GuestDetails details(RowOf guest, RowOf... others) {
        List<RowOf> beside = new ArrayList<>(List.of(others));
        beside.add(HOST);
        return reader(beside.toArray(RowOf[]::new)).full(guest.row()).requireDetails();
    }

    private static GuestReader reader(RowOf... beside) {
        return new GuestReader(
                new SeenTogether(Stream.of(beside).map(RowOf::row).toList()));
    }
}
