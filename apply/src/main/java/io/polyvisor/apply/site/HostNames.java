package io.polyvisor.apply.site;

import io.polyvisor.apply.file.Nearest;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the host that a text means. Stateless. */
final class HostNames {
    private HostNames() {}

    static HostKey meant(Site site, String text) {
        String wanted = text.strip();
        List<HostKey> exact = site.hosts().keySet().stream()
                .filter(key -> key.toString().equals(wanted)
                        || (key.endpoint() + "/" + key.host()).equals(wanted)
                        || key.host().equals(wanted))
                .toList();
        List<HostKey> found = exact.isEmpty()
                ? site.hosts().keySet().stream()
                        .filter(key -> key.endpoint().equals(wanted))
                        .toList()
                : exact;
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            List<String> all =
                    site.hosts().keySet().stream().map(HostKey::toString).toList();
            String meant = Nearest.to(wanted, all)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("");
            throw new IllegalArgumentException(
                    "the site has no host " + wanted + meant + " (hosts: " + String.join(", ", all) + ")");
        }
        throw new IllegalArgumentException(wanted + " can be several hosts: "
                + found.stream().map(key -> key.endpoint() + "/" + key.host()).collect(Collectors.joining(", "))
                + "; name one of them");
    }
}
