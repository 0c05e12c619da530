package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.VirtualMachineConnectionState;
import com.vmware.vim25.VirtualMachinePowerState;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class VsphereStatesTest {

    @Test
    void each_power_state_has_its_word() {
        assertThat(power(VirtualMachinePowerState.poweredOff)).isEqualTo(Power.of(PowerState.OFF));
        assertThat(power(VirtualMachinePowerState.poweredOn)).isEqualTo(Power.of(PowerState.RUNNING));
        assertThat(power(VirtualMachinePowerState.suspended)).isEqualTo(Power.of(PowerState.SUSPENDED));
    }

    @Test
    void what_was_not_told_is_unknown() {
        assertThat(power(null)).isEqualTo(Power.unknown());
        assertThat(power("hibernating")).isEqualTo(Power.unknown());
    }

    @ParameterizedTest
    @EnumSource(names = "connected", mode = EnumSource.Mode.EXCLUDE)
    void what_vCenter_remembers_of_a_guest_that_it_lost_is_unknown(VirtualMachineConnectionState lost) {
        Power power = VsphereStates.power(VirtualMachinePowerState.poweredOn, lost, true);
        assertThat(power.state()).isEqualTo(PowerState.UNKNOWN);
        assertThat(power.lastKnown()).contains(PowerState.RUNNING);
    }

    @Test
    void a_guest_whose_host_is_lost_is_unknown_though_its_own_connection_is_said_to_be_there() {
        Power power =
                VsphereStates.power(VirtualMachinePowerState.suspended, VirtualMachineConnectionState.connected, false);
        assertThat(power.state()).isEqualTo(PowerState.UNKNOWN);
        assertThat(power.lastKnown()).contains(PowerState.SUSPENDED);
    }

    @ParameterizedTest
    @EnumSource
    void a_host_is_reached_only_when_it_is_connected(HostSystemConnectionState said) {
        boolean connected = said == HostSystemConnectionState.connected;
        assertThat(VsphereStates.host(said, false))
                .isEqualTo(connected ? HostView.State.ONLINE : HostView.State.UNREACHABLE);
        assertThat(VsphereStates.host(said, true))
                .isEqualTo(connected ? HostView.State.MAINTENANCE : HostView.State.UNREACHABLE);
    }

    @Test
    void tools_that_run_are_an_agent() {
        assertThat(VsphereStates.agent(Optional.of("guestToolsRunning"))).isEqualTo(AgentState.CONNECTED);
        assertThat(VsphereStates.agent(Optional.of("guestToolsNotRunning"))).isEqualTo(AgentState.NONE);
        assertThat(VsphereStates.agent(Optional.empty())).isEqualTo(AgentState.NONE);
    }

    @Test
    void tasks_are_told_by_the_contracts_verbs_where_it_has_one() {
        assertThat(VsphereStates.operation("VirtualMachine.powerOn", Optional.empty())
                        .verb())
                .contains(Verb.START);
        assertThat(VsphereStates.operation("vm.Snapshot.revert", Optional.empty())
                        .verb())
                .contains(Verb.SNAPSHOT_REVERT);
        assertThat(VsphereStates.operation("VirtualMachine.exportVm", Optional.empty())
                        .detail())
                .isEqualTo("VirtualMachine.exportVm");
    }

    private static Power power(Object said) {
        return VsphereStates.power(said, VirtualMachineConnectionState.connected, true);
    }
}
