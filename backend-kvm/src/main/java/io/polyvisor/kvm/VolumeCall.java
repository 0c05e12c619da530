package io.polyvisor.kvm;

import io.polyvisor.libvirt.VolumeHandle;
import io.polyvisor.model.VolumeId;

/** One volume in use by one call of the driver. */
final class VolumeCall extends HostCall {
    private final VolumeHandle volume;

    VolumeCall(HostCall same, VolumeId id, VolumeHandle volume) {
        super(same, VolumeMaking.inWords(id));
        this.volume = volume;
    }

    VolumeHandle handle() {
        return volume;
    }
}
