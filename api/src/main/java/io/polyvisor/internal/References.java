package io.polyvisor.internal;

import io.polyvisor.model.CopyMode;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.StorageView;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Volumes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks up what a spec refers to, in one reading of just what it names, and fills in what can be chosen: the only usable storage. A
 * driver gets specs whose references exist. Faults are gathered by path.
 */
final class References {
    private final Work work;
    private final List<SpecProblem> problems;
    private final Map<VolumeId, Optional<VolumeView>> volumes = new HashMap<>();
    private final Map<StorageId, Memory> claimed = new HashMap<>();
    private final Inventory seen;

    private References(Work work, Set<InventoryField> fields, List<SpecProblem> problems) {
        this.work = work;
        this.problems = problems;
        this.seen = fields.isEmpty()
                ? new Inventory(
                        work.endpoint().time().now(),
                        Set.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of())
                : work.read((driver, call) -> driver.inventory(fields, call));
    }

    /** The spec with every storage named. */
    static GuestSpec resolve(GuestSpec spec, Work work, List<SpecProblem> problems) {
        EnumSet<InventoryField> fields = EnumSet.noneOf(InventoryField.class);
        if (needStorages(spec.disks()) || spec.seed().isPresent()) {
            fields.add(InventoryField.STORAGES);
        }
        if (!spec.nics().isEmpty()) {
            fields.add(InventoryField.NETWORKS);
        }
        if (spec.host().isPresent()) {
            fields.add(InventoryField.HOSTS);
        }
        References references = new References(work, fields, problems);
        List<DiskSpec> disks = new ArrayList<>();
        for (int i = 0; i < spec.disks().size(); i++) {
            disks.add(references.disk("disks[" + i + "]", spec.disks().get(i)));
            references.requireUnused("disks[" + i + "]", spec.disks().get(i));
        }
        references.networks(spec.nics());
        spec.media().ifPresent(medium -> references.volume("media", medium));
        spec.host().ifPresent(host -> references.host(spec));
        return new GuestSpec(
                spec.name(),
                spec.kind(),
                spec.vcpus(),
                spec.maxVcpus(),
                spec.memory(),
                spec.maxMemory(),
                disks,
                spec.nics(),
                spec.bootOrder(),
                spec.media(),
                spec.emptyDrive(),
                spec.seed(),
                spec.host(),
                spec.autostart(),
                spec.protection(),
                spec.tags(),
                spec.description());
    }

    /** A disk with its storage named. */
    static DiskSpec resolve(DiskSpec disk, Work work, List<SpecProblem> problems) {
        Set<InventoryField> fields = needStorages(List.of(disk))
                ? EnumSet.of(InventoryField.STORAGES)
                : EnumSet.noneOf(InventoryField.class);
        return new References(work, fields, problems).disk("disk", disk);
    }

    /** Checks that a NIC's network is there. */
    static void check(NicSpec nic, Work work, List<SpecProblem> problems) {
        new References(work, EnumSet.of(InventoryField.NETWORKS), problems).network("nic.network", nic.network());
    }

    /** Checks that a storage can hold that much more at once. */
    static void check(StorageId storage, Memory atOnce, Work work, List<SpecProblem> problems) {
        new References(work, EnumSet.of(InventoryField.STORAGES), problems).claim("storage", storage, atOnce);
    }

    private static boolean needStorages(List<DiskSpec> disks) {
        return disks.stream().anyMatch(disk -> !(disk instanceof DiskSpec.Existing));
    }

    private DiskSpec disk(String path, DiskSpec disk) {
        if (disk instanceof DiskSpec.NewDisk made) {
            Optional<StorageId> storage = storage(path, made.storage(), Optional.empty());
            Memory atOnce = made.provisioning() == Provisioning.THICK ? made.size() : Memory.ZERO;
            storage.ifPresent(where -> claim(path, where, atOnce));
            return new DiskSpec.NewDisk(made.size(), storage, made.provisioning());
        }
        if (disk instanceof DiskSpec.FromImage from) {
            return fromImage(path, from);
        }
        DiskSpec.Existing existing = (DiskSpec.Existing) disk;
        volume(path + ".volume", existing.volume());
        return existing;
    }

    /** An existing volume must not be written by two guests at once. */
    private void requireUnused(String path, DiskSpec disk) {
        if (disk instanceof DiskSpec.Existing existing && !existing.readOnly()) {
            Optional<VolumeView> view = volumes.getOrDefault(existing.volume(), Optional.empty());
            view.flatMap(VolumeView::usedBy)
                    .filter(users -> !users.isEmpty())
                    .ifPresent(users -> problems.add(new SpecProblem(
                            path + ".volume", "volume " + existing.volume() + " is used by guests " + users)));
        }
    }

