package io.polyvisor.testbed;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * All that a client needs to come into a private host by one {@link Transport}.
 *
 * <p>Immutable. Keys and passwords are made for the host and end with it.
 *
 * @param transport the way in
 * @param uri libvirt's URI; for TLS it names the directory of the client's certificate
 * @param user whom to come in as; null where nobody asks
 * @param password that user's password; null where nobody asks
 * @param programs for SSH a directory with an {@code ssh} that trusts the host and holds the client's key: put it
 *     first in the client's {@code PATH}, because libvirt's client can be told neither in a URI; else null
 */
public record RemoteAccess(
        Transport transport,
        String uri,
        @Nullable String user,
        @Nullable String password,
        @Nullable Path programs) {

    static RemoteAccess bySocket(Path socket) {
        return open(Transport.UNIX, "qemu+unix:///system?socket=" + socket);
    }

    static RemoteAccess open(Transport transport, String uri) {
        return new RemoteAccess(transport, uri, null, null, null);
    }
}
