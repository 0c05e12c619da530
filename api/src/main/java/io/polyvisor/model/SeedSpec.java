package io.polyvisor.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a guest is told at its first boot. Virtual machines get a NoCloud ISO made by us (vSphere: guestinfo); containers get it
 * set in their configuration. User data are secret in effect: they are never logged.
 *
 * <p>Immutable and thread-safe.
 *
 * @param hostName the guest's own host name
 * @param authorizedKeys SSH public keys for its first user
 * @param userData cloud-init user data, as is; empty for none beyond the keys
 */
public record SeedSpec(String hostName, List<String> authorizedKeys, Optional<String> userData) {

    /** Checks the host name's form (RFC 1123). */
    public SeedSpec {
        Objects.requireNonNull(hostName, "host name");
        if (!hostName.matches(
                "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*")) {
            throw new IllegalArgumentException("host name \"" + hostName
                    + "\" is not one; letters, digits and inner hyphens in labels of at most 63 are right");
        }
        authorizedKeys = List.copyOf(authorizedKeys);
        Objects.requireNonNull(userData, "user data");
    }

    /** A seed that gives the guest its host name. */
    public static SeedSpec hostName(String hostName) {
        return new SeedSpec(hostName, List.of(), Optional.empty());
    }

    /** The same with these SSH public keys for the first user. */
    public SeedSpec withAuthorizedKeys(List<String> keys) {
        return new SeedSpec(hostName, keys, userData);
    }

    /** The same with these cloud-init user data. */
    public SeedSpec withUserData(String text) {
        return new SeedSpec(hostName, authorizedKeys, Optional.of(text));
    }

    /** Leaves the user data out: they may hold secrets. */
    @Override
    public String toString() {
        return "SeedSpec[" + hostName + ", " + authorizedKeys.size() + " keys"
                + (userData.isPresent() ? ", user data]" : "]");
    }
}
