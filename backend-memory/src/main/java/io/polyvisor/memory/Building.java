package io.polyvisor.memory;

import io.polyvisor.memory.Configuration.Card;
import io.polyvisor.memory.Configuration.Slot;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.CreateOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes configurations with their volumes, and guests of them. Call it under the world's lock. */
final class Building {
    private static final DiskId DRIVE = DiskId.of("cd0");
    private static final DiskId SEED = DiskId.of("seed");
    private static final Memory SEED_SIZE = Memory.mib(1);

    private final Site site;

    Building(Site site) {
        this.site = site;
    }

    /** What a new guest has: nothing of it exists until it is finished, but its volumes. */
    record Plan(HostState host, GuestKind kind, Configuration configuration) {}

    /** A configuration for that spec; its volumes are made. */
    Plan plan(GuestSpec spec, Scaffold scaffold) {
        site.requireFreeName(spec.name());
        requireFitForKind(spec);
        requireSome(spec.vcpus(), spec.memory());
        HostState host = host(spec);
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < spec.disks().size(); i++) {
            DiskId id = emptyConfiguration(spec).slots(slots).freeDisk();
            DiskSpec disk = spec.disks().get(i);
            VolumeId volume = volume(disk, spec.name() + "-" + id, scaffold);
            Attaching.requireSeen(host, volume.storage());
            boolean readOnly = disk instanceof DiskSpec.Existing existing && existing.readOnly();
            slots.add(new Slot(id, DiskView.Role.DISK, Optional.of(volume), readOnly, Optional.empty()));
        }
        if (spec.emptyDrive()) {
            spec.media().ifPresent(site::requireVolume);
            slots.add(new Slot(DRIVE, DiskView.Role.MEDIA, spec.media(), true, Optional.empty()));
        }
        spec.seed().ifPresent(told -> seed(spec.name(), slots, host, scaffold).ifPresent(slots::add));
        return new Plan(host, spec.kind(), emptyConfiguration(spec).slots(slots).cards(cards(spec.nics())));
    }

    /** The volume for a disk: made, or one that is there. */
    VolumeId volume(DiskSpec disk, String name, Scaffold scaffold) {
        if (disk instanceof DiskSpec.NewDisk fresh) {
            return scaffold.empty(site.requireStorage(storageOf(fresh)), name, fresh.size(), fresh.provisioning());
        }
        if (disk instanceof DiskSpec.FromImage image) {
            StorageId where = image.storage().orElse(image.image().storage());
            return scaffold.copy(
                    site.requireVolume(image.image()), site.requireStorage(where), name, image.mode(), image.size());
        }
        return site.requireVolume(((DiskSpec.Existing) disk).volume()).id();
    }

    /** A configuration like that one, with disks and addresses of its own. */
    Plan copy(Configuration source, GuestKind kind, HostState near, CloneSpec spec, Scaffold scaffold) {
        site.requireFreeName(spec.name());
        return copyForTemplate(source, kind, near, spec, scaffold);
    }

    /** The same; a template's name is not a guest's, and may be the name of one. */
    Plan copyForTemplate(Configuration source, GuestKind kind, HostState near, CloneSpec spec, Scaffold scaffold) {
        List<Slot> slots = new ArrayList<>();
        for (Slot slot : source.slots()) {
            if (slot.role() == DiskView.Role.DISK && !slot.readOnly()) {
                slots.add(slot.holding(slot.volume()
                        .map(volume -> scaffold.copy(
                                site.requireVolume(volume),
                                site.requireStorage(spec.storage().orElse(volume.storage())),
                                spec.name() + "-" + slot.id(),
                                spec.mode(),
                                Optional.empty()))));
            } else if (slot.role() != DiskView.Role.SEED) {
                slots.add(slot);
            }
        }
        HostState host = hostFor(near, slots);
        spec.seed().ifPresent(told -> seed(spec.name(), slots, host, scaffold).ifPresent(slots::add));
        List<Card> cards = source.cards().stream()
                .map(card -> new Card(card.id(), site.freshMac(), card.network()))
                .toList();
        return new Plan(host, kind, source.slots(slots).cards(cards).seed(spec.seed()));
    }

    /** The guest appears, OFF, with its key and its mark. */
    GuestId finish(Plan plan, GuestName name, CreationKey key, Mark mark) {
        site.requireFreeName(name);
        site.requireNewKey(key);
        GuestState guest = new GuestState(
                GuestId.of("vm-" + site.world().nextNumber()),
                plan.kind(),
                Optional.of(key),
                name,
                plan.host(),
                plan.configuration(),
                Optional.of(mark));
        site.add(guest);
        return guest.id();
    }

    GuestId finish(Plan plan, CreateOrder order) {
        GuestId id = finish(plan, order.spec().name(), order.key(), order.mark());
        site.require(id).autostart(order.spec().autostart());
        return id;
    }

    static void requireSome(int vcpus, Memory memory) {
        if (vcpus < 1) {
            throw Refusal.spec("vcpus", "a guest has one processor at least");
        }
        if (memory.bytes() < 1) {
            throw Refusal.spec("memory", "a guest has some memory");
        }
    }

    private static void requireFitForKind(GuestSpec spec) {
        boolean firmware = spec.emptyDrive() || !spec.bootOrder().isEmpty();
        if (spec.kind() == GuestKind.CONTAINER && firmware) {
            throw Refusal.spec("media", "a container has no firmware and no drive; leave out media and boot order");
        }
    }

    private static Configuration emptyConfiguration(GuestSpec spec) {
        List<BootDevice> order = spec.bootOrder().isEmpty() && spec.kind() == GuestKind.VIRTUAL_MACHINE
                ? List.of(BootDevice.DISK)
                : spec.bootOrder();
        return new Configuration(
                spec.vcpus(),
                spec.maxVcpus(),
                spec.memory(),
                spec.maxMemory(),
                List.of(),
                List.of(),
                order,
                spec.description(),
                spec.seed());
    }

    private HostState host(GuestSpec spec) {
        if (spec.host().isEmpty()) {
            Set<StorageId> needed = new HashSet<>();
            spec.disks().forEach(disk -> needed.add(storageOf(disk)));
            return site.roomiestHost(host -> needed.stream().allMatch(host::sees));
        }
        HostState host = site.requireHost(spec.host().get());
        if (!host.takesGuests()) {
            throw Refusal.state("host " + host.id() + " takes no new guests", "name another host");
        }
        return host;
    }

    private HostState hostFor(HostState near, List<Slot> slots) {
        Set<StorageId> needed = slots.stream()
                .flatMap(slot -> slot.volume().stream())
                .map(VolumeId::storage)
                .collect(Collectors.toSet());
        boolean nearWillDo = near.takesGuests() && needed.stream().allMatch(near::sees);
        return nearWillDo ? near : site.roomiestHost(host -> needed.stream().allMatch(host::sees));
    }

    private StorageId storageOf(DiskSpec disk) {
        if (disk instanceof DiskSpec.NewDisk fresh) {
            return fresh.storage().orElseGet(this::onlyStorage);
        }
        if (disk instanceof DiskSpec.FromImage image) {
            return image.storage().orElse(image.image().storage());
        }
        return ((DiskSpec.Existing) disk).volume().storage();
    }

    private StorageId onlyStorage() {
        if (site.storages().size() != 1) {
            throw Refusal.spec(
                    "disks", "name the storage: there are " + site.storages().keySet());
        }
        return site.storages().keySet().iterator().next();
    }

    private Optional<Slot> seed(GuestName name, List<Slot> slots, HostState host, Scaffold scaffold) {
        Optional<StorageId> beside = slots.stream()
                .flatMap(slot -> slot.volume().stream())
                .map(VolumeId::storage)
                .findFirst()
                .or(() -> site.storages().keySet().stream().filter(host::sees).findFirst());
        return beside.map(storage -> new Slot(
                SEED,
                DiskView.Role.SEED,
                Optional.of(
                        scaffold.empty(site.requireStorage(storage), name + "-seed", SEED_SIZE, Provisioning.THICK)),
                true,
                Optional.empty()));
    }

    private List<Card> cards(List<NicSpec> specs) {
        List<Card> cards = new ArrayList<>();
        for (NicSpec spec : specs) {
            site.requireNetwork(spec.network());
            cards.add(new Card(NicId.of("nic" + cards.size()), spec.mac().orElseGet(site::freshMac), spec.network()));
        }
        return cards;
    }
}
