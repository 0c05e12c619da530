package io.polyvisor.tck.mutants;

import io.polyvisor.model.BootDevice;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicView;
import io.polyvisor.tck.Interception;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Observations with something else in them. */
final class Views {

    private Views() {}

    /** A driver whose observations and inventories are changed like that. */
    static Interception everywhere(UnaryOperator<GuestView> changed) {
        return passing -> {
            Object answer = passing.proceed();
            if (Mutant.is(passing, "Driver.observe")) {
                return ((Optional<?>) answer).map(view -> changed.apply((GuestView) view));
            }
            return Mutant.is(passing, "Driver.inventory") ? guests((Inventory) answer, changed) : answer;
        };
    }

    /** A driver whose single observations are changed like that. */
    static Interception observed(UnaryOperator<GuestView> changed) {
        return passing -> {
            Object answer = passing.proceed();
            return Mutant.is(passing, "Driver.observe")
                    ? ((Optional<?>) answer).map(view -> changed.apply((GuestView) view))
                    : answer;
        };
    }

    /** A driver whose inventories are changed like that. */
    static Interception listed(UnaryOperator<Inventory> changed) {
        return passing -> {
            Object answer = passing.proceed();
            return Mutant.is(passing, "Driver.inventory") ? changed.apply((Inventory) answer) : answer;
        };
    }

    static Inventory guests(Inventory seen, UnaryOperator<GuestView> changed) {
        return guests(seen, seen.guests().stream().map(changed).toList());
    }

    static Inventory guests(Inventory seen, List<GuestView> guests) {
        return new Inventory(
                seen.observedAt(),
                seen.fields(),
                guests,
                seen.hosts(),
                seen.storages(),
                seen.volumes(),
                seen.networks(),
                seen.templates(),
                seen.gaps());
    }

    static GuestView named(GuestView v, GuestName name) {
        return new GuestView(
                v.id(),
                name,
                v.kind(),
                v.power(),
                v.host(),
                v.vcpus(),
                v.memory(),
                v.autostart(),
                v.persistent(),
                v.details());
    }

    static GuestView on(GuestView v, Optional<HostId> host) {
        return new GuestView(
                v.id(),
                v.name(),
                v.kind(),
                v.power(),
                host,
                v.vcpus(),
                v.memory(),
                v.autostart(),
                v.persistent(),
                v.details());
    }

    static GuestView sized(GuestView v, int vcpus, Memory memory) {
        return new GuestView(
                v.id(),
                v.name(),
                v.kind(),
                v.power(),
                v.host(),
                vcpus,
                memory,
                v.autostart(),
                v.persistent(),
                v.details());
    }

    static GuestView flagged(GuestView v, boolean autostart, boolean persistent) {
        return new GuestView(
                v.id(),
                v.name(),
                v.kind(),
                v.power(),
                v.host(),
                v.vcpus(),
                v.memory(),
                autostart,
                persistent,
                v.details());
    }

    static GuestView detailed(GuestView v, UnaryOperator<GuestDetails> changed) {
        return v.withDetails(v.details().map(changed));
    }

    static GuestDetails marked(GuestDetails d, Optional<Mark> mark) {
        return with(d, mark, d.description(), d.disks(), d.nics(), d.bootOrder(), d.pending());
    }

    static GuestDetails described(GuestDetails d, String text) {
        return with(d, d.mark(), text, d.disks(), d.nics(), d.bootOrder(), d.pending());
    }

    static GuestDetails disks(GuestDetails d, List<DiskView> disks) {
        return with(d, d.mark(), d.description(), disks, d.nics(), d.bootOrder(), d.pending());
    }

    static GuestDetails nics(GuestDetails d, List<NicView> nics) {
        return with(d, d.mark(), d.description(), d.disks(), nics, d.bootOrder(), d.pending());
    }

    static GuestDetails boots(GuestDetails d, List<BootDevice> order) {
        return with(d, d.mark(), d.description(), d.disks(), d.nics(), order, d.pending());
    }

    static GuestDetails pending(GuestDetails d, Set<GuestField> pending) {
        return with(d, d.mark(), d.description(), d.disks(), d.nics(), d.bootOrder(), pending);
    }

    private static GuestDetails with(
            GuestDetails d,
            Optional<Mark> mark,
            String description,
            List<DiskView> disks,
            List<NicView> nics,
            List<BootDevice> bootOrder,
            Set<GuestField> pending) {
        return new GuestDetails(
                mark,
                description,
                d.maxVcpus(),
                d.maxMemory(),
                disks,
                nics,
                bootOrder,
                d.agent(),
                d.addresses(),
                d.currentOperations(),
                d.blockedBy(),
                pending);
    }
}
