package io.polyvisor.kvm;

import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.model.GuestId;

/** One guest in use by one call of the driver, over one connection. */
final class GuestCall extends HostCall {
    private final DomainHandle domain;

    GuestCall(HostCall same, GuestId guest, DomainHandle domain) {
        super(same, inWords(guest));
        this.domain = domain;
    }

    DomainHandle domain() {
        return domain;
    }

    static String inWords(GuestId guest) {
        return "guest " + guest;
    }
}
