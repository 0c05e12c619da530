package io.polyvisor.kvm;

import io.polyvisor.model.VolumeId;
import java.util.Optional;

/** Which volume a path on the host is. */
interface VolumeLookup {

    /** The volume that a pool lists under that path; empty when none does. */
    Optional<VolumeId> at(String path);
}
