package io.polyvisor.memory;

import io.polyvisor.error.Fault;
import io.polyvisor.model.HostId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Maintenance;

/** Takes hosts out of service. */
final class MemoryMaintenance implements Maintenance {
    private final MemorySession session;
    private final Site site;

    MemoryMaintenance(MemorySession session) {
        this.session = session;
        this.site = session.site();
    }

    @Override
    public void enter(HostId host, Call call) {
        session.change(() -> {
            HostState state = requireAnswering(host);
            site.guests().stream()
                    .filter(guest -> guest.host() == state && guest.holdsHostMemory())
                    .findFirst()
                    .ifPresent(guest -> {
                        throw Refusal.state(
                                "guest " + guest.name() + " is on host " + host, "move its guests away first");
                    });
            state.maintenance(true);
        });
    }

    @Override
    public void leave(HostId host, Call call) {
        session.change(() -> requireAnswering(host).maintenance(false));
    }

    private HostState requireAnswering(HostId id) {
        HostState host = site.requireHost(id);
        if (host.silentSince().isPresent()) {
            throw Refusal.of(new Fault.Unreachable("host " + id + " does not answer"));
        }
        return host;
    }
}
