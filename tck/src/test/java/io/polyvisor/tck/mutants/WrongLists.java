package io.polyvisor.tck.mutants;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.VlanId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Drivers whose lists and lookups are wrong. */
final class WrongLists {

    private WrongLists() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        lists(all);
        return all;
    }

    private static void lists(List<Mutant> all) {
        all.add(Mutant.driver(
                "guests are listed backwards", Views.listed(seen -> Views.guests(seen, backwards(seen.guests())))));
        all.add(Mutant.driver(
                "guests are listed twice", Views.listed(seen -> Views.guests(seen, twice(seen.guests())))));
        all.add(Mutant.driver("templates are listed as guests", Views.listed(WrongLists::templatesAmongGuests)));
        all.add(Mutant.driver(
                "networks are listed twice", Views.listed(seen -> networks(seen, twice(seen.networks())))));
        all.add(Mutant.driver(
                "no network tells its VLAN",
                Views.listed(seen -> networks(
                        seen,
                        seen.networks().stream()
                                .map(n -> new NetworkView(n.id(), n.usable(), Optional.<VlanId>empty()))
                                .toList()))));
        all.add(Mutant.driver("hosts are listed twice", Views.listed(seen -> hosts(seen, twice(seen.hosts())))));
        all.add(Mutant.driver(
                "hosts in maintenance read as online",
                Views.listed(seen -> hosts(
                        seen,
                        seen.hosts().stream()
                                .map(h -> new HostView(
                                        h.id(),
                                        h.name(),
                                        HostView.State.ONLINE,
                                        h.cpus(),
                                        h.cpuVendor(),
                                        h.memory(),
                                        h.freeMemory(),
                                        h.hypervisor()))
                                .toList()))));
        all.add(Mutant.driver("no host is read", Views.listed(seen -> hosts(seen, List.of()))));
        all.add(Mutant.driver("inventories are kept until something is changed by us", new StaleInventories()));
        all.add(Mutant.driver("a question that is asked again is not answered", new UnrepeatedReads()));
        all.add(Mutant.answer("names are not found", "Driver.named", any -> List.of()));
        all.add(Mutant.answer("keys are not found", "Driver.find", any -> Optional.empty()));
        all.add(Mutant.driver(
                "any key finds the first guest",
                "Driver.find",
                call -> call.target(Driver.class).inventory(Set.of(), call.argument(Call.class)).guests().stream()
                        .map(GuestView::id)
                        .findFirst()));
        all.add(Mutant.driver(
                "every inventory says that it is incomplete",
                Views.listed(seen -> new Inventory(
                        seen.observedAt(),
                        seen.fields(),
                        seen.guests(),
                        seen.hosts(),
                        seen.storages(),
                        seen.volumes(),
                        seen.networks(),
                        seen.templates(),
                        List.of("always incomplete")))));
    }

    private static Inventory templatesAmongGuests(Inventory seen) {
        List<GuestView> guests = new ArrayList<>(seen.guests());
        for (TemplateView template : seen.templates()) {
            guests.add(new GuestView(
                    GuestId.of("t-" + template.id()),
                    template.name(),
                    GuestKind.VIRTUAL_MACHINE,
                    Power.of(PowerState.OFF),
                    Optional.empty(),
                    template.vcpus(),
                    template.memory(),
                    false,
                    true,
                    Optional.empty()));
        }
        return Views.guests(seen, guests);
    }

    private static Inventory networks(Inventory s, List<NetworkView> networks) {
        return new Inventory(
                s.observedAt(),
                s.fields(),
                s.guests(),
                s.hosts(),
                s.storages(),
                s.volumes(),
                networks,
                s.templates(),
                s.gaps());
    }

    private static Inventory hosts(Inventory s, List<HostView> hosts) {
        return new Inventory(
                s.observedAt(),
                s.fields(),
                s.guests(),
                hosts,
                s.storages(),
                s.volumes(),
                s.networks(),
                s.templates(),
                s.gaps());
    }

    private static <T> List<T> twice(List<T> list) {
        List<T> all = new ArrayList<>(list);
        all.addAll(list);
        return all;
    }

    static <T> List<T> backwards(List<T> list) {
        List<T> all = new ArrayList<>(list);
        Collections.reverse(all);
        return all;
    }
}
