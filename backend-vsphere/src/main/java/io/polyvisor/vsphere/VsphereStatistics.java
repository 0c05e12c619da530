package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.PropertySpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestStats;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostStats;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Statistics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counters in one traversal. vSphere counts nothing from a guest's start: it tells rates and averages over the last twenty seconds,
 * of which no counter can be made. What is left is the memory that guests take and hosts have free.
 */
final class VsphereStatistics implements Statistics {
    private static final String MEMORY_USED = "summary.quickStats.hostMemoryUsage";

    private final VsphereCalls calls;
    private final ManagedObjectReference start;

    /** {@code start} is the datacenter that the address names, or the root folder. */
    VsphereStatistics(VsphereCalls calls, ManagedObjectReference start) {
        this.calls = calls;
        this.start = start;
    }

    @Override
    public List<GuestStats> guests(Call call) {
        Instant now = call.time().now();
        List<PropertySpec> reads = List.of(
                GuestReader.summaryReads(), Visits.read(GuestReader.TYPE, MEMORY_USED), SeenTogether.hostReads());
        List<PropertyRow> rows = read("counters of guests", reads, call);
        GuestReader reader = new GuestReader(new SeenTogether(rows));
        return rows.stream()
                .filter(row -> row.object().getType().equals(GuestReader.TYPE) && !GuestReader.isTemplate(row))
                .filter(row -> isCounted(reader.summary(row).power()))
                .map(row -> guest(row, now))
                .toList();
    }

    @Override
    public List<HostStats> hosts(Call call) {
        Instant now = call.time().now();
        return read("counters of hosts", List.of(HostReader.reads()), call).stream()
                .filter(row -> row.object().getType().equals(HostReader.TYPE))
                .filter(row -> HostReader.read(row).state() != HostView.State.UNREACHABLE)
                .map(row -> new HostStats(
                        HostId.of(row.object().getVal()),
                        now,
                        Optional.empty(),
                        Optional.empty(),
                        HostReader.freeMemory(row)))
                .toList();
    }

    private List<PropertyRow> read(String about, List<PropertySpec> reads, Call call) {
        return Unread.present(
                calls.properties(about, call, Visits.from(start, reads, GuestVisit.steps(false, List.of()))));
    }

    private static boolean isCounted(Power power) {
        return power.is(PowerState.RUNNING) || power.is(PowerState.PAUSED);
    }

    private static GuestStats guest(PropertyRow row, Instant at) {
        return new GuestStats(
                GuestId.of(row.object().getVal()),
                at,
                Optional.empty(),
                row.value(MEMORY_USED, Number.class).map(used -> Memory.mib(used.longValue())),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }
}
