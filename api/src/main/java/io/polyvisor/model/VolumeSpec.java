package io.polyvisor.model;

import java.util.Objects;

/**
 * A volume to make.
 *
 * @param id where, and under which key
 * @param size what its user sees
 * @param provisioning when it takes its space
 */
public record VolumeSpec(VolumeId id, Memory size, Provisioning provisioning) {

    /** Checks presence. */
    public VolumeSpec {
        Objects.requireNonNull(id, "volume id");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(provisioning, "provisioning");
    }

    /** A thin volume. */
    public static VolumeSpec thin(VolumeId id, Memory size) {
        return new VolumeSpec(id, size, Provisioning.THIN);
    }

    /** A volume whose space is taken at once. */
    public static VolumeSpec thick(VolumeId id, Memory size) {
        return new VolumeSpec(id, size, Provisioning.THICK);
    }
}
