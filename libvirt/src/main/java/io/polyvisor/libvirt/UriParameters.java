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
            Transport.SSH, Set.of("socket", "mode", "keyfile", "proxy"),
            Transport.TLS, Set.of("pkipath"),
            Transport.TCP, Set.of());

    private static final Map<String, Set<String>> VALUES = Map.of(
            "mode", Set.of("auto", "direct", "legacy"),
            "proxy", Set.of("auto", "native"));

    private static final Set<String> FILES = Set.of("socket", "keyfile", "pkipath");

    private static final String SSH_KNOWS =
            "libvirt ignores it for ssh; put the host's key in ~/.ssh/known_hosts or name a file in ssh's configuration";

    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("command", "it runs any program on this machine; put your own ssh first in PATH instead"),
            Map.entry("netcat", "it runs any program on the host; use proxy=native"),
            Map.entry(
                    "no_verify",
                    "it stops checking who answers; let ssh's known_hosts (ssh) or pkipath=DIR (tls) know the host"),
            Map.entry("known_hosts", SSH_KNOWS),
            Map.entry("known_hosts_verify", SSH_KNOWS),
            Map.entry("no_sanity", "it skips checks of certificates; repair the certificates"),
            Map.entry(
                    "no_tty",
                    "Polyvisor always sets it, so that ssh never prompts; leave it out and use keyfile=FILE or an agent"),
            Map.entry("auth", "Polyvisor answers what the server asks; give credentials separately"),
            Map.entry("sshauth", "ssh chooses by its own configuration; use keyfile=FILE or an agent"),
            Map.entry("authfile", "secrets do not come from files that a URI names; give credentials separately"),
            Map.entry("tls_priority", "it can weaken TLS; configure it in libvirt.conf"),
            Map.entry("name", "it makes the host open another URI than this one; write the path that you mean"));

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
