package io.polyvisor.apply;

import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Inventory;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.List;
import java.util.Optional;

/**
 * Which observed host is meant by a site's name for it: the one of that name; where the site knows one host of the endpoint and the
 * endpoint is one host, that one, whatever it calls itself.
 */
final class HostsOf {
    private final Site site;

    HostsOf(Site site) {
        this.site = site;
    }

    Optional<HostView> view(HostKey host, Inventory seen) {
        Optional<HostView> named = seen.hosts().stream()
                .filter(view ->
                        view.name().equals(host.host()) || view.id().value().equals(host.host()))
                .findFirst();
        return named.or(() -> seen.hosts().size() == 1 && of(host.endpoint()).size() == 1
                ? Optional.of(seen.hosts().get(0))
                : Optional.empty());
    }

    boolean answers(HostKey host, Inventory seen) {
        return view(host, seen)
                .filter(view -> view.state() != HostView.State.UNREACHABLE)
                .isPresent();
    }

    Optional<HostKey> key(String endpoint, Optional<HostId> id, Inventory seen) {
        List<HostKey> all = of(endpoint);
        if (id.isEmpty()) {
            return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
        }
        return all.stream()
                .filter(key -> view(key, seen).map(HostView::id).equals(id))
                .findFirst();
    }

    /** All hosts that the site has of that endpoint. */
    List<HostKey> of(String endpoint) {
        return site.hosts().keySet().stream()
                .filter(host -> host.endpoint().equals(endpoint))
                .toList();
    }
}
