package io.polyvisor.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The address of an endpoint, such as {@code qemu+ssh://root@kvm1/system} or {@code memory:///hybrid}. It never holds a secret: a
 * password in it is refused.
 *
 * <p>Immutable and thread-safe.
 *
 * @param uri the address
 */
public record EndpointUri(URI uri) {

    /** Checks that there is a scheme and no password. */
    public EndpointUri {
        Objects.requireNonNull(uri, "address of an endpoint");
        if (uri.getScheme() == null) {
            throw new IllegalArgumentException("the address has no scheme; write for instance qemu:///system, "
                    + "qemu+ssh://host/system or memory:///hybrid");
        }
        String userInfo = uri.getRawUserInfo();
        if (userInfo != null && userInfo.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "the address holds a password; leave it out and give credentials through Access");
        }
    }

    /** Reads an address; the message of a refusal never repeats it whole, since it may hold a secret by mistake. */
    public static EndpointUri parse(String text) {
        Objects.requireNonNull(text, "address of an endpoint");
        try {
            return new EndpointUri(new URI(text.strip()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "not the address of an endpoint: " + e.getReason() + " at position " + e.getIndex(), null);
        }
    }

    /** The scheme in lower case, such as {@code qemu+ssh}. */
    public String scheme() {
        return uri.getScheme().toLowerCase(Locale.ROOT);
    }

    /** The path without its leading slash; empty when there is none. */
    public String path() {
        String path = uri.getPath();
        return path == null ? "" : path.startsWith("/") ? path.substring(1) : path;
    }

    /** The parameters after the question mark, decoded, in order. */
    public Map<String, String> parameters() {
        Map<String, String> found = new LinkedHashMap<>();
        String query = uri.getRawQuery();
        if (query == null) {
            return found;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!key.isEmpty()) {
                found.put(decode(key), decode(value));
            }
        }
        return found;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
