package io.polyvisor.vsphere;

import com.vmware.vim25.GuestNicInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OptionValue;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.VirtualDevice;
import com.vmware.vim25.VirtualMachineBootOptions;
import com.vmware.vim25.VirtualMachineQuestionInfo;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Guests and templates as the contract's records, from the rows of one reading: their own, those of their hosts, and with details
 * those of their networks and tasks. The same for one guest and for all. Pure.
 */
final class GuestReader {
    static final String TYPE = "VirtualMachine";
    static final String TEMPLATE = "summary.config.template";
    static final String HOST = "runtime.host";
    static final String OPTIONS = "config.extraConfig";

    private static final String POWER = "runtime.powerState";
    private static final String CONNECTION = "runtime.connectionState";
    private static final String VCPUS = "summary.config.numCpu";
    private static final String MEMORY = "summary.config.memorySizeMB";
    private static final String DEVICES = "config.hardware.device";
    private static final String BOOT = "config.bootOptions";
    private static final String DESCRIPTION = "config.annotation";
    private static final String VCPU_HOT_ADD = "config.cpuHotAddEnabled";
    private static final String MEMORY_HOT_ADD = "config.memoryHotAddEnabled";
    private static final String MEMORY_LIMIT = "config.hotPlugMemoryLimit";
    private static final String TOOLS = "guest.toolsRunningStatus";
    private static final String GUEST_STATE = "guest.guestState";
    private static final String NICS = "guest.net";
    private static final String ADDRESS = "guest.ipAddress";
    private static final String QUESTION = "runtime.question";

    private final SeenTogether seen;

    GuestReader(SeenTogether seen) {
        this.seen = seen;
    }

    /** What the summary of a guest needs. */
    static PropertySpec summaryReads() {
        return Visits.read(TYPE, "name", TEMPLATE, POWER, CONNECTION, HOST, VCPUS, MEMORY);
    }

    /** What changes when a view does, and is small: the rest of a configuration changes its version. */
    static PropertySpec watchedReads() {
        return Visits.read(
                TYPE,
                "name",
                TEMPLATE,
                POWER,
                CONNECTION,
                HOST,
                QUESTION,
                TOOLS,
                GUEST_STATE,
                ADDRESS,
                "config.changeVersion");
    }

    /** What summary and details of a guest need. */
    static PropertySpec detailReads() {
        return Visits.read(
                TYPE,
                "name",
                TEMPLATE,
                POWER,
                CONNECTION,
                HOST,
                VCPUS,
                MEMORY,
                OPTIONS,
                DEVICES,
                BOOT,
                DESCRIPTION,
                VCPU_HOT_ADD,
                MEMORY_HOT_ADD,
                MEMORY_LIMIT,
                TOOLS,
                GUEST_STATE,
                NICS,
                ADDRESS,
                QUESTION,
                SeenTogether.TASKS);
    }

    /** Whether a row is a template's: a guest of which that cannot be told is none. */
    static boolean isTemplate(PropertyRow row) {
        return row.value(TEMPLATE, Boolean.class).orElse(false);
    }

    /** The template of a row. */
    static TemplateView template(PropertyRow row) {
        String id = row.object().getVal();
        return new TemplateView(TemplateId.of(id), VsphereNames.read(keptName(row), id), vcpus(row), memory(row));
    }

    /** The summary of a guest's row. */
    GuestView summary(PropertyRow row) {
        String id = row.object().getVal();
        Optional<ManagedObjectReference> host = row.value(HOST, ManagedObjectReference.class);
        return new GuestView(
                GuestId.of(id),
                VsphereNames.read(keptName(row), id),
                GuestKind.VIRTUAL_MACHINE,
                power(row, host),
                host.map(ManagedObjectReference::getVal).map(HostId::of),
                vcpus(row),
                memory(row),
                host.filter(on -> seen.startsWith(on, row.object())).isPresent(),
                true,
                Optional.empty());
    }

    /** The summary with details. */
    GuestView full(PropertyRow row) {
        GuestView summary = summary(row);
        return summary.withDetails(Optional.of(details(row, summary)));
    }

    private GuestDetails details(PropertyRow row, GuestView summary) {
        Map<String, String> options = options(row);
        boolean powered = VsphereStates.powerState(row.values().get(POWER)) == PowerState.RUNNING;
        DeviceReader devices = new DeviceReader(Rows.list(row, DEVICES, VirtualDevice.class), powered);
        return new GuestDetails(
                MarkOptions.read(options),
                row.value(DESCRIPTION, String.class).orElse(""),
                GrowthLimits.vcpus(options, summary.vcpus(), isOn(row, VCPU_HOT_ADD), seen.processorsOf(row)),
                GrowthLimits.memory(options, summary.memory(), isOn(row, MEMORY_HOT_ADD), memoryLimit(row)),
                devices.disks(options),
                devices.nics(seen.networks()),
                DeviceReader.bootOrder(row.value(BOOT, VirtualMachineBootOptions.class)
                        .map(boot -> Rows.list(boot.getBootOrder()))
                        .orElse(List.of())),
                VsphereStates.agent(row.value(TOOLS, String.class).filter(told -> powered)),
                powered
                        ? AddressReader.read(Rows.list(row, NICS, GuestNicInfo.class), row.value(ADDRESS, String.class))
                        : Optional.empty(),
                operations(row, powered),
                row.value(QUESTION, VirtualMachineQuestionInfo.class).map(GuestReader::question),
                // What is set is in force at once, or refused: vSphere keeps no second configuration.
                Set.of());
    }

    static Map<String, String> options(PropertyRow row) {
        return Options.map(Rows.list(row, OPTIONS, OptionValue.class).toArray(OptionValue[]::new));
    }

    private Power power(PropertyRow row, Optional<ManagedObjectReference> host) {
        boolean hostLost = host.filter(seen::isLost).isPresent();
        return VsphereStates.power(row.values().get(POWER), row.values().get(CONNECTION), !hostLost);
    }

    private Set<CurrentOperation> operations(PropertyRow row, boolean powered) {
        Set<CurrentOperation> operations = new HashSet<>(seen.operationsOn(row));
        VsphereStates.operation(row.value(GUEST_STATE, String.class).filter(told -> powered))
                .ifPresent(operations::add);
        return operations;
    }

    private static String question(VirtualMachineQuestionInfo question) {
        return "a question that waits for an answer: "
                + (question.getText() == null
                        ? question.getId()
                        : question.getText().strip());
    }

    private static String keptName(PropertyRow row) {
        return row.value("name", String.class).orElse(row.object().getVal());
    }

    private static int vcpus(PropertyRow row) {
        return row.value(VCPUS, Integer.class).orElse(0);
    }

    private static Memory memory(PropertyRow row) {
        return row.value(MEMORY, Integer.class).map(Memory::mib).orElse(Memory.ZERO);
    }

    private static Optional<Memory> memoryLimit(PropertyRow row) {
        return row.value(MEMORY_LIMIT, Number.class).map(Number::longValue).map(Memory::mib);
    }

    private static boolean isOn(PropertyRow row, String path) {
        return row.value(path, Boolean.class).orElse(false);
    }
}