    private DiskSpec fromImage(String path, DiskSpec.FromImage from) {
        Optional<VolumeView> image = volume(path + ".image", from.image());
        Optional<StorageId> storage =
                storage(path, from.storage(), Optional.of(from.image().storage()));
        Memory atOnce =
                from.mode() == CopyMode.FULL ? image.map(VolumeView::allocated).orElse(Memory.ZERO) : Memory.ZERO;
        storage.ifPresent(where -> claim(path, where, atOnce));
        Optional<Memory> tooSmall = from.size()
                .filter(size -> image.filter(v -> v.capacity().isMoreThan(size)).isPresent());
        tooSmall.ifPresent(size -> problems.add(new SpecProblem(
                path + ".size",
                size + " is less than the image's "
                        + image.map(VolumeView::capacity).orElse(Memory.ZERO))));
        return new DiskSpec.FromImage(from.image(), from.mode(), from.size(), storage);
    }

    private Optional<StorageId> storage(String path, Optional<StorageId> named, Optional<StorageId> standard) {
        Optional<StorageId> wanted = named.isPresent() ? named : standard;
        if (wanted.isPresent()) {
            return wanted;
        }
        List<StorageId> usable = seen.storages().stream()
                .filter(StorageView::usable)
                .map(StorageView::id)
                .toList();
        if (usable.size() == 1) {
            return Optional.of(usable.get(0));
        }
        problems.add(new SpecProblem(
                path + ".storage", usable.isEmpty() ? "the endpoint has no usable storage" : "name one of " + usable));
        return Optional.empty();
    }

    private void claim(String path, StorageId storage, Memory atOnce) {
        Optional<StorageView> view =
                seen.storages().stream().filter(s -> s.id().equals(storage)).findFirst();
        if (view.isEmpty()) {
            problems.add(new SpecProblem(
                    path + ".storage",
                    "there is no storage " + storage + "; there are "
                            + seen.storages().stream().map(StorageView::id).toList()));
            return;
        }
        if (!view.get().usable()) {
            problems.add(new SpecProblem(path + ".storage", "storage " + storage + " is not usable now"));
        }
        Memory sum = claimed.merge(storage, atOnce, Memory::plus);
        view.flatMap(StorageView::free)
                .filter(sum::isMoreThan)
                .ifPresent(free -> problems.add(new SpecProblem(
                        path + ".size", "storage " + storage + " has " + free + " free; " + sum + " are wanted")));
    }

    private Optional<VolumeView> volume(String path, VolumeId id) {
        Optional<Volumes> facet = work.endpoint().driver().facet(Volumes.class);
        if (facet.isEmpty()) {
            return Optional.empty();
        }
        Optional<VolumeView> found = volumes.computeIfAbsent(
                id, wanted -> work.read((driver, call) -> facet.get().volume(wanted, call)));
        if (found.isEmpty()) {
            problems.add(new SpecProblem(path, "there is no volume " + id));
        }
        return found;
    }

    private void networks(List<NicSpec> nics) {
        for (int i = 0; i < nics.size(); i++) {
            network("nics[" + i + "].network", nics.get(i).network());
        }
    }

    private void network(String path, NetworkId network) {
        if (seen.networks().stream().noneMatch(n -> n.id().equals(network))) {
            problems.add(new SpecProblem(
                    path,
                    "there is no network " + network + "; there are "
                            + seen.networks().stream().map(n -> n.id().value()).toList()));
        }
    }

    private void host(GuestSpec spec) {
        Optional<HostView> host = seen.hosts().stream()
                .filter(h -> spec.host().filter(h.id()::equals).isPresent())
                .findFirst();
        if (host.isEmpty()) {
            problems.add(new SpecProblem(
                    "host",
                    "there is no host " + spec.host().orElseThrow() + "; there are "
                            + seen.hosts().stream().map(h -> h.id().value()).toList()));
            return;
        }
        if (host.get().state() != HostView.State.ONLINE) {
            problems.add(new SpecProblem(
                    "host", "host " + host.get().name() + " is " + host.get().state()));
        }
        if (spec.memory().isMoreThan(host.get().memory())) {
            problems.add(new SpecProblem(
                    "memory",
                    spec.memory() + " is more than the " + host.get().memory() + " of host "
                            + host.get().name()));
        }
    }
}
