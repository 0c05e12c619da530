package io.polyvisor;

import io.polyvisor.model.Effect;
import io.polyvisor.model.Memory;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Volumes of an endpoint's storages.
 *
 * <p>Thread-safe. Reads block at most until the read deadline; verbs do not block.
 */
public interface EndpointVolumes {

    /** All volumes of all storages. */
    List<VolumeView> list();

    /** One volume with the guests that use it. */
    Optional<VolumeView> find(VolumeId volume);

    /** Makes an empty volume. */
    Operation<VolumeView> create(VolumeSpec spec);

    /**
     * Makes a volume from a stream, which is read to its end and not closed.
     *
     * @param sha256 what the stream's bytes must hash to, in hexadecimal; empty to not check. On a mismatch no volume is left.
     */
    Operation<VolumeView> importFrom(VolumeSpec spec, InputStream bytes, Optional<String> sha256);

    /** Makes a volume with a copy of another's data. */
    Operation<VolumeView> copy(VolumeId source, VolumeId target);

    /** Makes a volume at least that large; never smaller. */
    Operation<Effect> grow(VolumeId volume, Memory size);

    /** Removes a volume and what is in it; refused while a guest or another volume uses it. */
    Operation<Effect> delete(VolumeId volume);
}
