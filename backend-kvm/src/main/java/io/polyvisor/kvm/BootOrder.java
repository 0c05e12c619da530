package io.polyvisor.kvm;

import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.BootDevice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What firmware tries, as libvirt spells it: either {@code <os><boot dev>} or {@code <boot order>} at single devices. */
final class BootOrder {
    private static final Map<BootDevice, String> NAMES =
            Map.of(BootDevice.DISK, "hd", BootDevice.CDROM, "cdrom", BootDevice.NETWORK, "network");

    private BootOrder() {}

    /** Writes the order in place of what {@code os} says. */
    static void write(List<BootDevice> order, Xml os) {
        os.removeAll("boot");
        order.forEach(device -> os.add("boot").attribute("dev", NAMES.getOrDefault(device, "hd")));
    }

    /** Sets a domain's order; orders at single devices go, since libvirt takes only one of the two ways. */
    static void set(List<BootDevice> order, Xml domain) {
        domain.all("devices/disk/boot").forEach(Xml::remove);
        domain.all("devices/interface/boot").forEach(Xml::remove);
        write(order, domain.ensure("os"));
    }

    /** A domain's order, whichever way it is spelled; devices that the contract does not know are left out. */
    static List<BootDevice> read(Xml domain) {
        List<BootDevice> order = new ArrayList<>();
        for (Xml boot : domain.all("os/boot")) {
            boot.attribute("dev").flatMap(BootOrder::named).ifPresent(order::add);
        }
        return order.isEmpty() ? ofDevices(domain) : order.stream().distinct().toList();
    }

    private static Optional<BootDevice> named(String name) {
        return NAMES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private record Place(long order, BootDevice device) {}

    private static List<BootDevice> ofDevices(Xml domain) {
        List<Place> places = new ArrayList<>();
        for (Xml disk : domain.all("devices/disk")) {
            boolean cdrom = disk.attribute("device").orElse("disk").equals("cdrom");
            disk.number("boot/@order")
                    .ifPresent(order -> places.add(new Place(order, cdrom ? BootDevice.CDROM : BootDevice.DISK)));
        }
        for (Xml nic : domain.all("devices/interface")) {
            nic.number("boot/@order").ifPresent(order -> places.add(new Place(order, BootDevice.NETWORK)));
        }
        return places.stream()
                .sorted(Comparator.comparingLong(Place::order))
                .map(Place::device)
                .distinct()
                .toList();
    }
}
