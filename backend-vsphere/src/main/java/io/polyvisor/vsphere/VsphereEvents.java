package io.polyvisor.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.EventSource;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The property collector's updates, which begin again with a gap after the session had ended. */
final class VsphereEvents implements EventSource {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final VsphereSession session;
    private final ManagedObjectReference start;
    private final BooleanSupplier closed;

    /** {@code start} is the datacenter that the address names, or the root folder; {@code closed}, whether the session was. */
    VsphereEvents(VsphereSession session, ManagedObjectReference start, BooleanSupplier closed) {
        this.session = session;
        this.start = start;
        this.closed = closed;
    }

    @Override
    public Subscription listen(Listener listener, Call call) {
        GuestFilter first = GuestFilter.begin(session, start, call);
        UpdateLoop loop = new UpdateLoop(
                listener, first, () -> GuestFilter.begin(session, start, OwnCall.within(PATIENCE)), closed);
        loop.start();
        return loop;
    }
}
