package io.polyvisor.apply.file;

import io.polyvisor.model.VlanId;
import io.polyvisor.placement.site.HostKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads names of what a site has; a name of something else is refused with those that would be right. Where an endpoint can be asked,
 * names that only it knows are let through. Immutable.
 */
final class SiteNames {
    private final DeclaredSite site;

    SiteNames(DeclaredSite site) {
        this.site = site;
    }

    /** The text, where it is one of these names. */
    static String known(String what, String text, Collection<String> names) {
        if (names.contains(text)) {
            return text;
        }
        String meant = Nearest.to(text, names)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
        String all = names.isEmpty() ? "there are none" : "known: " + String.join(", ", names);
        throw new IllegalArgumentException(
                "\"" + text + "\" is no " + what + " of this site" + meant + " (" + all + ")");
    }

    String endpoint(String text) {
        return known("endpoint", text.strip(), site.endpoints().keySet());
    }

    String location(String text) {
        Set<String> all = site.endpoints().values().stream()
                .map(DeclaredEndpoint::location)
                .collect(Collectors.toCollection(TreeSet::new));
        return known("location", text.strip(), all);
    }

    HostKey host(String text) {
        HostKey key = HostKey.parse(text);
        String endpoint = endpoint(key.endpoint());
        if (!site.hosts().containsKey(key) && !canBeAsked(endpoint)) {
            known(
                    "host",
                    key.toString(),
                    site.hosts().keySet().stream().map(HostKey::toString).toList());
        }
        return key;
    }

    String image(String text) {
        Set<String> all = site.endpoints().values().stream()
                .flatMap(endpoint -> endpoint.images().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return known("image", text.strip(), all);
    }

    /** A storage of the site file, or {@code ENDPOINT/STORAGE} where the endpoint can be asked. */
    String storage(String text) {
        String name = text.strip();
        int slash = name.indexOf('/');
        if (slash > 0 && slash < name.length() - 1 && canBeAsked(name.substring(0, slash))) {
            return name;
        }
        return known("storage", name, site.storages().keySet());
    }

    VlanId vlan(String text) {
        VlanId vlan = VlanId.of(Words.number(text));
        Set<VlanId> all = vlans();
        boolean canBeSeen = site.endpoints().values().stream()
                .anyMatch(endpoint ->
                        endpoint.uri().isPresent() && endpoint.networks().isEmpty());
        if (!all.contains(vlan) && !canBeSeen) {
            List<String> names = all.stream().map(VlanId::toString).toList();
            throw new IllegalArgumentException("VLAN " + vlan + " is in the networks of no endpoint ("
                    + (names.isEmpty() ? "no endpoint names any" : "known: " + String.join(", ", names)) + ")");
        }
        return vlan;
    }

    private Set<VlanId> vlans() {
        Set<VlanId> all = new TreeSet<>();
        site.endpoints().values().forEach(endpoint -> {
            all.addAll(endpoint.networks().keySet());
            all.addAll(endpoint.attested());
        });
        site.hosts().values().forEach(host -> host.vlans().ifPresent(all::addAll));
        return all;
    }

    /** What keeps pins from allowing any host, as far as the file tells; empty when nothing does. */
    Optional<String> contradiction(Set<HostKey> hosts, Set<String> endpoints, Set<String> locations) {
        if (locations.isEmpty()) {
            return Optional.empty();
        }
        List<String> wanted = new ArrayList<>(endpoints);
        hosts.forEach(host -> wanted.add(host.endpoint()));
        boolean none = !wanted.isEmpty()
                && wanted.stream()
                        .map(site.endpoints()::get)
                        .noneMatch(endpoint -> endpoint == null || locations.contains(endpoint.location()));
        return none
                ? Optional.of("pins contradict each other: nothing that is allowed lies in a location that is allowed")
                : Optional.empty();
    }

    private boolean canBeAsked(String endpoint) {
        DeclaredEndpoint declared = site.endpoints().get(endpoint);
        return declared != null && declared.uri().isPresent();
    }
}
