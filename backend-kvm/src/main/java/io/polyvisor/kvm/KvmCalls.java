package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.model.GuestId;
import io.polyvisor.spi.DriverException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The one way of this backend to libvirt: over the session's connection of the moment, handles closed whatever happens. */
final class KvmCalls {
    private final KvmSession session;

    KvmCalls(KvmSession session) {
        this.session = session;
    }

    KvmSession session() {
        return session;
    }

    /** The connection in use for calls about that. */
    HostCall host(String about) {
        return new HostCall(session, session.connection(), about);
    }

    /** Runs calls on a guest; NOT_FOUND when there is none. */
    <R> R guest(GuestId guest, Function<GuestCall, R> body) {
        HostCall host = host(GuestCall.inWords(guest));
        return host.ask(libvirt -> {
            try (DomainHandle domain = libvirt.domains().lookup(guest.value())) {
                return body.apply(new GuestCall(host, guest, domain));
            }
        });
    }

    /** Runs calls on a guest for their effect; NOT_FOUND when there is none. */
    void onGuest(GuestId guest, Consumer<GuestCall> body) {
        Optional<?> nothing = guest(guest, call -> {
            body.accept(call);
            return Optional.empty();
        });
        assert nothing.isEmpty();
    }

    /** Like {@link #guest}; empty when there is none, or none any more. */
    <R> Optional<R> guestIfAny(GuestId guest, Function<GuestCall, R> body) {
        try {
            return Optional.of(guest(guest, body));
        } catch (DriverException e) {
            if (e.fault() instanceof Fault.NotFound && saidNoDomain(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean saidNoDomain(DriverException e) {
        return e.getCause() instanceof LibvirtFault said && said.is("VIR_ERR_NO_DOMAIN");
    }
}
