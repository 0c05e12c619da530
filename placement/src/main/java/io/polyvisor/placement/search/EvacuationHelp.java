package io.polyvisor.placement.search;

import io.polyvisor.model.Memory;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage.Addition;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tries what would let a host be evacuated: a host that is off, or more memory in one that is up. */
final class EvacuationHelp {
    private static final int TRIES = 5;
    private static final long GIB = 1L << 30;

    private final Site site;
    private final Policy policy;
    private final Question.Evacuate question;
    private final Effort effort;

    EvacuationHelp(Site site, Policy policy, Question.Evacuate question, Effort effort) {
        this.site = site;
        this.policy = policy;
        this.question = question;
        this.effort = new Effort(effort.seed(), Math.max(1, effort.steps() / 10));
    }

    /** What helps, cheapest first. */
    List<Addition> additions() {
        List<Addition> found = new ArrayList<>();
        List<SiteHost> off = pool().stream()
                .filter(host -> host.state() == HostState.OFF)
                .sorted(Comparator.comparing(this::cost).thenComparing(SiteHost::key))
                .limit(TRIES)
                .toList();
        for (SiteHost host : off) {
            if (helps(host.in(HostState.UP))) {
                found.add(new Addition("switch on host " + host.key(), Optional.of(cost(host))));
                break;
            }
        }
        memory().ifPresent(found::add);
        return found;
    }

    private Optional<Addition> memory() {
        long leaving = site.guests().values().stream()
                .filter(guest -> guest.active() && guest.place().equals(Optional.of(question.host())))
                .mapToLong(guest -> guest.memory().bytes())
                .sum();
        List<SiteHost> up = pool().stream()
                .filter(host -> host.state() == HostState.UP)
                .limit(TRIES)
                .toList();
        for (SiteHost host : up) {
            for (long gib = 1; gib <= 2 * (leaving / GIB + 1); gib *= 2) {
                if (helps(with(host, Memory.gib(gib)))) {
                    return Optional.of(
                            new Addition(Memory.gib(gib) + " of memory in host " + host.key(), Optional.empty()));
                }
            }
        }
        return Optional.empty();
    }

    private static SiteHost with(SiteHost host, Memory more) {
        return new SiteHost(
                host.key(),
                host.pool(),
                host.memory().plus(more),
                host.cpus(),
                host.overcommitPercent(),
                host.cpuVendor(),
                host.vlans(),
                host.storages(),
                host.state());
    }

    private List<SiteHost> pool() {
        String pool = site.poolOf(question.host()).name();
        return site.hosts().values().stream()
                .filter(host -> host.pool().equals(pool) && !host.key().equals(question.host()))
                .sorted(Comparator.comparing(SiteHost::key))
                .toList();
    }

    private Money cost(SiteHost host) {
        return site.endpointOf(host.key()).cost().perHost();
    }

    private boolean helps(SiteHost changed) {
        Map<HostKey, SiteHost> hosts = new LinkedHashMap<>(site.hosts());
        hosts.put(changed.key(), changed);
        return new Evacuation(site.withHosts(hosts.values()), policy, question, effort)
                .answer()
                .holds();
    }
}
