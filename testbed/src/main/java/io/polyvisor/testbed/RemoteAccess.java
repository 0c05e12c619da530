package io.polyvisor.testbed;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a client needs to come into a private host by one {@link Transport}.
 *
 * <p>Immutable. Keys and passwords are made for the host and end with it.
 *
 * @param transport the way in
 * @param uri libvirt's URI; for TLS it names the directory of the client's certificate
 * @param login the user that is asked for; null where nobody asks
 * @param programs for SSH a directory with an {@code ssh} that trusts the host and holds the client's key: put it
 *     first in the client's {@code PATH}, because libvirt's client can be told neither in a URI; else null
 */
public record RemoteAccess(
        Transport transport,
        String uri,
        @Nullable Login login,
        @Nullable Path programs) {

    /**
     * A user of the host.
     *
     * @param user the name
     * @param password the password
     * @param file both, in the format of libvirt's {@code auth.conf} ({@code LIBVIRT_AUTH_FILE})
     */
    public record Login(String user, String password, Path file) {

        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    static RemoteAccess bySocket(Path socket) {
        return open(Transport.UNIX, "qemu+unix:///system?socket=" + socket);
    }

    static RemoteAccess open(Transport transport, String uri) {
        return new RemoteAccess(transport, uri, null, null);
    }

    /** The environment variables that make libvirt's own client use all this. */
    Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        if (login != null) {
            variables.put("LIBVIRT_AUTH_FILE", login.file().toString());
        }
        if (programs != null) {
            variables.put("PATH", programs + ":" + System.getenv("PATH"));
        }
        return variables;
    }
}
