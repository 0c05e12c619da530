package io.polyvisor.internal;

import io.polyvisor.error.Fault;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.NicView;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verbs on a guest's disks, media and NICs. */
final class DeviceActions {

    private DeviceActions() {}

    static Action<DiskId> attach(GuestId guest, DiskSpec disk, CreationKey key) {
        return Action.onGuest(Verb.DISK_ATTACH, guest, work -> {
            GuestView view = work.requireGuest(guest);
            work.guard(Verb.DISK_ATTACH, view, Set.of());
            SpecRules.needs(disk).forEach(needed -> work.endpoint().guard().require(needed, work.failures()));
            List<SpecProblem> problems = new ArrayList<>();
            SpecRules.disk("disk", disk, problems);
            DiskSpec resolved = References.resolve(disk, work, problems);
            SpecRules.refuse(problems, work);
            requireFree(work, view, resolved);
            return Plan.send(
                    sending -> sending.send(
                            (driver, call) -> sending.facet(Devices.class).attachDisk(guest, key, resolved, call)),
                    looking -> looking.read((driver, call) ->
                                    looking.facet(Devices.class).findDisk(guest, key, call))
                            .<Plan.Verdict<DiskId>>map(Plan.Verdict.Proved::new)
                            .orElseGet(Plan.Verdict.Disproved::new));
        });
    }

    static Action<Effect> detach(GuestId guest, DiskId disk) {
        return Action.onGuest(Verb.DISK_DETACH, guest, work -> {
            GuestView view = work.requireGuest(guest);
            work.guard(Verb.DISK_DETACH, view, Set.of());
            Optional<DiskView> slot = view.requireDetails().disk(disk);
            if (slot.isEmpty()) {
                return Plan.already(Effect.UNCHANGED);
            }
            if (slot.get().role() == DiskView.Role.MEDIA) {
                throw work.refused(new Fault.InvalidState(
                        "slot " + disk + " is a drive for media", Optional.of("eject the medium instead")));
            }
            return Plan.send(
                    sending -> {
                        sending.tell(
                                (driver, call) -> sending.facet(Devices.class).detachDisk(guest, disk, call));
                        return Effect.APPLIED;
                    },
                    looking -> ConfigurationActions.verdict(
                            looking.requireGuest(guest)
                                    .requireDetails()
                                    .disk(disk)
                                    .isEmpty(),
                            Effect.APPLIED));
        });
    }

    static Action<Effect> grow(GuestId guest, DiskId disk, Memory size) {
        return Action.onGuest(Verb.DISK_GROW, guest, work -> {
            GuestView view = work.requireGuest(guest);
            work.guard(Verb.DISK_GROW, view, Set.of());
            work.endpoint().guard().require(Capability.VOLUMES, work.failures());
            VolumeId volume = requireSlot(work, view, disk)
                    .volume()
                    .orElseThrow(() -> work.refused(new Fault.InvalidState(
                            "what is in slot " + disk + " is in no storage that is listed", Optional.empty())));
            Memory now = capacity(work, volume);
            if (now.equals(size)) {
                return Plan.already(Effect.UNCHANGED);
            }
            VolumeActions.refuseShrinking(work, now, size);
            return Plan.send(
                    sending -> {
                        sending.tell(
                                (driver, call) -> sending.facet(Devices.class).growDisk(guest, disk, size, call));
                        return Effect.APPLIED;
                    },
                    looking ->
                            ConfigurationActions.verdict(!size.isMoreThan(capacity(looking, volume)), Effect.APPLIED));
        });
    }

    static Action<Effect> changeMedia(GuestId guest, DiskId drive, Optional<VolumeId> medium) {
        return Action.onGuest(Verb.MEDIA_CHANGE, guest, work -> {
            GuestView view = work.requireGuest(guest);
            work.guard(Verb.MEDIA_CHANGE, view, Set.of());
            DiskView slot = requireSlot(work, view, drive);
            if (slot.role() != DiskView.Role.MEDIA) {
                throw work.refused(
                        new Fault.InvalidState("slot " + drive + " is not a drive for media", Optional.empty()));
            }
            boolean already = medium.isPresent()
                    ? slot.volume().equals(medium)
                    : slot.source().isEmpty();
            if (already) {
                return Plan.already(Effect.UNCHANGED);
            }
            medium.ifPresent(volume -> {
                work.endpoint().guard().require(Capability.VOLUMES, work.failures());
                capacity(work, volume);
            });
            return Plan.send(
                    sending -> {
                        sending.tell(
                                (driver, call) -> sending.facet(Devices.class).changeMedia(guest, drive, medium, call));
                        return Effect.APPLIED;
                    },
                    looking -> ConfigurationActions.verdict(
                            requireSlot(looking, looking.requireGuest(guest), drive)
                                    .volume()
                                    .equals(medium),
                            Effect.APPLIED));
        });
    }

