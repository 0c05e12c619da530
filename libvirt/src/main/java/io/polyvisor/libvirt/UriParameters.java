package io.polyvisor.libvirt;

import io.polyvisor.libvirt.LibvirtUri.Transport;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Which query parameters of a libvirt URI are let through, and why others are not. */
final class UriParameters {

    private static final Map<Transport, Set<String>> ALLOWED = Map.of(
            Transport.LOCAL, Set.of("socket", "mode"),
            Transport.UNIX, Set.of("socket", "mode"),
            Transport.SSH, Set.of("socket", "mode", "keyfile", "known_hosts", "known_hosts_verify", "proxy"),
            Transport.TLS, Set.of("pkipath"),
            Transport.TCP, Set.of());

    private static final Map<String, Set<String>> VALUES = Map.of(
            "mode", Set.of("auto", "direct", "legacy"),
            "proxy", Set.of("auto", "native"),
            "known_hosts_verify", Set.of("normal"));

    private static final Set<String> FILES = Set.of("socket", "keyfile", "known_hosts", "pkipath");

    private static final Map<String, String> REFUSED = Map.of(
            "command", "it runs any program on this machine; put an ssh client of your own first in PATH instead",
            "netcat", "it runs any program on the host; use proxy=native",
            "no_verify",
                    "it stops checking who answers; give known_hosts=FILE (ssh) or pkipath=DIR (tls) that knows the host",
            "no_sanity", "it skips checks of certificates; repair the certificates",
            "no_tty",
                    "Polyvisor always sets it, so that ssh never prompts; leave it out and use keyfile=FILE or an agent",
            "auth", "Polyvisor answers what the server asks; give credentials separately",
            "sshauth", "ssh chooses by its own configuration; use keyfile=FILE or an agent",
            "authfile", "secrets come from credentials, not from files that a URI names; give credentials separately",
            "tls_priority", "it can weaken TLS; configure it in libvirt.conf",
            "name", "it makes the remote side open another URI than this one; write the path that you mean");

    private UriParameters() {}

    static Map<String, String> read(Transport transport, String query) {
        Map<String, String> found = new TreeMap<>();
        if (query == null || query.isEmpty()) {
            return found;
        }
        for (String part : query.split("[&;]", -1)) {
            int equals = part.indexOf('=');
            String name = decode(equals < 0 ? part : part.substring(0, equals)).toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : decode(part.substring(equals + 1));
            judge(transport, name, value);
            if (found.put(name, value) != null) {
                throw new IllegalArgumentException("URI parameter '" + name + "' is given twice");
            }
        }
        return Collections.unmodifiableMap(found);
    }

    private static void judge(Transport transport, String name, String value) {
        if (REFUSED.containsKey(name)) {
            throw new IllegalArgumentException("URI parameter '" + name + "' is refused: " + REFUSED.get(name));
        }
        Set<String> allowed = ALLOWED.getOrDefault(transport, Set.of());
        if (!allowed.contains(name)) {
            throw new IllegalArgumentException("URI parameter '" + name + "' is not known for transport "
                    + transport.name().toLowerCase(Locale.ROOT) + "; " + choices(allowed));
        }
        Set<String> values = VALUES.get(name);
        if (values != null && !values.contains(value)) {
            throw new IllegalArgumentException("URI parameter '" + name + "' must be one of " + sorted(values));
        }
        if (FILES.contains(name) && !value.startsWith("/")) {
            throw new IllegalArgumentException("URI parameter '" + name + "' must be an absolute path");
        }
    }

    private static String choices(Set<String> allowed) {
        return allowed.isEmpty() ? "it takes none" : "known are " + sorted(allowed);
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    static String write(Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return "";
        }
        StringJoiner query = new StringJoiner("&", "?", "");
        parameters.forEach((name, value) -> query.add(name + "=" + encode(value)));
        return query.toString();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
