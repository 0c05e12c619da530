package io.polyvisor.spi;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Memory;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import java.io.InputStream;
import java.util.Optional;

/** Volumes that storages hold. Listing is part of the inventory. */
public non-sealed interface Volumes extends Facet {

    /**
     * One volume with the guests that use it; empty when there is none of that id. Looks as hard as need be: another host may have made
     * it in a storage that both see.
     */
    Optional<VolumeView> volume(VolumeId volume, Call call);

    /** Whether there is a volume of that id as far as the hypervisor knows at once: asked before one is made, and mostly it is free. */
    default boolean taken(VolumeId volume, Call call) {
        return volume(volume, call).isPresent();
    }

    /** Makes an empty volume. A volume's own id is its key: the core looked that it was free. */
    VolumeView create(CreationKey key, VolumeSpec spec, Call call);

    /** Makes a volume of that size from a stream's bytes, raw or in a format that the backend tells by itself. */
    VolumeView importFrom(CreationKey key, VolumeSpec spec, InputStream bytes, Call call);

    /** Makes a volume with a copy of another's data. */
    VolumeView copy(CreationKey key, VolumeId source, VolumeId target, Call call);

    /** Makes a volume that no running guest uses larger. */
    void grow(VolumeId volume, Memory size, Call call);

    /** Removes a volume and what is in it. */
    void delete(VolumeId volume, Call call);
}
