package io.polyvisor.kvm;

import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.GuestName;
import java.util.stream.Stream;

/**
 * What a guest is made of at the moment: of the instance that runs where there is one, and of its stored definition.
 *
 * @param affected which of the two there are
 * @param now the live definition of an active guest, else the stored one
 * @param stored the stored definition; of a transient guest the live one
 */
record GuestDefinition(Affected affected, DomainReader now, DomainReader stored) {

    static GuestDefinition of(GuestCall guest) {
        return guest.ask(libvirt -> {
            Affected affected = Affected.of(guest.domain());
            DomainReader now = GuestReading.read(guest.domain(), Flags.NONE);
            DomainReader stored =
                    affected.live() && affected.stored() ? GuestReading.read(guest.domain(), Flags.XML_INACTIVE) : now;
            return new GuestDefinition(affected, now, stored);
        });
    }

    Stream<DomainReader> parts() {
        return Stream.of(now, stored);
    }

    GuestName name() {
        String uuid = now.xml().text("uuid").orElse("guest");
        return KvmNames.read(now.xml().find("name").map(Xml::text).orElse(uuid), uuid);
    }
}
