package io.polyvisor.placement.site;

import java.util.Comparator;

/**
 * A host of a site, by the names that people use: its endpoint's and its own.
 *
 * <p>Immutable and thread-safe; ordered by endpoint, then host.
 *
 * @param endpoint the endpoint's name
 * @param host the host's name on it
 */
public record HostKey(String endpoint, String host) implements Comparable<HostKey> {
    private static final Comparator<HostKey> ORDER =
            Comparator.comparing(HostKey::endpoint).thenComparing(HostKey::host);

    /** Checks that neither name is blank. */
    public HostKey {
        Names.require(endpoint, "endpoint");
        Names.require(host, "host");
    }

    /** Reads {@code endpoint/host}; {@code kvm1} alone is the host kvm1 of the endpoint kvm1, as libvirt endpoints have it. */
    public static HostKey parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new HostKey(text.strip(), text.strip())
                : new HostKey(
                        text.substring(0, slash).strip(),
                        text.substring(slash + 1).strip());
    }

    @Override
    public int compareTo(HostKey other) {
        return ORDER.compare(this, other);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return endpoint.equals(host) ? host : endpoint + "/" + host;
    }
}
