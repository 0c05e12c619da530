package io.polyvisor.apply;

import io.polyvisor.Endpoint;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything about guests, volumes and hosts in lines, with times, native ids and addresses that the backend chooses left out. */
final class Snapshot {
    private Snapshot() {}

    static List<String> of(School school) {
        return of(school.connected);
    }

    static List<String> of(Map<String, Endpoint> endpoints) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(endpoints).forEach((name, endpoint) -> {
            Inventory seen = endpoint.inventory(InventoryField.HOSTS, InventoryField.DETAILS, InventoryField.VOLUMES);
            seen.guests().forEach(guest -> lines.add(name + " " + line(guest)));
            seen.hosts().forEach(host -> lines.add(name + " host " + host.name() + " " + host.state()));
            seen.volumes().stream()
                    .map(volume -> name + " volume " + volume.id() + " " + volume.capacity())
                    .sorted()
                    .forEach(lines::add);
        });
        return lines;
    }

    private static String line(GuestView guest) {
        GuestDetails details = guest.requireDetails();
        return "guest " + guest.name() + " " + guest.power().state() + " on "
                + guest.host().orElseThrow() + " " + guest.vcpus() + " " + guest.memory() + " autostart "
                + guest.autostart() + " " + details.description() + " "
                + details.mark().flatMap(Mark::key) + " "
                + details.mark().map(mark -> new TreeMap<>(mark.tags()) + " " + mark.protection())
                + " "
                + details.disks().stream()
                        .map(disk -> disk.id() + "=" + disk.volume())
                        .toList()
                + " " + details.nics().stream().map(nic -> nic.network()).toList()
                + " " + details.bootOrder();
    }
}
