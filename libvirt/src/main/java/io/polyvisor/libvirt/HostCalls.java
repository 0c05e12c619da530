package io.polyvisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.virNodeInfo;

/**
 * Calls about the host and its daemon. Thread-safe; each blocks until the daemon answers and throws {@link LibvirtFault}.
 */
public final class HostCalls {

    private static final int ALL = -1;
    // struct _virNodeCPUStats, _virNodeMemoryStats { char field[80]; unsigned long long value; }
    private static final int STAT_SIZE = 88;
    private static final int STAT_VALUE = 80;

    private interface StatsCall {
        int into(@Nullable Pointer array, IntByReference count);
    }

    private final CallDoor door;
    private final ConnectionPointer connection;

    HostCalls(CallDoor door, ConnectionPointer connection) {
        this.door = door;
        this.connection = connection;
    }

    private LibvirtNative libvirt() {
        return door.libvirt();
    }

    /** {@code virConnectGetHostname}: the daemon's own idea of its name. */
    public String hostname() {
        return door.text("virConnectGetHostname", () -> libvirt().virConnectGetHostname(connection));
    }

    /** {@code virConnectGetType}: the driver's name, such as {@code QEMU}. */
    public String driverType() {
        return door.inside("virConnectGetType", () -> {
            String type = libvirt().virConnectGetType(connection);
            if (type == null) {
                throw NativeErrors.last(libvirt(), "virConnectGetType");
            }
            return type;
        });
    }

    /** {@code virConnectGetLibVersion}: the daemon's libvirt. */
    public LibvirtVersion libvirtVersion() {
        LongByReference version = new LongByReference();
        door.effect("virConnectGetLibVersion", () -> libvirt().virConnectGetLibVersion(connection, version));
        return LibvirtVersion.of(version.getValue());
    }

    /** {@code virConnectGetVersion}: the hypervisor's version, 0.0.0 where it has none. */
    public LibvirtVersion hypervisorVersion() {
        LongByReference version = new LongByReference();
        door.effect("virConnectGetVersion", () -> libvirt().virConnectGetVersion(connection, version));
        return LibvirtVersion.of(version.getValue());
    }

    /** {@code virNodeGetInfo}. */
    public NodeInfo node() {
        virNodeInfo info = new virNodeInfo();
        door.effect("virNodeGetInfo", () -> libvirt().virNodeGetInfo(connection, info));
        return new NodeInfo(
                Native.toString(info.model, "UTF-8"),
                info.memory.longValue(),
                info.cpus,
                info.mhz,
                info.nodes,
                info.sockets,
                info.cores,
                info.threads);
    }

    /** {@code virNodeGetFreeMemory}, in bytes; without caches that could be given up. */
    public long freeMemory() {
        return door.amount("virNodeGetFreeMemory", () -> libvirt().virNodeGetFreeMemory(connection));
    }

    /** {@code virNodeGetMemoryStats} of all cells by libvirt's names ({@code total}, {@code free} ...), in KiB. */
    public Map<String, Long> memoryStats() {
        return stats(
                "virNodeGetMemoryStats",
                (array, count) -> libvirt().virNodeGetMemoryStats(connection, ALL, array, count, 0));
    }

    /** {@code virNodeGetCPUStats} of all CPUs by libvirt's names ({@code idle}, {@code user} ...), in ns since boot. */
    public Map<String, Long> cpuStats() {
        return stats(
                "virNodeGetCPUStats", (array, count) -> libvirt().virNodeGetCPUStats(connection, ALL, array, count, 0));
    }

    /** {@code virConnectGetCapabilities}: what the host is and can run, as XML. */
    public String capabilities() {
        return door.text("virConnectGetCapabilities", () -> libvirt().virConnectGetCapabilities(connection));
    }

    /** {@code virConnectGetDomainCapabilities}, as XML; null leaves a choice to the daemon. */
    public String domainCapabilities(
            @Nullable String emulator, @Nullable String arch, @Nullable String machine, @Nullable String virtType) {
        return door.text(
                "virConnectGetDomainCapabilities",
                () -> libvirt().virConnectGetDomainCapabilities(connection, emulator, arch, machine, virtType, 0));
    }

    /** {@code virConnectGetSysinfo}: the host's SMBIOS, as XML; many daemons have none. */
    public String sysinfo() {
        return door.text("virConnectGetSysinfo", () -> libvirt().virConnectGetSysinfo(connection, 0));
    }

    /** {@code virConnectGetMaxVcpus} of one domain for a type such as {@code qemu}. */
    public int maxVcpus(String virtType) {
        return door.number("virConnectGetMaxVcpus", () -> libvirt().virConnectGetMaxVcpus(connection, virtType));
    }

    /** libvirt wants to be asked twice: how many, then which. */
    private Map<String, Long> stats(String function, StatsCall call) {
        IntByReference count = new IntByReference();
        door.effect(function, () -> call.into(null, count));
        Map<String, Long> stats = new LinkedHashMap<>();
        if (count.getValue() == 0) {
            return stats;
        }
        try (Memory array = new Memory((long) STAT_SIZE * count.getValue())) {
            door.effect(function, () -> call.into(array, count));
            for (int i = 0; i < count.getValue(); i++) {
                long at = (long) i * STAT_SIZE;
                stats.put(array.getString(at, "UTF-8"), array.getLong(at + STAT_VALUE));
            }
        }
        return stats;
    }
}
