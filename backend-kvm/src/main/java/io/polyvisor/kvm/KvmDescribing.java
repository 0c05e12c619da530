package io.polyvisor.kvm;

import io.polyvisor.libvirt.Flags;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.NativeDefinition;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Describing;

/** {@code virDomainGetXMLDesc}; libvirt leaves passwords out unless it is asked for them with VIR_DOMAIN_XML_SECURE. */
final class KvmDescribing implements Describing {
    private final KvmCalls calls;

    KvmDescribing(KvmCalls calls) {
        this.calls = calls;
    }

    @Override
    public NativeDefinition definition(GuestId guest, Call call) {
        return calls.guest(
                guest,
                found -> found.ask(libvirt -> new NativeDefinition(
                        "libvirt domain XML", found.domain().xml(Flags.XML_INACTIVE))));
    }
}
