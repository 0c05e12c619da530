package io.polyvisor.kvm;

import io.polyvisor.libvirt.EventKind;
import io.polyvisor.libvirt.EventSubscription;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtEvent;
import io.polyvisor.libvirt.LibvirtFailure;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.EventSource;
import java.util.EnumSet;
import java.util.Set;

/** libvirt's events, which begin again with a gap after the daemon was gone. */
final class KvmEvents implements EventSource {
    private static final int KEPT = 4096;
    private static final Set<EventKind> KINDS = EnumSet.of(
            EventKind.LIFECYCLE,
            EventKind.REBOOT,
            EventKind.WATCHDOG,
            EventKind.IO_ERROR,
            EventKind.CONTROL_ERROR,
            EventKind.BALLOON_CHANGE,
            EventKind.DEVICE_ADDED,
            EventKind.DEVICE_REMOVED,
            EventKind.DEVICE_REMOVAL_FAILED,
            EventKind.AGENT_CHANGE,
            EventKind.JOB_COMPLETED,
            EventKind.METADATA_CHANGE);

    private final KvmSession session;

    KvmEvents(KvmSession session) {
        this.session = session;
    }

    @Override
    public Subscription listen(Listener listener, Call call) {
        EventPump pump = new EventPump(listener, this::subscribe, session::isClosed);
        pump.start();
        return pump;
    }

    /** Over the connection of the moment, which is opened again if it was lost. */
    private EventSubscription subscribe() {
        LibvirtConnection connection = session.connection();
        try {
            return connection.subscribe(KINDS, KEPT);
        } catch (LibvirtFailure failure) {
            throw HostCall.ofTransport(failure, false);
        }
    }

    /** Which guest an event is about, for {@link EventPump}. */
    static boolean concernsGuest(LibvirtEvent.OfDomain event) {
        return !KvmNames.isTemplate(event.domain().name());
    }
}
