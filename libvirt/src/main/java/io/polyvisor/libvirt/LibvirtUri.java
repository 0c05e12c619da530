package io.polyvisor.libvirt;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A libvirt connection URI that is safe to open: a known driver and transport, only parameters that a whitelist allows,
 * no password. Immutable; {@link #toString()} is fit to print.
 *
 * <p>Known drivers are {@code qemu}, {@code xen} and {@code test}; transports are local, {@code unix}, {@code ssh},
 * {@code tls} and {@code tcp}. For ssh, {@link #forLibvirt()} adds {@code no_tty=1}, as a password prompt on a service's
 * terminal would never be answered.
 */
public final class LibvirtUri {

    /** How bytes reach the daemon. */
    public enum Transport {
        LOCAL,
        UNIX,
        SSH,
        TLS,
        TCP
    }

    /** Whether a transport without encryption and without proof of who answers may be used. */
    public enum Insecure {
        REFUSED,
        ALLOWED
    }

    private final String driver;
    private final Transport transport;
    private final URI uri;
    private final Map<String, String> parameters;

    private LibvirtUri(String driver, Transport transport, URI uri, Map<String, String> parameters) {
        this.driver = driver;
        this.transport = transport;
        this.uri = uri;
        this.parameters = parameters;
    }

    /** {@link #parse(String, Insecure)} with {@link Insecure#REFUSED}. */
    public static LibvirtUri parse(String text) {
        return parse(text, Insecure.REFUSED);
    }

    /**
     * Reads and judges a URI; opens nothing.
     *
     * @throws IllegalArgumentException naming what is refused and what would be right; never repeats a password
     */
    public static LibvirtUri parse(String text, Insecure insecure) {
        URI uri = syntax(text);
        if (uri.getScheme() == null || uri.isOpaque() || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("not a libvirt URI; one looks like qemu:///system");
        }
        refusePassword(uri);
        String[] scheme = uri.getScheme().toLowerCase(Locale.ROOT).split("\\+", 2);
        String driver = driver(scheme[0]);
        Transport transport = scheme.length == 1 ? implied(uri, scheme[0]) : transport(scheme[0], scheme[1]);
        requireHost(transport, uri);
        requirePath(driver, uri.getPath());
        if (transport == Transport.TCP && insecure == Insecure.REFUSED) {
            throw new IllegalArgumentException("transport tcp is not encrypted and may not authenticate; use " + driver
                    + "+tls or " + driver + "+ssh, or allow it explicitly as insecure");
        }
        return new LibvirtUri(driver, transport, uri, UriParameters.read(transport, uri.getRawQuery()));
    }

    private static URI syntax(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Its message and input would repeat the text, which may hold a password.
            throw new IllegalArgumentException("not a URI: " + e.getReason() + " at index " + e.getIndex());
        }
    }

    private static void refusePassword(URI uri) {
        String authority = uri.getRawAuthority();
        if (authority == null) {
            return;
        }
        int at = authority.lastIndexOf('@');
        if (at >= 0 && (authority.substring(0, at).contains(":") || authority.indexOf('@') != at)) {
            throw new IllegalArgumentException(
                    "a password in a URI ends up in logs and process lists; give credentials separately");
        }
    }

    private static String driver(String name) {
        return switch (name) {
            case "qemu", "xen", "test" -> name;
            default ->
                throw new IllegalArgumentException(
                        "libvirt driver '" + name + "' is not known here; known are qemu, xen and test");
        };
    }

    private static Transport transport(String driver, String name) {
        return switch (name) {
            case "unix" -> Transport.UNIX;
            case "ssh" -> Transport.SSH;
            case "tls" -> Transport.TLS;
            case "tcp" -> Transport.TCP;
            default ->
                throw new IllegalArgumentException("libvirt transport '" + name + "' is refused; use " + driver
                        + "+ssh, " + driver + "+tls, " + driver + "+unix or, explicitly insecure, " + driver + "+tcp");
        };
    }

    /** libvirt takes a host without a transport for TLS; said here, as it surprises. */
    private static Transport implied(URI uri, String driver) {
        if (uri.getRawAuthority() == null || uri.getRawAuthority().isEmpty()) {
            return Transport.LOCAL;
        }
        if (driver.equals("test")) {
            throw new IllegalArgumentException("test is inside this process: write test:///default");
        }
        return Transport.TLS;
    }

    private static void requireHost(Transport transport, URI uri) {
        boolean remote = transport == Transport.SSH || transport == Transport.TLS || transport == Transport.TCP;
        boolean named = uri.getHost() != null;
        if (remote && !named) {
            throw new IllegalArgumentException("transport " + transport.name().toLowerCase(Locale.ROOT)
                    + " needs a host, as in qemu+ssh://host/system");
        }
        if (!remote && uri.getRawAuthority() != null) {
            throw new IllegalArgumentException("a local transport takes no host; use +ssh or +tls");
        }
    }

    private static void requirePath(String driver, String path) {
        boolean known = switch (driver) {
            case "qemu" -> path.equals("/system") || path.equals("/session");
            case "xen" -> path.isEmpty() || path.equals("/") || path.equals("/system");
            default -> path.length() > 1;
        };
        if (!known) {
            throw new IllegalArgumentException("path '" + path + "' is not known for " + driver
                    + "; write qemu:///system, qemu:///session, xen:///system or test:///default");
        }
    }

    /** {@code qemu}, {@code xen} or {@code test}. */
    public String driver() {
        return driver;
    }

    public Transport transport() {
        return transport;
    }

    /** The remote host; empty for local transports. */
    public Optional<String> host() {
        return Optional.ofNullable(uri.getHost());
    }

    /** The path, such as {@code /system}. */
    public String path() {
        return uri.getPath();
    }

    /** What {@code virConnectOpenAuth} is given. */
    public String forLibvirt() {
        Map<String, String> all = new TreeMap<>(parameters);
        if (transport == Transport.SSH) {
            all.put("no_tty", "1");
        }
        return withoutQuery() + UriParameters.write(all);
    }

    private String withoutQuery() {
        String text = uri.toString();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LibvirtUri that && forLibvirt().equals(that.forLibvirt());
    }

    @Override
    public int hashCode() {
        return forLibvirt().hashCode();
    }

    /** The URI as it was given, its parameters sorted. */
    @Override
    public String toString() {
        return withoutQuery() + UriParameters.write(parameters);
    }
}
