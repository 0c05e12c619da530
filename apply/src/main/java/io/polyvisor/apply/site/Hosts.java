package io.polyvisor.apply.site;

import io.polyvisor.apply.file.DeclaredEndpoint;
import io.polyvisor.apply.file.DeclaredHost;
import io.polyvisor.apply.file.DeclaredSite;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.VlanEvidence;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds a site's hosts: seen, remembered or declared. Not thread-safe. */
final class Hosts {
    private final DeclaredSite declared;
    private final Remembered remembered;
    private final Storages storages;
    private final List<String> remarks;
    private final Map<HostKey, SiteHost> hosts = new TreeMap<>();
    private final Map<HostKey, HostId> ids = new TreeMap<>();
    private final Set<HostKey> returned = new TreeSet<>();

    Hosts(DeclaredSite declared, List<Look> looks, Remembered remembered, Storages storages, List<String> remarks) {
        this.declared = declared;
        this.remembered = remembered;
        this.storages = storages;
        this.remarks = remarks;
        for (Look look : looks) {
            Set<HostKey> told = new HashSet<>();
            look.inventory().ifPresent(inventory -> inventory.hosts().forEach(view -> see(look, view, told)));
            if (look.inventory().isEmpty()) {
                recall(look, told);
            }
            declared.hosts().values().stream()
                    .filter(host -> host.key().endpoint().equals(look.name()) && !told.contains(host.key()))
                    .forEach(host -> believe(look, host));
        }
        remembered.fenced().stream()
                .filter(host -> !hosts.containsKey(host))
                .forEach(host -> remarks.add("host " + host + " was fenced, and the site has no such host any more"));
        requireSome(looks);
    }

    Map<HostKey, SiteHost> all() {
        return hosts;
    }

    Map<HostKey, HostId> ids() {
        return ids;
    }

    /** Hosts that were fenced and answer again. */
    Set<HostKey> returned() {
        return returned;
    }

