package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.ConnectionClosedFailure;
import io.polyvisor.libvirt.DeadlineFailure;
import io.polyvisor.libvirt.LibraryMissingFailure;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtFailure;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.spi.DriverException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One connection in use by one call of the driver: where libvirt's failures become the contract's. Reads fail as NOT_APPLIED; only
 * what runs inside {@link #send} may have taken effect when the connection breaks below it.
 */
class HostCall {
    private final KvmSession session;
    private final LibvirtConnection libvirt;
    private final String about;

    /** {@code about} names the object in words, such as "guest 1111-...". */
    HostCall(KvmSession session, LibvirtConnection libvirt, String about) {
        this.session = session;
        this.libvirt = libvirt;
        this.about = about;
    }

    /** The connection of another call, for calls about something else. */
    HostCall(HostCall same, String about) {
        this(same.session, same.libvirt, about);
    }

    final LibvirtConnection libvirt() {
        return libvirt;
    }

    final String about() {
        return about;
    }

    /** The same connection, for calls about something else. */
    final HostCall on(String something) {
        return new HostCall(this, something);
    }

    /** Calls that change nothing. */
    final <R> R ask(Function<LibvirtConnection, R> calls) {
        try {
            return calls.apply(libvirt);
        } catch (LibvirtFailure failure) {
            throw translated(failure, false);
        }
    }

    /** One call that changes something and gives something. */
    final <R> R sendFor(Supplier<R> call) {
        try {
            return call.get();
        } catch (LibvirtFailure failure) {
            throw translated(failure, true);
        }
    }

    /** One call that changes something. */
    final void send(Runnable call) {
        Optional<?> nothing = sendFor(() -> {
            call.run();
            return Optional.empty();
        });
        assert nothing.isEmpty();
    }

    private DriverException translated(LibvirtFailure failure, boolean sent) {
        if (failure instanceof LibvirtFault said) {
            if (broken()) {
                return sent ? KvmErrors.lost(said) : KvmErrors.unreachable(said);
            }
            return KvmErrors.refused(said, about);
        }
        return ofTransport(failure, sent);
    }

    private boolean broken() {
        boolean broken = libvirt.lost().isPresent() || !isAlive();
        if (broken) {
            session.doubt(libvirt);
        }
        return broken;
    }

    private boolean isAlive() {
        try {
            return libvirt.isAlive();
        } catch (LibvirtFailure alsoBroken) {
            return false;
        }
    }

    /** What failed below libvirt's calls, or before one was made. */
    static DriverException ofTransport(LibvirtFailure failure, boolean sent) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof LibraryMissingFailure) {
            return DriverException.refused(new Fault.Unsupported("libvirt", message));
        }
        if (failure instanceof ConnectionClosedFailure) {
            return DriverException.refused(new Fault.Unreachable("the endpoint was closed: " + message));
        }
        if (failure instanceof DeadlineFailure && sent) {
            return DriverException.lost(new Fault.DeadlineExceeded(message), Optional.empty(), failure);
        }
        return DriverException.refused(new Fault.Unreachable(message));
    }
}
