package io.polyvisor.memory;

import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestStats;
import io.polyvisor.model.HostStats;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Counters: functions of how long guests ran, so that they move, and stand still when the guests do. */
final class MemoryStatistics implements Statistics {
    private static final long MILLION = 1_000_000;

    private final MemorySession session;
    private final Site site;

    MemoryStatistics(MemorySession session) {
        this.session = session;
        this.site = session.site();
    }

    @Override
    public List<GuestStats> guests(Call call) {
        if (!session.profile().provides(Capability.STATS_GUEST)) {
            return List.of();
        }
        return session.ask(() -> site.guests().stream()
                .filter(guest -> guest.host().silentSince().isEmpty())
                .filter(guest -> guest.is(PowerState.RUNNING) || guest.is(PowerState.PAUSED))
                .map(this::counters)
                .toList());
    }

    @Override
    public List<HostStats> hosts(Call call) {
        if (!session.profile().provides(Capability.STATS_HOST)) {
            return List.of();
        }
        return session.ask(() -> site.hosts().values().stream()
                .filter(host -> host.silentSince().isEmpty())
                .map(this::counters)
                .toList());
    }

    private GuestStats counters(GuestState guest) {
        long ranMillis = guest.machine().ran(site.world().now()) / MILLION;
        long share = 1L + Math.floorMod(guest.id().hashCode(), 50);
        boolean disks = !guest.present().disks().isEmpty();
        boolean nics = !guest.present().cards().isEmpty();
        return new GuestStats(
                guest.id(),
                label(),
                Optional.of(Duration.ofNanos(guest.busyNanos(site.world().now()))),
                Optional.of(guest.present().memory()),
                counter(disks, ranMillis * share * 40),
                counter(disks, ranMillis * share * 10),
                counter(nics, ranMillis * share * 15),
                counter(nics, ranMillis * share * 5));
    }

    private HostStats counters(HostState host) {
        long now = site.world().now();
        long busy = host.busyNanosOfPastGuests()
                + site.guests().stream()
                        .filter(guest -> guest.host() == host)
                        .mapToLong(guest -> guest.busyNanos(now))
                        .sum();
        long whole = (now - host.bootedAt()) * host.cpus();
        return new HostStats(
                host.id(),
                label(),
                Optional.of(Duration.ofNanos(busy)),
                Optional.of(Duration.ofNanos(Math.max(0, whole - busy))),
                Optional.of(site.freeMemory(host)));
    }

    private Instant label() {
        return site.world().label(site.world().now());
    }

    private static OptionalLong counter(boolean counted, long value) {
        return counted ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
