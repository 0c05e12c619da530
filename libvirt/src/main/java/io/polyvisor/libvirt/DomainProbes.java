package io.polyvisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CStringByReference;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.virDomainBlockInfo;
import org.libvirt.jna.virDomainBlockStats;

/**
 * What can be measured on a domain or asked of its agent. As thread-safe, blocking and failing as the
 * {@link DomainHandle} that it stands on.
 */
public final class DomainProbes {

    private static final int MEMORY_STAT_SIZE = 16;

    private final DomainHandle domain;

    DomainProbes(DomainHandle domain) {
        this.domain = domain;
    }

    private LibvirtNative libvirt() {
        return domain.libvirt();
    }

    /**
     * {@code virDomainListGetStats}: what the bulk read tells, of this domain alone, in one round trip.
     *
     * @param groups {@code Flags.STATS_...}
     */
    public TypedParameters stats(int groups) {
        return domain.using("virDomainListGetStats", d -> {
            try (Memory only = new Memory(2L * Native.POINTER_SIZE)) {
                only.setPointer(0, d.getPointer());
                only.setPointer(Native.POINTER_SIZE, null);
                return StatsRecords.read(
                                domain.door(),
                                "virDomainListGetStats",
                                records -> libvirt().virDomainListGetStats(only, groups, records, 0))
                        .get(0)
                        .values();
            }
        });
    }

    /** {@code virDomainMemoryStats}; what the guest's balloon driver does not tell is absent. */
    public Map<MemoryStat, Long> memory() {
        int most = MemoryStat.values().length;
        try (Memory buffer = new Memory((long) MEMORY_STAT_SIZE * most)) {
            int count = domain.number("virDomainMemoryStats", d -> libvirt().virDomainMemoryStats(d, buffer, most, 0));
            Map<MemoryStat, Long> stats = new EnumMap<>(MemoryStat.class);
            for (int i = 0; i < count; i++) {
                long at = (long) i * MEMORY_STAT_SIZE;
                long value = buffer.getLong(at + 8);
                MemoryStat.of(buffer.getInt(at)).ifPresent(stat -> stats.put(stat, value));
            }
            return stats;
        }
    }

    /** {@code virDomainGetBlockInfo}; {@code disk} is a target such as {@code vda}, or a path. */
    public BlockInfo blockInfo(String disk) {
        virDomainBlockInfo info = new virDomainBlockInfo();
        domain.effect("virDomainGetBlockInfo", d -> libvirt().virDomainGetBlockInfo(d, disk, info, 0));
        return new BlockInfo(info.capacity, info.allocation, info.physical);
    }

    /** {@code virDomainBlockStats}; only while active. */
    public BlockCounters blockCounters(String disk) {
        virDomainBlockStats stats = new virDomainBlockStats();
        domain.effect(
                "virDomainBlockStats", d -> libvirt().virDomainBlockStats(d, disk, stats, new SizeT(stats.size())));
        return new BlockCounters(stats.rd_req, stats.rd_bytes, stats.wr_req, stats.wr_bytes);
    }

    /** {@code virDomainInterfaceAddresses} as one source knows them. */
    public List<InterfaceAddresses> addresses(InterfaceAddresses.Source source) {
        return domain.list(
                "virDomainInterfaceAddresses",
                (d, array) -> libvirt().virDomainInterfaceAddresses(d, array, source.number(), 0),
                this::readThenFree);
    }

    private InterfaceAddresses readThenFree(Pointer raw) {
        try {
            return readInterface(raw);
        } finally {
            libvirt().virDomainInterfaceFree(raw);
        }
    }

    // struct _virDomainInterface { char *name; char *hwaddr; unsigned naddrs; virDomainIPAddressPtr addrs; }
    private static InterfaceAddresses readInterface(Pointer raw) {
        List<InterfaceAddresses.Address> addresses = new ArrayList<>();
        int count = raw.getInt(16);
        Pointer array = raw.getPointer(24);
        // struct _virDomainInterfaceIPAddress { int type; char *addr; unsigned prefix; }
        for (int i = 0; array != null && i < count; i++) {
            long at = i * 24L;
            addresses.add(new InterfaceAddresses.Address(
                    string(array.getPointer(at + 8)).orElse(""), array.getInt(at + 16)));
        }
        return new InterfaceAddresses(
                string(raw.getPointer(0)).orElse(""), string(raw.getPointer(8)), List.copyOf(addresses));
    }

    private static Optional<String> string(@Nullable Pointer text) {
        return text == null ? Optional.empty() : Optional.of(text.getString(0, "UTF-8"));
    }

    /**
     * {@code virDomainQemuAgentCommand}: sends JSON to the guest agent and returns its answer.
     *
     * @param timeout how long libvirt waits for the guest, rounded up to whole seconds, at least one
     */
    public String agent(String command, Duration timeout) {
        int seconds = (int) Math.max(
                1, Math.min(Integer.MAX_VALUE, timeout.plusNanos(999_999_999).toSeconds()));
        var qemu = NativeLibraries.qemu();
        return domain.text("virDomainQemuAgentCommand", d -> qemu.virDomainQemuAgentCommand(d, command, seconds, 0));
    }

    /**
     * {@code virDomainQemuMonitorCommand}: tells QEMU something past libvirt, which notes the domain as tainted by it. For
     * what libvirt cannot be brought to say.
     *
     * @return QEMU's reply as JSON; that it refused is in there, too
     */
    public String monitor(String command) {
        var qemu = NativeLibraries.qemu();
        CStringByReference reply = new CStringByReference();
        domain.effect("virDomainQemuMonitorCommand", d -> qemu.virDomainQemuMonitorCommand(d, command, reply, 0));
        return reply.getValue().toString();
    }
}
