package io.polyvisor.memory.faults;

import io.polyvisor.error.Fault;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.TimeSource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Hosts that a manager does not hear from: what it remembers of their guests is not an observation. */
final class SilentHosts {
    private final Map<HostId, Instant> since = new ConcurrentHashMap<>();

    void forget() {
        since.clear();
    }

    @Nullable
    Object answer(HostId host, SpiCall call, @Nullable Driver target) {
        TimeSource time = call.argument(Call.class).map(Call::time).orElseGet(TimeSource::system);
        Instant began = since.computeIfAbsent(host, any -> time.now());
        if (target != null && (SpiNames.mutates(call.name()) || call.name().equals("Consoles.open"))) {
            requireElsewhere(host, call, target);
        }
        return veiled(call.proceed(), host, began);
    }

    private static void requireElsewhere(HostId host, SpiCall call, Driver target) {
        Optional<GuestId> guest = call.argument(GuestId.class);
        Optional<Call> circumstances = call.argument(Call.class);
        boolean onIt = guest.isPresent()
                && circumstances.isPresent()
                && target.observe(guest.get(), circumstances.get())
                        .flatMap(GuestView::host)
                        .equals(Optional.of(host));
        if (onIt || call.argument(HostId.class).equals(Optional.of(host))) {
            throw Striking.refused(new Fault.Unreachable("host " + host + " does not answer"));
        }
    }

    private static @Nullable Object veiled(@Nullable Object answer, HostId host, Instant since) {
        if (answer instanceof Optional<?> optional && optional.orElse(null) instanceof GuestView guest) {
            return Optional.of(veiled(guest, host, since));
        }
        if (!(answer instanceof Inventory seen)) {
            return answer;
        }
        return new Inventory(
                seen.observedAt(),
                seen.fields(),
                seen.guests().stream().map(guest -> veiled(guest, host, since)).toList(),
                seen.hosts().stream()
                        .map(each -> each.id().equals(host) ? silent(each) : each)
                        .toList(),
                seen.storages(),
                seen.volumes(),
                seen.networks(),
                seen.templates(),
                seen.gaps());
    }

    private static GuestView veiled(GuestView guest, HostId host, Instant since) {
        boolean hidden =
                guest.host().equals(Optional.of(host)) && !guest.power().is(PowerState.UNKNOWN);
        return hidden ? guest.withPower(Power.unknown(guest.power().state(), since)) : guest;
    }

    private static HostView silent(HostView host) {
        return new HostView(
                host.id(),
                host.name(),
                HostView.State.UNREACHABLE,
                host.cpus(),
                host.cpuVendor(),
                host.memory(),
                Optional.empty(),
                host.hypervisor());
    }
}
