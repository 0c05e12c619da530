package io.polyvisor.vsphere;

import com.vmware.vim25.PropertySpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Memory;
import java.util.Locale;
import java.util.Optional;

/** Hosts as the contract's records. Pure. */
final class HostReader {
    static final String TYPE = "HostSystem";
    static final String CONNECTION = "runtime.connectionState";

    private static final String MAINTENANCE = "runtime.inMaintenanceMode";
    private static final String MEMORY = "summary.hardware.memorySize";
    private static final String MEMORY_USED = "summary.quickStats.overallMemoryUsage";
    private static final String CPUS = "summary.hardware.numCpuThreads";
    private static final String CPU_MODEL = "summary.hardware.cpuModel";
    private static final String PRODUCT = "summary.config.product.fullName";

    private HostReader() {}

    /** What is read of every host. */
    static PropertySpec reads() {
        return Visits.read(TYPE, "name", CONNECTION, MAINTENANCE, MEMORY, MEMORY_USED, CPUS, CPU_MODEL, PRODUCT);
    }

    /** The host of a row. */
    static HostView read(PropertyRow row) {
        boolean inMaintenance = row.value(MAINTENANCE, Boolean.class).orElse(false);
        return new HostView(
                HostId.of(row.object().getVal()),
                VsphereNames.decode(
                        row.value("name", String.class).orElse(row.object().getVal())),
                VsphereStates.host(row.values().get(CONNECTION), inMaintenance),
                row.value(CPUS, Number.class).map(Number::intValue).orElse(0),
                row.value(CPU_MODEL, String.class).flatMap(HostReader::vendor),
                memory(row),
                freeMemory(row),
                row.value(PRODUCT, String.class).orElse("VMware ESXi"));
    }

    private static Memory memory(PropertyRow row) {
        return row.value(MEMORY, Number.class)
                .map(bytes -> Memory.bytes(bytes.longValue()))
                .orElse(Memory.ZERO);
    }

    /** What is not used now; empty when either number is not told. */
    static Optional<Memory> freeMemory(PropertyRow row) {
        boolean told = row.value(MEMORY, Number.class).isPresent();
        return row.value(MEMORY_USED, Number.class)
                .filter(used -> told)
                .map(used -> memory(row).minusOrZero(Memory.mib(used.longValue())));
    }

    // In the words that libvirt has for them, since people compare hosts of both.
    private static Optional<String> vendor(String cpuModel) {
        String model = cpuModel.toLowerCase(Locale.ROOT);
        if (model.contains("intel")) {
            return Optional.of("Intel");
        }
        return model.contains("amd") ? Optional.of("AMD") : Optional.empty();
    }
}
