package io.polyvisor.kvm;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.Progress;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes or finds what a disk's spec asks for; what it makes, it adds to the volumes that go again on failure. */
final class DiskMaking {
    private final VolumeMaking making;
    private final VolumeFilling filling;
    private final MadeVolumes made;
    private final GuestName guest;
    private final CreationKey key;
    private final Call call;

    DiskMaking(VolumeMaking making, MadeVolumes made, GuestName guest, CreationKey key, Call call) {
        this.making = making;
        this.filling = new VolumeFilling(making);
        this.made = made;
        this.guest = guest;
        this.key = key;
        this.call = call;
    }

    /** The disk for a slot; {@code path} is where in the spec it stands. */
    DomainWriter.Disk disk(DiskSpec spec, String slot, String path) {
        refuseIfCancelled("making disk " + slot);
        call.report(Progress.of("making disk " + slot));
        if (spec instanceof DiskSpec.NewDisk fresh) {
            StorageId storage = required(fresh.storage(), path + ".storage");
            return new DomainWriter.Disk(
                    named(storage, slot, ".qcow2", id -> making.empty(id, fresh.size(), fresh.provisioning())), false);
        }
        if (spec instanceof DiskSpec.FromImage image) {
            return new DomainWriter.Disk(fromImage(image, slot), false);
        }
        DiskSpec.Existing existing = (DiskSpec.Existing) spec;
        return new DomainWriter.Disk(making.read(existing.volume()).source(), existing.readOnly());
    }

    private DiskSource fromImage(DiskSpec.FromImage spec, String slot) {
        StorageId storage = spec.storage().orElse(spec.image().storage());
        return spec.mode() == CopyMode.LINKED
                ? named(storage, slot, ".qcow2", id -> making.linked(id, spec.image(), spec.size()))
                : named(storage, slot, ".qcow2", id -> making.copied(id, spec.image(), spec.size()));
    }

    /** A copy of, or a link to, a disk of the guest that is cloned. */
    DiskSource cloned(VolumeId source, CopyMode mode, StorageId storage, String slot) {
        refuseIfCancelled("copying disk " + slot);
        call.report(Progress.of("copying disk " + slot));
        return fromImage(new DiskSpec.FromImage(source, mode, Optional.empty(), Optional.of(storage)), slot);
    }

    /** The seed's image. */
    DiskSource seed(SeedSpec seed, StorageId storage) {
        refuseIfCancelled("making the seed");
        call.report(Progress.of("making the seed"));
        byte[] image = NoCloud.image(key, seed);
        return named(storage, "seed", ".iso", id -> filling.withBytes(id, image, call));
    }

    /** A name that says whose the volume is; where that is taken, one that nobody else has. */
    private DiskSource named(StorageId storage, String slot, String suffix, Function<VolumeId, VolumeXml> how) {
        VolumeId plain = new VolumeId(storage, KvmNames.volume(guest, slot, suffix));
        try {
            return made.made(plain, () -> how.apply(plain)).source();
        } catch (DriverException e) {
            if (e.fault().kind() != ErrorKind.ALREADY_EXISTS) {
                throw e;
            }
        }
        VolumeId unique = new VolumeId(storage, KvmNames.volume(guest, slot, "-" + key + suffix));
        return made.made(unique, () -> how.apply(unique)).source();
    }

    private void refuseIfCancelled(String phase) {
        if (call.cancelled()) {
            throw DriverException.refused(new Fault.Cancelled(phase));
        }
    }

    private static StorageId required(Optional<StorageId> storage, String path) {
        return storage.orElseThrow(() -> DriverException.refused(
                new Fault.InvalidSpec(List.of(new SpecProblem(path, "no storage is named; name one")))));
    }
}
