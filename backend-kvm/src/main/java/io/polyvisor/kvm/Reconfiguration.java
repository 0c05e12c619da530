package io.polyvisor.kvm;

import io.polyvisor.libvirt.ByteUnit;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.Memory;

/** A change of a stored definition. Pure; whatever the definition holds beyond the changed fields stays in it. */
final class Reconfiguration {
    private final GuestChange change;

    Reconfiguration(GuestChange change) {
        this.change = change;
    }

    /** Changes that domain and returns it. */
    Xml applyTo(Xml domain) {
        change.vcpus().ifPresent(count -> vcpus(domain, count));
        change.memory().ifPresent(amount -> memory(domain, amount));
        change.bootOrder().ifPresent(order -> BootOrder.set(order, domain));
        change.description().ifPresent(text -> description(domain, text));
        return domain;
    }

    private static void vcpus(Xml domain, int count) {
        Xml vcpu = domain.ensure("vcpu");
        long most = domain.number("vcpu").orElse(count);
        long now = domain.number("vcpu/@current").orElse(most);
        // Room to grow stays when there was some; a guest without any gets none.
        long room = now == most ? count : Math.max(most, count);
        vcpu.setText(room);
        vcpu.attribute("current", count);
        // Which single processors are on follows from the count again.
        domain.removeAll("vcpus");
    }

    private static void memory(Xml domain, Memory amount) {
        long most = domain.bytes("memory", ByteUnit.KIB).orElse(amount.bytes());
        long now = domain.bytes("currentMemory", ByteUnit.KIB).orElse(most);
        long room = now == most ? amount.bytes() : Math.max(most, amount.bytes());
        kib(domain.ensure("memory"), room);
        kib(domain.ensure("currentMemory"), amount.bytes());
    }

    private static void kib(Xml element, long bytes) {
        element.attribute("unit", "KiB").setText(bytes / ByteUnit.KIB.bytes());
    }

    private static void description(Xml domain, String text) {
        if (text.isEmpty()) {
            domain.removeAll("description");
        } else {
            domain.ensure("description").setText(text);
        }
    }
}
