package io.polyvisor;

import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Memory;
import io.polyvisor.model.VolumeId;

/**
 * A guest's disks and media. On a running guest a change is in effect now and at the next start.
 *
 * <p>Thread-safe; does not block.
 */
public interface GuestDisks {

    /** Adds a disk. */
    Operation<DiskId> attach(DiskSpec disk);

    /** Takes a disk out; its volume stays. Ends when the guest let go of it. */
    Operation<Effect> detach(DiskId disk);

    /** Makes a disk at least that large; never smaller. */
    Operation<Effect> grow(DiskId disk, Memory size);

    /** Puts a medium into a drive. */
    Operation<Effect> insert(DiskId drive, VolumeId medium);

    /** Takes the medium out of a drive. */
    Operation<Effect> eject(DiskId drive);
}
