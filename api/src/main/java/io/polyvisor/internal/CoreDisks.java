package io.polyvisor.internal;

import io.polyvisor.GuestDisks;
import io.polyvisor.Operation;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.VolumeId;
import java.util.Optional;

/** A guest's disks, as handles see them. */
record CoreDisks(CoreEndpoint endpoint, GuestId guest) implements GuestDisks {

    @Override
    public Operation<DiskId> attach(DiskSpec disk) {
        return endpoint.begin(DeviceActions.attach(guest, disk, CreationKey.fresh()));
    }

    @Override
    public Operation<Effect> detach(DiskId disk) {
        return endpoint.begin(DeviceActions.detach(guest, disk));
    }

    @Override
    public Operation<Effect> grow(DiskId disk, Memory size) {
        return endpoint.begin(DeviceActions.grow(guest, disk, size));
    }

    @Override
    public Operation<Effect> insert(DiskId drive, VolumeId medium) {
        return endpoint.begin(DeviceActions.changeMedia(guest, drive, Optional.of(medium)));
    }

    @Override
    public Operation<Effect> eject(DiskId drive) {
        return endpoint.begin(DeviceActions.changeMedia(guest, drive, Optional.empty()));
    }
}
