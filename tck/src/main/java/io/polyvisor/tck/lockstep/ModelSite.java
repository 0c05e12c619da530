package io.polyvisor.tck.lockstep;

import io.polyvisor.Endpoint;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.StorageId;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A walk's place on the reference model: images that boot nothing, so that its guests are like firmware-only ones. */
final class ModelSite {
    private static final StorageId STORAGE = StorageId.of("images");
    private static final byte[] BOOTS_NOTHING = "deaf".getBytes(StandardCharsets.US_ASCII);

    private ModelSite() {}

    static Site furnish(Endpoint endpoint) {
        VolumeId disk = imported(endpoint, "walk-root");
        VolumeId medium = imported(endpoint, "walk-medium.iso");
        return Site.ofFirmwareGuests(STORAGE, NetworkId.of("servers"), DiskSpec.copyOf(disk))
                .withMedium(medium)
                .withBalloons()
                .withTimes(Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMillis(20));
    }

    private static VolumeId imported(Endpoint endpoint, String key) {
        VolumeId id = new VolumeId(STORAGE, key);
        if (endpoint.volumes().find(id).isEmpty()) {
            endpoint.volumes()
                    .importFrom(
                            VolumeSpec.thin(id, Memory.mib(4)),
                            new ByteArrayInputStream(BOOTS_NOTHING),
                            Optional.empty())
                    .await();
        }
        return id;
    }
}
