package io.polyvisor.apply.file;

import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/** Reads {@code hosts}. Stateless. */
final class HostSections {
    private HostSections() {}

    /** The hosts; {@code site} knows endpoints and storages already. */
    static Map<HostKey, DeclaredHost> of(Section root, DeclaredSite site) {
        SiteNames names = new SiteNames(site);
        Map<HostKey, DeclaredHost> hosts = new LinkedHashMap<>();
        root.named("hosts")
                .forEach((name, section) -> section.made(() -> host(name, section, site, names))
                        .ifPresent(host -> {
                            if (hosts.put(host.key(), host) != null) {
                                section.fault("is there twice, in another spelling");
                            }
                        }));
        return hosts;
    }

    private static DeclaredHost host(String name, Section section, DeclaredSite site, SiteNames names) {
        HostKey key = HostKey.parse(name);
        DeclaredHost host = new DeclaredHost(
                key,
                section.value("memory", Amounts::memory),
                section.value("cpus", Amounts::positive),
                section.value("overcommit", Amounts::factor),
                section.value("cpu-vendor", EndpointSections::name),
                section.has("vlans")
                        ? Optional.of(new LinkedHashSet<>(section.values("vlans", EndpointSections::vlan)))
                        : untold(section, "vlans"),
                section.has("storages")
                        ? Optional.of(new LinkedHashSet<>(section.values("storages", names::storage)))
                        : untold(section, "storages"),
                section.value("pool", EndpointSections::name),
                section.value("state", HostSections::state));
        names.endpoint(key.endpoint());
        DeclaredEndpoint endpoint = site.endpoints().get(key.endpoint());
        if (endpoint != null && endpoint.uri().isEmpty()) {
            section.need("memory", host.memory());
            section.need("cpus", host.cpus());
        }
        return host;
    }

    private static <T> Optional<T> untold(Section section, String key) {
        section.leave(key);
        return Optional.empty();
    }

    private static HostState state(String text) {
        HostState state = Words.choice(HostState.class, text);
        if (state == HostState.LOST || state == HostState.UNREACHABLE) {
            throw new IllegalArgumentException("\"" + text + "\" is observed or proved, never declared;"
                    + " up, maintenance or off is right (polyvisor failover HOST takes it for lost)");
        }
        return state;
    }
}
