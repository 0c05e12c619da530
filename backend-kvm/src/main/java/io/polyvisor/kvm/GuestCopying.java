package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Progress;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a domain from another that is off: disks copied or linked one by one, then defined under the key. */
final class GuestCopying {
    private final KvmCalls calls;
    private final VolumeMaking making;
    private final KvmCreation creation;

    GuestCopying(KvmCalls calls, VolumeMaking making, KvmCreation creation) {
        this.calls = calls;
        this.making = making;
        this.creation = creation;
    }

    /**
     * What to make.
     *
     * @param name the new guest's, by which its volumes are called too
     * @param domainName what libvirt calls it
     */
    record Order(
            CreationKey key,
            GuestName name,
            String domainName,
            CopyMode mode,
            Optional<StorageId> storage,
            Optional<SeedSpec> seed,
            Mark mark) {}

    GuestId copy(GuestId source, Order order, Call call) {
        return calls.guest(source, found -> {
            DomainReader stored = GuestReading.read(found.domain(), Flags.XML_INACTIVE | Flags.XML_SECURE);
            MadeVolumes made = new MadeVolumes(making);
            return made.undoneOnFailure(() -> {
                String xml = xml(found, stored, order, made, call);
                call.report(Progress.of("defining the guest"));
                made.nowUsed();
                return creation.define(GuestId.of(order.key().toString()), xml, false);
            });
        });
    }

    private String xml(GuestCall source, DomainReader stored, Order order, MadeVolumes made, Call call) {
        DiskMaking disks = new DiskMaking(making, made, order.name(), order.key(), call);
        Map<DiskId, DiskSource> sources = new LinkedHashMap<>();
        Optional<StorageId> first = order.storage();
        for (Xml element : stored.diskElements()) {
            if (isOwn(element)) {
                String slot = DomainReader.slot(element);
                VolumeId volume = volume(source, element);
                StorageId storage = order.storage().orElse(volume.storage());
                sources.put(DiskId.of(slot), disks.cloned(volume, order.mode(), storage, slot));
                first = first.or(() -> Optional.of(storage));
            }
        }
        Optional<StorageId> beside = first;
        Optional<DiskSource> seed = order.seed().map(told -> disks.seed(told, required(beside)));
        return WrittenXml.of(
                "name",
                () -> new DomainCopy(stored)
                        .identity(order.key(), order.domainName(), order.mark())
                        .disks(sources, seed)
                        .write());
    }

    /** Whether each guest needs one of its own: media, and disks that nobody writes or several share, are shared. */
    private static boolean isOwn(Xml disk) {
        return DomainReader.role(disk) == DiskView.Role.DISK && !disk.has("readonly") && !disk.has("shareable");
    }

    private static VolumeId volume(GuestCall source, Xml disk) {
        VolumeLookup lookup = VolumeLookups.oneByOne(source.libvirt());
        String slot = DomainReader.slot(disk);
        return DomainReader.volume(disk, path -> source.ask(libvirt -> lookup.at(path)))
                .orElseThrow(() -> DriverException.refused(new Fault.InvalidState(
                        "what is in disk " + slot + " of " + source.about() + " is in no storage that libvirt knows",
                        Optional.of("make a pool of the directory that it lies in"))));
    }

    private static StorageId required(Optional<StorageId> beside) {
        return beside.orElseThrow(() -> DriverException.refused(new Fault.InvalidSpec(
                List.of(new SpecProblem("seed", "the seed is kept beside the first disk, and the guest has none")))));
    }
}
