package io.polyvisor.vsphere;

import com.vmware.vim25.OptionValue;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualMachineConfigSpec;
import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Changes what guests are: fields of their configuration, their names, and our mark on them. */
final class VsphereReconfiguring {
    private static final String POWER = "runtime.powerState";
    private static final String VCPUS = "config.hardware.numCPU";
    private static final String MEMORY = "config.hardware.memoryMB";
    private static final String DEVICES = "config.hardware.device";
    private static final String VCPU_HOT_ADD = "config.cpuHotAddEnabled";
    private static final String VCPU_HOT_REMOVE = "config.cpuHotRemoveEnabled";
    private static final String MEMORY_HOT_ADD = "config.memoryHotAddEnabled";
    private static final String OPTIONS = "config.extraConfig";
    private static final String VERSION = "config.changeVersion";

    private final GuestCalls guests;
    private final VsphereProtection protection;
    private final BiFunction<GuestId, Call, Optional<GuestView>> observation;

    /** {@code observation} reads a guest with details, as the core does. */
    VsphereReconfiguring(
            GuestCalls guests,
            VsphereProtection protection,
            BiFunction<GuestId, Call, Optional<GuestView>> observation) {
        this.guests = guests;
        this.protection = protection;
        this.observation = observation;
    }

    Map<GuestField, GuestChange.When> reconfigure(GuestId guest, GuestChange change, Call call) {
        ChangeWriter.Written written = ChangeWriter.write(change, present(guest, call));
        guests.reconfigure(VerbClass.GOAL, guest, written.spec(), call);
        return written.answers();
    }

    /**
     * The version is read before the comparison: whatever changes after that changes the version, too, and then the server refuses.
     */
    Map<GuestField, GuestChange.When> reconfigureIfUnchanged(GuestId guest, GuestChange change, Call call) {
        String version = guests.read(guest, call, VERSION)
                .value(VERSION, String.class)
                .orElseThrow(() -> DriverException.refused(new Fault.Unsupported(
                        "a conditional change", "this server tells no version of a guest's configuration")));
        GuestView expected = change.onlyIf()
                .orElseThrow(() -> new IllegalArgumentException("a conditional change names an observation"));
        requireSame(guest, expected, call);
        ChangeWriter.Written written = ChangeWriter.write(change, present(guest, call));
        written.spec().setChangeVersion(version);
        guests.reconfigure(VerbClass.GOAL, guest, written.spec(), call);
        return written.answers();
    }

    private void requireSame(GuestId guest, GuestView expected, Call call) {
        GuestView seen = observation
                .apply(guest, call)
                .orElseThrow(
                        () -> DriverException.refused(new Fault.NotFound(GuestCalls.inWords(guest), Optional.empty())));
        if (!configured(seen).equals(configured(expected))) {
            throw DriverException.refused(
                    new Fault.Conflict("the configuration of " + GuestCalls.inWords(guest) + " has changed since"));
        }
    }

    /** What of an observation is configuration, and not how the guest happens to be. */
    private static List<Object> configured(GuestView view) {
        GuestDetails details = view.requireDetails();
        return List.of(
                view.name(),
                view.vcpus(),
                view.memory(),
                details.mark(),
                details.description(),
                details.maxVcpus(),
                details.maxMemory(),
                details.disks(),
                details.nics().stream()
                        .map(nic -> List.of(nic.mac(), nic.network()))
                        .toList(),
                details.bootOrder());
    }

    private ChangeWriter.Present present(GuestId guest, Call call) {
        PropertyRow row = guests.read(
                guest, call, POWER, VCPUS, MEMORY, DEVICES, VCPU_HOT_ADD, VCPU_HOT_REMOVE, MEMORY_HOT_ADD, OPTIONS);
        Map<String, String> options = options(row);
        int vcpus = row.value(VCPUS, Integer.class).orElse(0);
        Memory memory = row.value(MEMORY, Integer.class).map(Memory::mib).orElse(Memory.ZERO);
        return new ChangeWriter.Present(
                !"poweredOff".equals(String.valueOf(row.values().get(POWER))),
                vcpus,
                GrowthLimits.vcpus(options, vcpus, isOn(row, VCPU_HOT_ADD), Integer.MAX_VALUE),
                isOn(row, VCPU_HOT_REMOVE),
                memory,
                GrowthLimits.memory(
                        options, memory, isOn(row, MEMORY_HOT_ADD), Optional.of(Memory.bytes(Long.MAX_VALUE))),
                Rows.list(row, DEVICES, VirtualDevice.class));
    }

    private static boolean isOn(PropertyRow row, String path) {
        return row.value(path, Boolean.class).orElse(false);
    }

    void rename(GuestId guest, GuestName name, Call call) {
        guests.run(VerbClass.GOAL, guest, call, (vim, vm) -> vim.rename_Task(vm, VsphereNames.encode(name.value())));
    }

    /** Writes our mark; a protection that changed is told to a cluster that restarts guests by itself. */
    void mark(GuestId guest, Mark mark, Call call) {
        Protection before = MarkOptions.read(options(guests.read(guest, call, OPTIONS)))
                .map(Mark::protection)
                .orElse(Protection.DO_NOT_RESTART);
        VirtualMachineConfigSpec change = new VirtualMachineConfigSpec();
        change.setExtraConfig(MarkOptions.of(mark).toArray(new OptionValue[0]));
        guests.reconfigure(VerbClass.GOAL, guest, change, call);
        if (before != mark.protection()) {
            tell(guest, mark.protection(), call);
        }
    }

    private void tell(GuestId guest, Protection meant, Call call) {
        try {
            protection.apply(guest, meant, call);
        } catch (DriverException failure) {
            throw DriverException.appliedBut(failure.fault(), failure.nativeError(), failure);
        }
    }

    private static Map<String, String> options(PropertyRow row) {
        return Options.map(Rows.list(row, OPTIONS, OptionValue.class).toArray(OptionValue[]::new));
    }
}
