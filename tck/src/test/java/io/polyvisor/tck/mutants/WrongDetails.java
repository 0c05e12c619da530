package io.polyvisor.tck.mutants;

import io.polyvisor.model.Address;
import io.polyvisor.model.AgentState;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.NicView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Drivers that read one field of a guest's details wrongly. */
final class WrongDetails {

    private WrongDetails() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        details(all);
        return all;
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
                                d.disks().stream().map(WrongDetails::writable).toList())))));
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
                                                MacAddress.of("52:54:00:00:00:00"),
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
                "agents read as absent", Views.everywhere(v -> Views.detailed(v, WrongDetails::agentless))));
        all.add(Mutant.driver(
                "addresses of stopped guests are still told",
                Views.everywhere(v -> Views.detailed(v, WrongDetails::addressed))));
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
                AgentState.NONE,
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
                AgentState.NONE,
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
                Optional.of(List.of(new Address("192.0.2.1", Address.Source.LEASE))),
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
}
