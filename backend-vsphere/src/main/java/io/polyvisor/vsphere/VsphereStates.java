package io.polyvisor.vsphere;

import com.vmware.vim25.HostSystemConnectionState;
import com.vmware.vim25.VirtualMachineConnectionState;
import com.vmware.vim25.VirtualMachinePowerState;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What vSphere's states mean. Total: a word that this version does not know, or a property that could not be read, is UNKNOWN and
 * never guessed. vCenter goes on telling what it last knew of hosts that it lost: that is a memory, not an observation.
 */
final class VsphereStates {
    private static final String SHUTTING_DOWN = "shuttingDown";
    private static final String TOOLS_RUN = "guestToolsRunning";
    private static final String SCRIPTS_RUN = "guestToolsExecutingScripts";

    private VsphereStates() {}

    /** A guest's power, by what is told of it, of vCenter's connection to it, and of the connection to its host. */
    static Power power(@Nullable Object powerState, @Nullable Object connection, boolean hostConnected) {
        PowerState said = powerState(powerState);
        boolean observed = hostConnected && connection == VirtualMachineConnectionState.connected;
        if (observed || said == PowerState.UNKNOWN) {
            return Power.of(said);
        }
        // When it was seen last is not told.
        return new Power(PowerState.UNKNOWN, Optional.empty(), Optional.of(said), Optional.empty());
    }

    /** A power state without regard to whether it was observed. */
    static PowerState powerState(@Nullable Object said) {
        if (!(said instanceof VirtualMachinePowerState state)) {
            return PowerState.UNKNOWN;
        }
        return switch (state) {
            case poweredOff -> PowerState.OFF;
            case poweredOn -> PowerState.RUNNING;
            case suspended -> PowerState.SUSPENDED;
        };
    }

    /** Whether a host answers its manager. */
    static boolean isConnected(@Nullable Object said) {
        return said == HostSystemConnectionState.connected;
    }

    /** Whether a host can be used. */
    static HostView.State host(@Nullable Object connection, boolean inMaintenance) {
        if (!isConnected(connection)) {
            return HostView.State.UNREACHABLE;
        }
        return inMaintenance ? HostView.State.MAINTENANCE : HostView.State.ONLINE;
    }

    /** Whether the tools in the guest answer. */
    static AgentState agent(Optional<String> toolsRunningStatus) {
        return toolsRunningStatus
                        .filter(said -> said.equals(TOOLS_RUN) || said.equals(SCRIPTS_RUN))
                        .isPresent()
                ? AgentState.CONNECTED
                : AgentState.NONE;
    }

    /** What the guest's own state says about something going on. */
    static Optional<CurrentOperation> operation(Optional<String> guestState) {
        return guestState.filter(SHUTTING_DOWN::equals).map(said -> CurrentOperation.of(Verb.SHUTDOWN));
    }

    /** A task that is queued or runs, by its description's id, such as {@code VirtualMachine.powerOn}. */
    static CurrentOperation operation(String descriptionId, Optional<Instant> since) {
        Optional<Verb> verb = verb(descriptionId.substring(descriptionId.lastIndexOf('.') + 1));
        return new CurrentOperation(verb, verb.map(Verb::words).orElse(descriptionId), since);
    }

    private static Optional<Verb> verb(String task) {
        return Optional.ofNullable(
                switch (task) {
                    case "powerOn", "powerOnVM", "powerOnMultiVM" -> Verb.START;
                    case "powerOff", "powerOffVM" -> Verb.POWER_OFF;
                    case "shutdownGuest" -> Verb.SHUTDOWN;
                    case "suspend", "suspendVM" -> Verb.SUSPEND;
                    case "reset", "resetVM" -> Verb.RESET;
                    case "rebootGuest" -> Verb.REBOOT;
                    case "destroy", "unregister" -> Verb.DELETE;
                    case "reconfigure", "reconfigVM", "reconfigVm" -> Verb.RECONFIGURE;
                    case "rename" -> Verb.RENAME;
                    case "createSnapshot" -> Verb.SNAPSHOT_DISKS;
                    case "revert", "revertToCurrentSnapshot", "revertToSnapshot" -> Verb.SNAPSHOT_REVERT;
                    case "remove", "removeAllSnapshots", "removeSnapshot" -> Verb.SNAPSHOT_DELETE;
                    case "clone" -> Verb.CLONE;
                    case "migrate" -> Verb.MIGRATE_LIVE;
                    default -> null;
                });
    }
}
