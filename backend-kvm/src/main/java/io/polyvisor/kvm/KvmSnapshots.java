package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.HandleList;
import io.polyvisor.libvirt.SnapshotHandle;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.SnapshotId;
import io.polyvisor.model.SnapshotView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Internal snapshots: they live in the guest's qcow2 images, with its memory where it has any. */
final class KvmSnapshots implements Snapshots {
    private final KvmCalls calls;

    KvmSnapshots(KvmCalls calls) {
        this.calls = calls;
    }

    @Override
    public List<SnapshotView> snapshots(GuestId guest, Call call) {
        return calls.guest(guest, KvmSnapshots::list);
    }

    private static List<SnapshotView> list(GuestCall guest) {
        Optional<String> current = guest.domain().snapshots().current().map(snapshot -> {
            try (snapshot) {
                return snapshot.name();
            }
        });
        List<SnapshotView> views = new ArrayList<>();
        try (HandleList<SnapshotHandle> all = guest.domain().snapshots().list(Flags.SNAPSHOT_LIST_TOPOLOGICAL)) {
            for (SnapshotHandle snapshot : all) {
                views.add(SnapshotXml.read(snapshot.xml(Flags.NONE), current));
            }
        }
        return views;
    }

    @Override
    public SnapshotId take(GuestId guest, Order order, Call call) {
        String xml = WrittenXml.of("snapshot", () -> SnapshotXml.write(order));
        return calls.guest(guest, found -> {
            boolean plugged = order.holds() == SnapshotContent.DISKS_AND_MEMORY && hasPluggedVcpus(found);
            try (SnapshotHandle taken = create(found, xml)) {
                if (plugged) {
                    makeLoadable(found, taken);
                }
                return SnapshotId.of(taken.name());
            }
        });
    }

    private static SnapshotHandle create(GuestCall guest, String xml) {
        try {
            return guest.sendFor(() -> guest.domain().snapshots().create(xml, Flags.NONE));
        } catch (DriverException failure) {
            throw SnapshotRoom.explained(guest, failure);
        }
    }

    /** Refuses where the number of a disk's queues follows from that of the processors: it would differ when loaded. */
    private static boolean hasPluggedVcpus(GuestCall guest) {
        DomainReader now = GuestReading.read(guest.domain(), Flags.NONE);
        if (!now.hasPluggedVcpus()) {
            return false;
        }
        boolean fixed = now.diskElements().stream()
                .filter(disk -> disk.text("target/@bus").orElse("").equals("virtio"))
                .allMatch(disk -> disk.text("driver/@queues").isPresent());
        if (!fixed) {
            throw DriverException.refused(new Fault.InvalidState(
                    "processors were added to " + guest.about()
                            + " while it ran, and QEMU could not load a snapshot of its memory",
                    Optional.of("shut it down and start it, then take the snapshot")));
        }
        return true;
    }

    private static void makeLoadable(GuestCall guest, SnapshotHandle taken) {
        SnapshotXml.withProcessorsFromTheStart(taken.xml(Flags.XML_SECURE))
                .ifPresent(xml -> guest.send(() -> {
                    try (SnapshotHandle again =
                            guest.domain().snapshots().create(xml, Flags.SNAPSHOT_REDEFINE | Flags.SNAPSHOT_CURRENT)) {
                        assert again != null;
                    }
                }));
    }

    @Override
    public void revert(GuestId guest, SnapshotId snapshot, Call call) {
        on(guest, snapshot, found -> {
            SnapshotView view = SnapshotXml.read(found.snapshot().xml(Flags.NONE), Optional.empty());
            boolean wasActive = GuestReading.isActive(found.guest().domain().state());
            try {
                found.guest().send(() -> found.snapshot().revert(flags(view.revertsTo())));
            } catch (DriverException failure) {
                throw wasActive ? saidInFull(found.guest(), failure) : failure;
            }
        });
    }

    private static int flags(PowerState state) {
        return switch (state) {
            case RUNNING -> Flags.REVERT_RUNNING;
            case PAUSED -> Flags.REVERT_PAUSED;
            case OFF, SUSPENDED, CRASHED, UNKNOWN -> Flags.NONE;
        };
    }

    /** A revert that fails late has ended the guest that ran: then it is not so that nothing was done. */
    private static DriverException saidInFull(GuestCall guest, DriverException failure) {
        if (failure.outcome() != Outcome.NOT_APPLIED
                || GuestReading.isActive(guest.domain().state())) {
            return failure;
        }
        return DriverException.lost(failure.fault(), failure.nativeError(), failure);
    }

    @Override
    public void drop(GuestId guest, SnapshotId snapshot, Call call) {
        on(guest, snapshot, found -> found.guest().send(() -> found.snapshot().delete(Flags.NONE)));
    }

    private record Found(GuestCall guest, SnapshotHandle snapshot) {}

    private void on(GuestId guest, SnapshotId snapshot, Consumer<Found> body) {
        calls.onGuest(guest, found -> {
            HostCall about = found.on("snapshot " + snapshot + " of " + found.about());
            try (SnapshotHandle handle =
                    about.ask(libvirt -> found.domain().snapshots().lookup(snapshot.value()))) {
                body.accept(new Found(found, handle));
            }
        });
    }
}
