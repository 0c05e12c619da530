package io.polyvisor.apply.site;

import io.polyvisor.EndpointView;
import io.polyvisor.apply.file.DeclaredEndpoint;
import io.polyvisor.apply.file.DeclaredSite;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.site.SiteEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One endpoint as declared and as seen.
 *
 * @param declared what the file says
 * @param answers whether it answered this time
 * @param inventory what it holds, or held when it last answered
 * @param capabilities what it can do, where that is known
 */
record Look(
        DeclaredEndpoint declared,
        boolean answers,
        Optional<Inventory> inventory,
        Optional<Capabilities> capabilities) {

    /** Hypervisors whose endpoint is one host by its nature. */
    private static final Set<String> MANAGERS = Set.of("vsphere", "xapi");

    static List<Look> all(DeclaredSite site, List<EndpointView> views, Map<String, Capabilities> capabilities) {
        Map<String, EndpointView> byName = new HashMap<>();
        for (EndpointView view : views) {
            if (!site.endpoints().containsKey(view.endpoint())) {
                throw new SiteRefusedException(
                        "endpoint " + view.endpoint()
                                + " is in no site file; a site's hosts are called by their endpoint's name: write it under endpoints");
            }
            byName.put(view.endpoint(), view);
        }
        List<Look> looks = new ArrayList<>();
        site.endpoints().forEach((name, declared) -> {
            Optional<EndpointView> view = Optional.ofNullable(byName.get(name));
            looks.add(new Look(
                    declared,
                    view.map(there -> there.fold(seen -> true, unseen -> false)).orElse(false),
                    view.flatMap(there -> there.fold(seen -> Optional.of(seen.inventory()), unseen -> unseen.last())),
                    Optional.ofNullable(capabilities.get(name))));
        });
        return looks;
    }

    String name() {
        return declared.name();
    }

    boolean canBeAsked() {
        return declared.uri().isPresent();
    }

    boolean provides(Capability capability) {
        return capabilities.map(known -> known.provides(capability)).orElse(false);
    }

    /** Whether the endpoint is its only host, so that both have one name. */
    boolean isItsHost() {
        return !MANAGERS.contains(declared.kind())
                && inventory.map(seen -> seen.hosts().size() == 1).orElse(false);
    }

    /** What the endpoint calls each VLAN's network: what it shows itself, then what the file says and it has. */
    Map<VlanId, NetworkId> networks(List<String> remarks) {
        Map<VlanId, NetworkId> networks = new TreeMap<>();
        Map<NetworkId, NetworkView> seen = seenNetworks();
        declared.networks().forEach((vlan, network) -> {
            NetworkView view = seen.get(network);
            if (answers && view == null) {
                remarks.add("endpoint " + name() + " has no network " + network
                        + ", which the site file names for VLAN " + vlan + "; nothing is placed there for it");
            } else if (view != null && !view.vlan().map(vlan::equals).orElse(true)) {
                remarks.add("network " + network + " of endpoint " + name() + " is on VLAN "
                        + view.vlan().orElseThrow() + ", and the site file says " + vlan + "; what is observed holds");
            } else {
                networks.put(vlan, network);
            }
        });
        seen.values().stream()
                .filter(NetworkView::usable)
                .forEach(view -> view.vlan().ifPresent(vlan -> networks.putIfAbsent(vlan, view.id())));
        return networks;
    }

    /** VLANs that the endpoint shows itself. */
    Set<VlanId> observedVlans() {
        Set<VlanId> vlans = new java.util.TreeSet<>();
        seenNetworks().values().stream()
                .filter(NetworkView::usable)
                .forEach(view -> view.vlan().ifPresent(vlans::add));
        return vlans;
    }

    /** Which VLAN a network is on: as observed, else by the file's word. */
    Optional<VlanId> vlanOf(NetworkId network) {
        Optional<VlanId> observed =
                Optional.ofNullable(seenNetworks().get(network)).flatMap(NetworkView::vlan);
        return observed.or(() -> declared.networks().entrySet().stream()
                .filter(entry -> entry.getValue().equals(network))
                .map(Map.Entry::getKey)
                .findFirst());
    }

    SiteEndpoint endpoint(List<String> remarks) {
        return new SiteEndpoint(
                name(),
                declared.kind(),
                declared.owner(),
                declared.location(),
                declared.cost(),
                networks(remarks),
                declared.images(),
                declared.newDisksIn(),
                provides(Capability.PROTECTION_ENFORCED));
    }

    private Map<NetworkId, NetworkView> seenNetworks() {
        Map<NetworkId, NetworkView> seen = new LinkedHashMap<>();
        inventory.ifPresent(there -> there.networks().forEach(network -> seen.put(network.id(), network)));
        return seen;
    }
}
