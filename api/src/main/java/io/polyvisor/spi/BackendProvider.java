package io.polyvisor.spi;

import io.polyvisor.Access;
import io.polyvisor.model.EndpointUri;
import java.util.Set;

/**
 * A backend's front door, found by {@link java.util.ServiceLoader}. The one public type of a backend.
 *
 * <p>Thread-safe and without state; loading it must not load the vendor's library.
 */
public interface BackendProvider {

    /** The URI schemes that it serves, in lower case; no two providers may claim the same. */
    Set<String> schemes();

    /** The backend in words, such as "QEMU/KVM through libvirt". */
    String description();

    /**
     * Opens a connection. Blocks at most as long as {@code call} has time.
     *
     * @throws DriverException UNREACHABLE, UNTRUSTED, AUTHENTICATION_FAILED, or INVALID_SPEC that names the wrong part of the
     *     address
     */
    Driver open(EndpointUri uri, Access access, Call call);
}
