package io.polyvisor.memory;

import io.polyvisor.memory.Configuration.Card;
import io.polyvisor.memory.Configuration.Slot;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Disks, media and NICs of guests that exist. Call it under the world's lock. */
final class Attaching {
    private final Site site;

    Attaching(Site site) {
        this.site = site;
    }

    DiskId attach(GuestId id, CreationKey key, DiskSpec spec, VolumeId volume) {
        GuestState guest = site.require(id, Verb.DISK_ATTACH);
        if (find(guest, key).isPresent()) {
            throw Refusal.exists("a disk attached under key " + key);
        }
        boolean readOnly = spec instanceof DiskSpec.Existing existing && existing.readOnly();
        requireSeen(guest.host(), volume.storage());
        if (guest.holdsHostMemory() && !readOnly) {
            requireNotWrittenByOthers(guest, volume);
        }
        DiskId slot = guest.stored().freeDisk();
        change(
                guest,
                configuration -> configuration.with(
                        new Slot(slot, DiskView.Role.DISK, Optional.of(volume), readOnly, Optional.of(key))));
        return slot;
    }

    Optional<DiskId> find(GuestState guest, CreationKey key) {
        return guest.stored().slots().stream()
                .filter(slot -> slot.key().equals(Optional.of(key)))
                .map(Slot::id)
                .findFirst();
    }

    /** Takes the disk out if the guest lets go of it; false when it does not, or not yet. */
    boolean detach(GuestId id, DiskId disk) {
        GuestState guest = site.require(id, Verb.DISK_DETACH);
        requireSlot(guest, disk);
        return letGo(guest, configuration -> configuration.without(disk));
    }

    void grow(GuestId id, DiskId disk, Memory size) {
        GuestState guest = site.require(id, Verb.DISK_GROW);
        VolumeId volume = requireSlot(guest, disk)
                .volume()
                .orElseThrow(() -> Refusal.state("disk " + disk + " is empty", "insert something first"));
        site.requireStorage(volume.storage()).grow(site.requireVolume(volume), size);
        site.tell(id);
    }

    void insert(GuestId id, DiskId drive, Optional<VolumeId> medium) {
        GuestState guest = site.require(id, Verb.MEDIA_CHANGE);
        Slot slot = requireSlot(guest, drive);
        if (slot.role() != DiskView.Role.MEDIA) {
            throw Refusal.state(drive + " is not a drive for media", "name the guest's drive");
        }
        medium.ifPresent(volume -> {
            site.requireVolume(volume);
            requireSeen(guest.host(), volume.storage());
        });
        change(guest, configuration -> configuration.replacing(slot.holding(medium)));
    }

    NicId attach(GuestId id, NicSpec spec) {
        GuestState guest = site.require(id, Verb.NIC_ATTACH);
        site.requireNetwork(spec.network());
        NicId slot = guest.stored().freeNic();
        Card card = new Card(slot, spec.mac().orElseGet(site::freshMac), spec.network());
        change(guest, configuration -> configuration.with(card));
        return slot;
    }

    /** Takes the NIC out if the guest lets go of it; false when it does not, or not yet. */
    boolean detach(GuestId id, NicId nic) {
        GuestState guest = site.require(id, Verb.NIC_DETACH);
        if (guest.stored().card(nic).isEmpty()) {
            throw Refusal.missing("NIC " + nic + " of guest " + guest.name());
        }
        return letGo(guest, configuration -> configuration.without(nic));
    }

    private boolean letGo(GuestState guest, UnaryOperator<Configuration> how) {
        if (guest.is(PowerState.RUNNING) && !guest.machine().ready()) {
            return false;
        }
        change(guest, how);
        return true;
    }

    /** As QEMU's lock on an image: two running guests never write to one volume. */
    void requireNotWrittenByOthers(GuestState guest, VolumeId volume) {
        site.guests().stream()
                .filter(other -> other != guest && other.holdsHostMemory())
                .filter(other -> other.present().slots().stream()
                        .anyMatch(slot -> !slot.readOnly() && slot.volume().equals(Optional.of(volume))))
                .findFirst()
                .ifPresent(other -> {
                    throw Refusal.state(
                            "guest " + other.name() + " runs and writes to volume " + volume, "shut it down first");
                });
    }

    static void requireSeen(HostState host, StorageId storage) {
        if (!host.sees(storage)) {
            throw Refusal.state(
                    "host " + host.id() + " does not see storage " + storage, "name a storage that it sees");
        }
    }

    private static Slot requireSlot(GuestState guest, DiskId disk) {
        return guest.stored()
                .slot(disk)
                .orElseThrow(() -> Refusal.missing("disk " + disk + " of guest " + guest.name()));
    }

    private void change(GuestState guest, UnaryOperator<Configuration> how) {
        Configuration present = how.apply(guest.present());
        guest.store(how.apply(guest.stored()));
        guest.present(present);
        site.tell(guest.id());
    }
}
