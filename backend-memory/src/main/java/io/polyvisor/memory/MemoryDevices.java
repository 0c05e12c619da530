package io.polyvisor.memory;

import io.polyvisor.error.Fault;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Devices;
import io.polyvisor.spi.DriverException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Devices of guests that exist. */
final class MemoryDevices implements Devices {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration RESERVE = Duration.ofMillis(250);

    private final MemorySession session;
    private final Site site;
    private final Attaching attaching;

    MemoryDevices(MemorySession session) {
        this.session = session;
        this.site = session.site();
        this.attaching = new Attaching(site);
    }

    @Override
    public DiskId attachDisk(GuestId guest, CreationKey key, DiskSpec disk, Call call) {
        try (Scaffold scaffold = new Scaffold(session);
                Job job = Job.alone(session, call)) {
            VolumeId volume = session.ask(() -> {
                GuestState state = site.require(guest, Verb.DISK_ATTACH);
                String name = state.name() + "-" + state.stored().freeDisk();
                return new Building(site).volume(disk, name, scaffold);
            });
            if (scaffold.bytes() > 0) {
                job.move("making disks", scaffold.bytes());
            }
            DiskId slot = session.ask(() -> attaching.attach(guest, key, disk, volume));
            scaffold.keep();
            return slot;
        }
    }

    @Override
    public Optional<DiskId> findDisk(GuestId guest, CreationKey key, Call call) {
        return session.ask(() -> attaching.find(site.require(guest), key));
    }

    @Override
    public void detachDisk(GuestId guest, DiskId disk, Call call) {
        awaitLettingGo("disk " + disk, () -> attaching.detach(guest, disk), call);
    }

    @Override
    public void growDisk(GuestId guest, DiskId disk, Memory size, Call call) {
        session.change(() -> attaching.grow(guest, disk, size));
    }

    @Override
    public void changeMedia(GuestId guest, DiskId drive, Optional<VolumeId> medium, Call call) {
        session.change(() -> attaching.insert(guest, drive, medium));
    }

    @Override
    public NicId attachNic(GuestId guest, CreationKey key, NicSpec nic, Call call) {
        return session.ask(() -> attaching.attach(guest, nic));
    }

    @Override
    public void detachNic(GuestId guest, NicId nic, Call call) {
        awaitLettingGo("NIC " + nic, () -> attaching.detach(guest, nic), call);
    }

    /** As with QEMU, taking a device out is a request, and a guest that does not listen never answers it. */
    private void awaitLettingGo(String device, Supplier<Boolean> detach, Call call) {
        String phase = "waiting for the guest to let go of " + device;
        while (!session.ask(detach)) {
            if (call.remaining().compareTo(RESERVE) < 0) {
                throw DriverException.lost(new Fault.DeadlineExceeded(phase), Optional.empty(), null);
            }
            try {
                site.world().time().sleep(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw DriverException.lost(new Fault.Cancelled(phase), Optional.empty(), e);
            }
        }
    }
}
