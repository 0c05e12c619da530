package io.polyvisor.model;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What Polyvisor writes on a guest: that it is ours, under which key it was made, its tags and the protection meant for it.
 * Carried by libvirt metadata, vSphere extraConfig, XAPI other_config, or an encoded vz description.
 *
 * <p>Immutable and thread-safe.
 *
 * @param key under which the guest was made; empty when it was adopted
 * @param tags names and values that users put on it
 * @param protection what should happen when its host is lost
 */
public record Mark(Optional<CreationKey> key, Map<String, String> tags, Protection protection) {

    /** Copies the tags. */
    public Mark {
        Objects.requireNonNull(key, "creation key");
        tags = Map.copyOf(tags);
        Objects.requireNonNull(protection, "protection");
    }

    /** The mark of a guest that was not made by us. */
    public static Mark adopted() {
        return new Mark(Optional.empty(), Map.of(), Protection.DO_NOT_RESTART);
    }

    /** The same with other tags. */
    public Mark withTags(Map<String, String> other) {
        return new Mark(key, other, protection);
    }

    /** The same with another protection. */
    public Mark withProtection(Protection other) {
        return new Mark(key, tags, other);
    }
}
