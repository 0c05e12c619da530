package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestKind;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.HostId;
import io.polyvisor.model.Progress;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.StorageId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a guest: its volumes first, then its definition, which carries the key as its UUID. */
final class KvmCreation {
    private final KvmCalls calls;
    private final VolumeMaking making;
    private final Acceleration acceleration;

    KvmCreation(KvmCalls calls, VolumeMaking making, Acceleration acceleration) {
        this.calls = calls;
        this.making = making;
        this.acceleration = acceleration;
    }

    GuestId create(CreateOrder order, Call call) {
        List<SpecProblem> problems = problems(order.spec());
        if (!problems.isEmpty()) {
            throw DriverException.refused(new Fault.InvalidSpec(problems));
        }
        MadeVolumes made = new MadeVolumes(making);
        return made.undoneOnFailure(() -> {
            String xml = DomainWriter.write(parts(order, made, call));
            call.report(Progress.of("defining the guest"));
            made.nowUsed();
            return define(GuestId.of(order.key().toString()), xml, order.spec().autostart());
        });
    }

    private List<SpecProblem> problems(GuestSpec spec) {
        List<SpecProblem> problems = new ArrayList<>(DomainWriter.problems(spec));
        if (spec.kind() != GuestKind.VIRTUAL_MACHINE) {
            problems.add(new SpecProblem("kind", "QEMU runs virtual machines; containers need another backend"));
        }
        HostId here = calls.session().host().id();
        if (spec.host().filter(host -> !host.equals(here)).isPresent()) {
            problems.add(new SpecProblem("host", "this endpoint is the host " + here + " and no other"));
        }
        return problems;
    }

    private DomainWriter.Parts parts(CreateOrder order, MadeVolumes made, Call call) {
        GuestSpec spec = order.spec();
        DiskMaking disks = new DiskMaking(making, made, spec.name(), order.key(), call);
        List<DomainWriter.Disk> resolved = new ArrayList<>();
        for (DiskSpec disk : spec.disks()) {
            int slot = resolved.size();
            resolved.add(disks.disk(disk, DomainWriter.target(slot), "disks[" + slot + "]"));
        }
        Optional<DiskSource> media =
                spec.media().map(medium -> making.read(medium).source());
        Optional<DiskSource> seed = spec.seed().map(told -> disks.seed(told, seedStorage(spec)));
        boolean accelerated = calls.host("the endpoint").ask(libvirt -> acceleration.now(calls.session(), libvirt));
        return new DomainWriter.Parts(order.key(), spec, order.mark(), accelerated, resolved, media, seed);
    }

    /** The seed lies beside the first disk; a guest without disks has no place for one. */
    private static StorageId seedStorage(GuestSpec spec) {
        return spec.disks().stream()
                .findFirst()
                .flatMap(KvmCreation::storageOf)
                .or(() -> spec.media().map(medium -> medium.storage()))
                .orElseThrow(() -> DriverException.refused(new Fault.InvalidSpec(List.of(
                        new SpecProblem("seed", "the seed is kept beside the first disk; give the guest a disk")))));
    }

    private static Optional<StorageId> storageOf(DiskSpec disk) {
        if (disk instanceof DiskSpec.NewDisk fresh) {
            return fresh.storage();
        }
        if (disk instanceof DiskSpec.FromImage image) {
            return Optional.of(image.storage().orElse(image.image().storage()));
        }
        return Optional.of(((DiskSpec.Existing) disk).volume().storage());
    }

    /** Defines a guest that was not there; {@code autostart} is set before anybody is told of it. */
    GuestId define(GuestId guest, String xml, boolean autostart) {
        HostCall host = calls.host(GuestCall.inWords(guest));
        return host.ask(libvirt -> {
            try (DomainHandle domain = host.sendFor(() -> libvirt.domains().define(xml, Flags.DEFINE_VALIDATE))) {
                if (autostart) {
                    startWithHost(new GuestCall(host, guest, domain));
                }
                return guest;
            }
        });
    }

    private static void startWithHost(GuestCall guest) {
        try {
            guest.send(() -> guest.domain().setAutostart(true));
        } catch (DriverException failure) {
            guest.send(() -> guest.domain().undefine(Flags.NONE));
            throw failure;
        }
    }
}
