package io.polyvisor.memory;

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
import java.util.Optional;

/** Devices of guests that exist. */
final class MemoryDevices implements Devices {
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
        session.change(() -> attaching.detach(guest, disk));
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
        session.change(() -> attaching.detach(guest, nic));
    }
}