    /** The host of that id on that endpoint. */
    Optional<HostKey> of(Look look, HostId id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getKey().endpoint().equals(look.name())
                        && entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void see(Look look, HostView view, Set<HostKey> told) {
        HostKey key = new HostKey(look.name(), look.isItsHost() ? look.name() : view.name());
        HostKey spelledOut = new HostKey(look.name(), view.name());
        Optional<DeclaredHost> said = Optional.ofNullable(declared.hosts().get(key))
                .or(() -> Optional.ofNullable(declared.hosts().get(spelledOut)));
        told.add(key);
        told.add(spelledOut);
        SiteHost host = new SiteHost(
                key,
                pool(look, said),
                said.flatMap(DeclaredHost::memory).orElse(view.memory()),
                said.flatMap(DeclaredHost::cpus).orElse(Math.max(1, view.cpus())),
                said.flatMap(DeclaredHost::overcommitPercent)
                        .orElse(look.declared().overcommitPercent()),
                said.flatMap(DeclaredHost::cpuVendor).or(view::cpuVendor),
                vlans(look, said),
                said.flatMap(DeclaredHost::storages).orElse(storages.reachedFrom(look)),
                state(look, key, said, Optional.of(view.state())));
        put(host);
        ids.put(key, view.id());
    }

    private void recall(Look look, Set<HostKey> told) {
        remembered
                .last()
                .ifPresent(last -> last.site().hosts().values().stream()
                        .filter(host -> host.key().endpoint().equals(look.name()))
                        .forEach(host -> {
                            Optional<DeclaredHost> said =
                                    Optional.ofNullable(declared.hosts().get(host.key()));
                            told.add(host.key());
                            put(new SiteHost(
                                    host.key(),
                                    pool(look, said),
                                    host.memory(),
                                    host.cpus(),
                                    host.overcommitPercent(),
                                    host.cpuVendor(),
                                    host.vlans(),
                                    storages.reachedFrom(look),
                                    state(look, host.key(), said, Optional.empty())));
                            Optional.ofNullable(last.hostIds().get(host.key()))
                                    .ifPresent(id -> ids.put(host.key(), id));
                        }));
    }

    /** What only the file knows of. */
    private void believe(Look look, DeclaredHost said) {
        boolean off = said.state().equals(Optional.of(HostState.OFF));
        if (look.answers() && !off) {
            remarks.add(
                    "endpoint " + look.name() + " has no host " + said.key().host() + ", which the site file declares");
            return;
        }
        if (said.memory().isEmpty() || said.cpus().isEmpty()) {
            remarks.add("host " + said.key()
                    + " was never seen, and the site file says neither how much memory nor how many"
                    + " cpus it has; it is left out");
            return;
        }
        put(new SiteHost(
                said.key(),
                pool(look, Optional.of(said)),
                said.memory().orElse(Memory.ZERO),
                said.cpus().orElse(1),
                said.overcommitPercent().orElse(look.declared().overcommitPercent()),
                said.cpuVendor(),
                vlans(look, Optional.of(said)),
                said.storages().orElse(storages.reachedFrom(look)),
                state(look, said.key(), Optional.of(said), Optional.empty())));
    }

    private void put(SiteHost host) {
        if (hosts.put(host.key(), host) != null) {
            throw new SiteRefusedException(
                    "endpoint " + host.key().endpoint() + " has two hosts called "
                            + host.key().host()
                            + "; a host is known by endpoint and name: rename one of them, or connect to each as an endpoint of its own");
        }
    }

    private static String pool(Look look, Optional<DeclaredHost> said) {
        return said.flatMap(DeclaredHost::pool).orElse(look.declared().pool());
    }

    /** What is observed, then what the file attests; what neither says is not carried. */
    private Map<VlanId, VlanEvidence> vlans(Look look, Optional<DeclaredHost> said) {
        DeclaredEndpoint endpoint = look.declared();
        Set<VlanId> observed = look.observedVlans();
        Map<VlanId, VlanEvidence> all = new TreeMap<>();
        Optional<Set<VlanId>> exact = said.flatMap(DeclaredHost::vlans);
        if (exact.isPresent()) {
            exact.get().forEach(vlan -> all.put(vlan, VlanEvidence.ATTESTED));
        } else {
            endpoint.attested().forEach(vlan -> all.put(vlan, VlanEvidence.ATTESTED));
            look.networks(new java.util.ArrayList<>()).keySet().forEach(vlan -> all.put(vlan, VlanEvidence.ATTESTED));
            observed.forEach(vlan -> all.put(vlan, VlanEvidence.OBSERVED));
        }
        observed.stream().filter(all::containsKey).forEach(vlan -> all.put(vlan, VlanEvidence.OBSERVED));
        return all;
    }

    private HostState state(Look look, HostKey key, Optional<DeclaredHost> said, Optional<HostView.State> observed) {
        Optional<HostState> wanted = said.flatMap(DeclaredHost::state);
        boolean online = look.answers()
                && observed.map(state -> state != HostView.State.UNREACHABLE).orElse(false);
        if (remembered.fenced().contains(key)) {
            if (online) {
                returned.add(key);
                remarks.add("host " + key + " was fenced and answers again; it takes no guests until it rejoins");
            }
            return HostState.LOST;
        }
        if (!look.canBeAsked()) {
            return wanted.orElse(HostState.UP);
        }
        if (!online) {
            return wanted.filter(HostState.OFF::equals).orElse(HostState.UNREACHABLE);
        }
        if (wanted.equals(Optional.of(HostState.OFF))) {
            remarks.add("host " + key + " is declared off and answers; it is taken for up");
        }
        boolean maintained = observed.equals(Optional.of(HostView.State.MAINTENANCE))
                || wanted.equals(Optional.of(HostState.MAINTENANCE));
        return maintained ? HostState.MAINTENANCE : HostState.UP;
    }

    private void requireSome(List<Look> looks) {
        if (hosts.isEmpty()) {
            List<String> silent = looks.stream()
                    .filter(look -> look.canBeAsked() && !look.answers())
                    .map(Look::name)
                    .toList();
            throw new SiteRefusedException("the site has no hosts"
                    + (silent.isEmpty()
                            ? "; give an endpoint with its uri, or declare hosts under hosts"
                            : ": " + String.join(", ", silent) + " did not answer and nothing is remembered of them"));
        }
    }
}
