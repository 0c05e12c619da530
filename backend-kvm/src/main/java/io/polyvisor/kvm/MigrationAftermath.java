package io.polyvisor.kvm;

import io.polyvisor.error.Outcome;
import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtFailure;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.spi.DriverException;

/** Where a guest is after its migration failed: libvirt's error alone does not tell. */
final class MigrationAftermath {
    private final GuestCall guest;
    private final Affected before;
    private final LibvirtConnection destination;

    MigrationAftermath(GuestCall guest, Affected before, LibvirtConnection destination) {
        this.guest = guest;
        this.before = before;
        this.destination = destination;
    }

    private enum Presence {
        AS_BEFORE,
        OTHERWISE,
        ABSENT,
        UNKNOWN
    }

    /** The failure with the outcome that an observation of both sides proves. */
    DriverException judged(DriverException failure) {
        String uuid = guest.domain().uuid();
        Presence here = presence(guest.libvirt(), uuid);
        Presence there = presence(destination, uuid);
        if (here == Presence.AS_BEFORE && (there == Presence.ABSENT || there == Presence.OTHERWISE)) {
            return failure.outcome() == Outcome.NOT_APPLIED ? failure : proved(failure);
        }
        if (there == Presence.AS_BEFORE && here == Presence.ABSENT) {
            return DriverException.appliedBut(failure.fault(), failure.nativeError(), failure);
        }
        return DriverException.lost(failure.fault(), failure.nativeError(), failure);
    }

    private static DriverException proved(DriverException failure) {
        return failure.nativeError()
                .map(said -> DriverException.refused(failure.fault(), said, failure))
                .orElse(failure);
    }

    private Presence presence(LibvirtConnection connection, String uuid) {
        try (DomainHandle domain = connection.domains().lookup(uuid)) {
            return domain.isActive() == before.live() ? Presence.AS_BEFORE : Presence.OTHERWISE;
        } catch (LibvirtFault said) {
            return said.is("VIR_ERR_NO_DOMAIN") ? Presence.ABSENT : Presence.UNKNOWN;
        } catch (LibvirtFailure notAsked) {
            return Presence.UNKNOWN;
        }
    }
}
