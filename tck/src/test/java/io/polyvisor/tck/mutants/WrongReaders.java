package io.polyvisor.tck.mutants;

import io.polyvisor.model.BootDevice;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.NicView;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.VlanId;
import io.polyvisor.model.VolumeView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Drivers that read one field wrongly. */
final class WrongReaders {

    private WrongReaders() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        summaries(all);
        marks(all);
        details(all);
        lists(all);
        snapshots(all);
        volumes(all);
        return all;
    }

    private static void summaries(List<Mutant> all) {
        all.add(Mutant.driver(
                "memory is read 1,024 times too large",
                Views.everywhere(
                        v -> Views.sized(v, v.vcpus(), Memory.kib(v.memory().bytes())))));
        all.add(Mutant.driver(
                "the summary's memory is what a balloon has",
                Views.listed(seen -> Views.guests(
                        seen, v -> Views.sized(v, v.vcpus(), v.memory().plus(Memory.kib(4)))))));
        all.add(Mutant.driver(
                "processors are read as the maximum",
                Views.everywhere(v ->
                        Views.sized(v, v.details().map(GuestDetails::maxVcpus).orElse(v.vcpus()) + 1, v.memory()))));
        all.add(Mutant.driver(
                "names lose quotes",
                Views.everywhere(
                        v -> Views.named(v, GuestName.of(v.name().value().replace("\"", ""))))));
        all.add(Mutant.driver(
                "names are cut at 64 characters",
                Views.everywhere(v -> Views.named(
                        v,
                        GuestName.of(v.name()
                                .value()
                                .substring(0, Math.min(64, v.name().value().length()))
                                .strip())))));
        all.add(Mutant.driver(
                "autostart reads as false", Views.everywhere(v -> Views.flagged(v, false, v.persistent()))));
        all.add(Mutant.driver(
                "guests read as transient", Views.everywhere(v -> Views.flagged(v, v.autostart(), false))));
        all.add(Mutant.driver(
                "the guest's host is its name",
                Views.everywhere(v -> Views.on(v, v.host().map(host -> HostId.of("name-of-" + host))))));
        all.add(Mutant.driver("the guest's host is unknown", Views.everywhere(v -> Views.on(v, Optional.empty()))));
    }

    private static void marks(List<Mutant> all) {
        all.add(Mutant.driver(
                "every guest reads as marked",
                Views.everywhere(v -> Views.detailed(
                        v, d -> Views.marked(d, Optional.of(d.mark().orElse(Mark.adopted())))))));
        all.add(Mutant.driver(
                "marks read without their key",
                Views.everywhere(v -> Views.detailed(
                        v,
                        d -> Views.marked(
                                d, d.mark().map(m -> new Mark(Optional.empty(), m.tags(), m.protection())))))));
        all.add(Mutant.driver(
                "marks read without their tags",
                Views.everywhere(v ->
                        Views.detailed(v, d -> Views.marked(d, d.mark().map(m -> m.withTags(Map.of())))))));
        all.add(Mutant.driver(
                "tags lose what follows a '<'",
                Views.everywhere(v ->
                        Views.detailed(v, d -> Views.marked(d, d.mark().map(WrongReaders::cutTags))))));
        all.add(Mutant.driver(
                "protection reads as DO_NOT_RESTART",
                Views.everywhere(v -> Views.detailed(
                        v, d -> Views.marked(d, d.mark().map(m -> m.withProtection(Protection.DO_NOT_RESTART)))))));
        all.add(Mutant.driver(
                "marks are read from the running guest only",
                Views.everywhere(v -> v.power().is(io.polyvisor.model.PowerState.SUSPENDED)
                        ? Views.detailed(v, d -> Views.marked(d, Optional.empty()))
                        : v)));
    }

    private static Mark cutTags(Mark mark) {
        Map<String, String> cut = new HashMap<>();
        mark.tags().forEach((name, value) -> cut.put(name.split("<", 2)[0], value));
        return mark.withTags(cut);
    }

    private static void details(List<Mutant> all) {
        all.add(Mutant.driver(
                "descriptions lose their second line",
                Views.everywhere(v -> Views.detailed(
                        v, d -> Views.described(d, d.description().split("\n", 2)[0])))));
        all.add(Mutant.driver(
                "descriptions read as empty", Views.everywhere(v -> Views.detailed(v, d -> Views.described(d, "")))));
        all.add(Mutant.driver(
                "boot order reads as disk only",
                Views.everywhere(v -> Views.detailed(v, d -> Views.boots(d, List.of(BootDevice.DISK))))));
        all.add(Mutant.driver(
                "nothing reads as pending", Views.everywhere(v -> Views.detailed(v, d -> Views.pending(d, Set.of())))));
        all.add(Mutant.driver(
                "drives read as disks",
                Views.everywhere(v -> Views.detailed(
                        v,
                        d -> Views.disks(
                                d,
                                d.disks().stream()
                                        .map(disk -> disk.role() == DiskView.Role.MEDIA
                                                ? as(disk, DiskView.Role.DISK)
                                                : disk)
                                        .toList())))));
        all.add(Mutant.driver(
                "seeds read as disks",
                Views.everywhere(v -> Views.detailed(
                        v,
                        d -> Views.disks(
                                d,
                                d.disks().stream()
                                        .map(disk ->
                                                disk.role() == DiskView.Role.SEED ? as(disk, DiskView.Role.DISK) : disk)
                                        .toList())))));
        all.add(Mutant.driver(
                "drives read as writable",
                Views.everywhere(v -> Views.detailed(
                        v,
                        d -> Views.disks(
                                d,
                                d.disks().stream().map(WrongReaders::writable).toList())))));
        all.add(Mutant.driver(
                "the last disk is not read",
                Views.everywhere(v -> Views.detailed(
                        v,
                        d -> Views.disks(
                                d, d.disks().subList(0, Math.max(0, d.disks().size() - 1)))))));
        all.add(Mutant.driver(
                "the last NIC is not read",
                Views.everywhere(v -> Views.detailed(
                        v,
                        d -> Views.nics(
                                d, d.nics().subList(0, Math.max(0, d.nics().size() - 1)))))));
        all.add(Mutant.driver(
                "all NICs read with one address",
                Views.everywhere(v -> Views.detailed(
                        v,
                        d -> Views.nics(
                                d,
                                d.nics().stream()
                                        .map(nic -> new NicView(
                                                nic.id(),
                                                io.polyvisor.model.MacAddress.of("52:54:00:00:00:00"),
                                                nic.network(),
                                                nic.connected()))
                                        .toList())))));
        all.add(Mutant.driver(
                "summaries carry empty details",
                Views.listed(seen ->
                        Views.guests(seen, v -> v.details().isPresent() ? v : v.withDetails(Optional.of(none(v)))))));
        all.add(Mutant.driver(
                "inventories leave details out", Views.listed(seen -> Views.guests(seen, GuestView::summary))));
        all.add(Mutant.driver(
                "agents read as absent", Views.everywhere(v -> Views.detailed(v, WrongReaders::agentless))));
        all.add(Mutant.driver(
                "addresses of stopped guests are still told",
                Views.everywhere(v -> Views.detailed(v, WrongReaders::addressed))));
    }

    private static GuestDetails none(GuestView v) {
        return new GuestDetails(
                Optional.empty(),
                "",
                v.vcpus(),
                v.memory(),
                List.of(),
                List.of(),
                List.of(),
                io.polyvisor.model.AgentState.NONE,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Set.of());
    }

    private static GuestDetails agentless(GuestDetails d) {
        return new GuestDetails(
                d.mark(),
                d.description(),
                d.maxVcpus(),
                d.maxMemory(),
                d.disks(),
                d.nics(),
                d.bootOrder(),
                io.polyvisor.model.AgentState.NONE,
                d.addresses(),
                d.currentOperations(),
                d.blockedBy(),
                d.pending());
    }

    private static GuestDetails addressed(GuestDetails d) {
        return new GuestDetails(
                d.mark(),
                d.description(),
                d.maxVcpus(),
                d.maxMemory(),
                d.disks(),
                d.nics(),
                d.bootOrder(),
                d.agent(),
                Optional.of(
                        List.of(new io.polyvisor.model.Address("192.0.2.1", io.polyvisor.model.Address.Source.LEASE))),
                d.currentOperations(),
                d.blockedBy(),
                d.pending());
    }

    private static DiskView as(DiskView disk, DiskView.Role role) {
        return new DiskView(disk.id(), role, disk.volume(), disk.source(), false, disk.shared());
    }

    private static DiskView writable(DiskView disk) {
        return new DiskView(disk.id(), disk.role(), disk.volume(), disk.source(), false, disk.shared());
    }

    private static void lists(List<Mutant> all) {
        all.add(Mutant.driver(
                "guests are listed backwards", Views.listed(seen -> Views.guests(seen, backwards(seen.guests())))));
        all.add(Mutant.driver(
                "guests are listed twice", Views.listed(seen -> Views.guests(seen, twice(seen.guests())))));
        all.add(Mutant.driver("templates are listed as guests", Views.listed(WrongReaders::templatesAmongGuests)));
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
        all.add(Mutant.driver("a name's first bearer is picked", "Driver.named", call -> {
            List<?> bearers = call.proceed(List.class);
            return bearers.isEmpty() ? bearers : bearers.subList(0, 1);
        }));
        all.add(Mutant.answer("names are not found", "Driver.named", any -> List.of()));
        all.add(Mutant.answer("keys are not found", "Driver.find", any -> Optional.empty()));
        all.add(Mutant.driver(
                "any key finds the first guest",
                "Driver.find",
                call -> call
                        .target(io.polyvisor.spi.Driver.class)
                        .inventory(Set.of(), call.argument(io.polyvisor.spi.Call.class))
                        .guests()
                        .stream()
                        .map(GuestView::id)
                        .findFirst()));
        all.add(Mutant.driver(
                "an inventory cut short does not say so",
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
                    io.polyvisor.model.GuestId.of("t-" + template.id()),
                    template.name(),
                    io.polyvisor.model.GuestKind.VIRTUAL_MACHINE,
                    io.polyvisor.model.Power.of(io.polyvisor.model.PowerState.OFF),
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

    private static Inventory volumes(Inventory s, List<VolumeView> volumes) {
        return new Inventory(
                s.observedAt(),
                s.fields(),
                s.guests(),
                s.hosts(),
                s.storages(),
                volumes,
                s.networks(),
                s.templates(),
                s.gaps());
    }

    private static <T> List<T> twice(List<T> list) {
        List<T> all = new ArrayList<>(list);
        all.addAll(list);
        return all;
    }

    private static <T> List<T> backwards(List<T> list) {
        List<T> all = new ArrayList<>(list);
        Collections.reverse(all);
        return all;
    }

    private static void snapshots(List<Mutant> all) {
        all.add(snapshot(
                "snapshots read without their description", s -> as(s, s.name(), "", s.parent(), s.current())));
        all.add(snapshot(
                "snapshots' names lose quotes",
                s -> as(s, s.name().replace("\"", ""), s.description(), s.parent(), s.current())));
        all.add(snapshot(
                "snapshots read without parents",
                s -> as(s, s.name(), s.description(), Optional.empty(), s.current())));
        all.add(snapshot("every snapshot reads as current", s -> as(s, s.name(), s.description(), s.parent(), true)));
        all.add(snapshot("no snapshot reads as current", s -> as(s, s.name(), s.description(), s.parent(), false)));
        all.add(snapshot(
                "every snapshot reads as one of disks",
                s -> new SnapshotView(
                        s.id(),
                        s.name(),
                        s.description(),
                        s.parent(),
                        s.current(),
                        io.polyvisor.model.SnapshotContent.DISKS,
                        s.revertsTo(),
                        s.takenAt(),
                        s.key())));
        all.add(snapshot(
                "every snapshot reads as reverting to OFF",
                s -> new SnapshotView(
                        s.id(),
                        s.name(),
                        s.description(),
                        s.parent(),
                        s.current(),
                        s.holds(),
                        io.polyvisor.model.PowerState.OFF,
                        s.takenAt(),
                        s.key())));
        all.add(snapshot(
                "snapshots read without their key",
                s -> new SnapshotView(
                        s.id(),
                        s.name(),
                        s.description(),
                        s.parent(),
                        s.current(),
                        s.holds(),
                        s.revertsTo(),
                        s.takenAt(),
                        Optional.empty())));
        all.add(Mutant.answer("snapshots are not listed", "Snapshots.snapshots", any -> List.of()));
        all.add(Mutant.driver(
                "snapshots are listed backwards", "Snapshots.snapshots", call -> backwards(call.proceed(List.class))));
    }

    private static Mutant snapshot(String name, java.util.function.UnaryOperator<SnapshotView> changed) {
        return Mutant.driver(
                name,
                "Snapshots.snapshots",
                call -> ((List<?>) call.proceed(List.class))
                        .stream()
                                .map(each -> changed.apply((SnapshotView) each))
                                .toList());
    }

    private static SnapshotView as(
            SnapshotView s,
            String name,
            String description,
            Optional<io.polyvisor.model.SnapshotId> parent,
            boolean current) {
        return new SnapshotView(
                s.id(), name, description, parent, current, s.holds(), s.revertsTo(), s.takenAt(), s.key());
    }

    private static void volumes(List<Mutant> all) {
        all.add(volume(
                "nobody uses a volume",
                v -> new VolumeView(
                        v.id(), v.capacity(), v.allocated(), v.format(), v.backing(), Optional.of(Set.of()))));
        all.add(volume(
                "volumes read without parents",
                v -> new VolumeView(v.id(), v.capacity(), v.allocated(), v.format(), Optional.empty(), v.usedBy())));
        all.add(volume(
                "volumes read with what they take as their size",
                v -> new VolumeView(v.id(), v.allocated(), v.allocated(), v.format(), v.backing(), v.usedBy())));
        all.add(volume(
                "thin volumes read as taking all",
                v -> new VolumeView(v.id(), v.capacity(), v.capacity(), v.format(), v.backing(), v.usedBy())));
        all.add(volume(
                "thick volumes read as taking nothing",
                v -> new VolumeView(v.id(), v.capacity(), Memory.ZERO, v.format(), v.backing(), v.usedBy())));
        all.add(Mutant.answer("volumes are not found", "Volumes.volume", any -> Optional.empty()));
        all.add(Mutant.driver("volumes are not listed", Views.listed(seen -> volumes(seen, List.of()))));
    }

    private static Mutant volume(String name, java.util.function.UnaryOperator<VolumeView> changed) {
        return Mutant.driver(name, passing -> {
            Object answer = passing.proceed();
            if (Mutant.is(passing, "Volumes.volume")) {
                return ((Optional<?>) answer).map(view -> changed.apply((VolumeView) view));
            }
            if (Mutant.is(passing, "Driver.inventory")) {
                Inventory seen = (Inventory) answer;
                return volumes(seen, seen.volumes().stream().map(changed).toList());
            }
            return answer instanceof VolumeView view ? changed.apply(view) : answer;
        });
    }
}
