package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainStats;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.TypedParameters;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestStats;
import io.polyvisor.model.HostStats;
import io.polyvisor.model.Memory;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Counters in one call for all guests, and three for the host. */
final class KvmStatistics implements Statistics {
    private static final int GROUPS =
            Flags.STATS_STATE | Flags.STATS_CPU_TOTAL | Flags.STATS_BALLOON | Flags.STATS_INTERFACE | Flags.STATS_BLOCK;

    private final KvmCalls calls;

    KvmStatistics(KvmCalls calls) {
        this.calls = calls;
    }

    @Override
    public List<GuestStats> guests(Call call) {
        Instant now = call.time().now();
        return calls
                .host("counters of guests")
                .ask(libvirt -> libvirt.domains().stats(GROUPS, Flags.LIST_ACTIVE | Flags.STATS_NOWAIT))
                .stream()
                .map(row -> stats(row, now))
                .toList();
    }

    private static GuestStats stats(DomainStats row, Instant at) {
        TypedParameters values = row.values();
        return new GuestStats(
                GuestId.of(row.domain().uuid()),
                at,
                values.number("cpu.time").stream().mapToObj(Duration::ofNanos).findFirst(),
                values.number("balloon.rss").stream().mapToObj(Memory::kib).findFirst(),
                sum(values, "block", "rd.bytes"),
                sum(values, "block", "wr.bytes"),
                sum(values, "net", "rx.bytes"),
                sum(values, "net", "tx.bytes"));
    }

    /** Over all devices of a group; empty when none of them is counted. */
    private static OptionalLong sum(TypedParameters values, String group, String counter) {
        long devices = values.number(group + ".count").orElse(0);
        boolean counted = false;
        long sum = 0;
        for (long i = 0; i < devices; i++) {
            OptionalLong one = values.number(group + "." + i + "." + counter);
            counted |= one.isPresent();
            sum += one.orElse(0);
        }
        return counted ? OptionalLong.of(sum) : OptionalLong.empty();
    }

    @Override
    public List<HostStats> hosts(Call call) {
        Instant now = call.time().now();
        return calls.host("counters of the host").ask(libvirt -> {
            Map<String, Long> cpu = libvirt.host().cpuStats();
            return List.of(new HostStats(
                    calls.session().host().id(),
                    now,
                    busy(cpu),
                    Optional.ofNullable(cpu.get("idle")).map(Duration::ofNanos),
                    Optional.of(Memory.bytes(libvirt.host().freeMemory()))));
        });
    }

    private static Optional<Duration> busy(Map<String, Long> cpu) {
        return cpu.containsKey("user") && cpu.containsKey("kernel")
                ? Optional.of(Duration.ofNanos(cpu.getOrDefault("user", 0L) + cpu.getOrDefault("kernel", 0L)))
                : Optional.empty();
    }
}