    static Action<NicId> attach(GuestId guest, NicSpec nic, CreationKey key) {
        NicSpec addressed = nic.mac().isPresent() ? nic : nic.withMac(freshMac(key));
        return Action.onGuest(Verb.NIC_ATTACH, guest, work -> {
            GuestView view = work.requireGuest(guest);
            work.guard(Verb.NIC_ATTACH, view, Set.of());
            List<SpecProblem> problems = new ArrayList<>();
            References.check(addressed, work, problems);
            if (nicOf(view, addressed).isPresent()) {
                problems.add(new SpecProblem(
                        "nic.mac", addressed.mac().orElseThrow() + " is used by another NIC of this guest"));
            }
            SpecRules.refuse(problems, work);
            return Plan.send(
                    sending -> sending.send(
                            (driver, call) -> sending.facet(Devices.class).attachNic(guest, key, addressed, call)),
                    looking -> nicOf(looking.requireGuest(guest), addressed)
                            .<Plan.Verdict<NicId>>map(made -> new Plan.Verdict.Proved<>(made.id()))
                            .orElseGet(Plan.Verdict.Disproved::new));
        });
    }

    static Action<Effect> detach(GuestId guest, NicId nic) {
        return Action.onGuest(Verb.NIC_DETACH, guest, work -> {
            GuestView view = work.requireGuest(guest);
            work.guard(Verb.NIC_DETACH, view, Set.of());
            if (view.requireDetails().nic(nic).isEmpty()) {
                return Plan.already(Effect.UNCHANGED);
            }
            return Plan.send(
                    sending -> {
                        sending.tell(
                                (driver, call) -> sending.facet(Devices.class).detachNic(guest, nic, call));
                        return Effect.APPLIED;
                    },
                    looking -> ConfigurationActions.verdict(
                            looking.requireGuest(guest)
                                    .requireDetails()
                                    .nic(nic)
                                    .isEmpty(),
                            Effect.APPLIED));
        });
    }

    private static DiskView requireSlot(Work work, GuestView view, DiskId disk) {
        return view.requireDetails()
                .disk(disk)
                .orElseThrow(() -> work.refused(
                        new Fault.NotFound("slot " + disk + " of guest " + view.name(), Optional.empty())));
    }

    private static Memory capacity(Work work, VolumeId volume) {
        return work.read((driver, call) -> work.facet(Volumes.class).volume(volume, call))
                .map(VolumeView::capacity)
                .orElseThrow(() -> work.refused(new Fault.NotFound("volume " + volume, Optional.empty())));
    }

    /** An existing volume must not be written by two guests at once. */
    private static void requireFree(Work work, GuestView view, DiskSpec disk) {
        if (!(disk instanceof DiskSpec.Existing existing) || existing.readOnly()) {
            return;
        }
        Set<GuestId> users = work.read(
                        (driver, call) -> work.facet(Volumes.class).volume(existing.volume(), call))
                .flatMap(VolumeView::usedBy)
                .orElse(Set.of());
        if (!users.isEmpty()) {
            String whose = users.contains(view.id())
                    ? "this guest"
                    : "guest " + users.iterator().next();
            throw work.refused(new Fault.InvalidState(
                    "volume " + existing.volume() + " is used by " + whose, Optional.of("detach it there first")));
        }
    }

    private static Optional<NicView> nicOf(GuestView view, NicSpec nic) {
        return view.requireDetails().nics().stream()
                .filter(other -> nic.mac().filter(other.mac()::equals).isPresent())
                .findFirst();
    }

    /** A locally administered address that the key determines, so that the NIC is found again by it. */
    private static MacAddress freshMac(CreationKey key) {
        long bits = key.value().getLeastSignificantBits();
        return MacAddress.of(String.format(
                "52:54:%02x:%02x:%02x:%02x", bits >> 24 & 0xff, bits >> 16 & 0xff, bits >> 8 & 0xff, bits & 0xff));
    }
}
