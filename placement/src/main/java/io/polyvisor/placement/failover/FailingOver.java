package io.polyvisor.placement.failover;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds places for guests of lost hosts: as many as possible of the protected ones, then as many as possible of those that are restarted
 * where there is room. The others, and those that did not run, keep no place; nobody else is moved. That not all find a place is an answer
 * and no failure. The first bound counts protected guests that are not restarted, the second all guests that should be and are not, with
 * as few protected ones among them. What the policy keeps in reserve stays free, and its budget is kept.
 *
 * <p>Stateless.
 */
public final class FailingOver {
    private static final Set<Protection> WANTED = Set.of(Protection.PROTECTED, Protection.RESTART_IF_POSSIBLE);

    private final Site site;
    private final Policy policy;
    private final Question.FailOver question;
    private final Effort effort;
    private final Map<String, HostKey> before = new LinkedHashMap<>();
    private final Map<String, HostKey> after = new LinkedHashMap<>();
    private final Set<String> unplaced = new TreeSet<>();
    private long protectedLeast;
    private long allLeast;

    private FailingOver(Site asked, Policy policy, Question.FailOver question, Effort effort) {
        question.lost().forEach(asked::host);
        site = asked.withHosts(asked.hosts().values().stream()
                .map(host -> question.lost().contains(host.key()) ? host.in(HostState.LOST) : host)
                .toList());
        this.policy = policy;
        this.question = question;
        this.effort = effort;
        site.guests()
                .forEach((name, guest) -> guest.place().ifPresent(place -> {
                    before.put(name, place);
                    if (!question.lost().contains(place)) {
                        after.put(name, place);
                    }
                }));
    }

    /**
     * Answers that question.
     *
     * @throws IllegalArgumentException when the site has no such host
     */
    public static Answer answer(Site site, Policy policy, Question.FailOver question, Effort effort) {
        return new FailingOver(site, policy, question, effort).answer();
    }

    /** Whether all guests that should be restarted can be: for trying what would help. */
    static boolean restartsAll(Site site, Policy policy, Question.FailOver question, Effort effort) {
        FailingOver attempt = new FailingOver(site, policy, question, effort);
        attempt.restart();
        return attempt.unplaced.isEmpty();
    }

    private Answer answer() {
        Money costBefore = Purse.cost(site, before);
        restart();
        long protectedMissing = unplaced.stream().filter(this::isProtected).count();
        List<Bound> bounds = List.of(
                new Bound(
                        "protected guests not restarted", protectedMissing, Math.min(protectedLeast, protectedMissing)),
                new Bound("guests not restarted", unplaced.size(), Math.min(allLeast, unplaced.size())));
        boolean tight = bounds.stream().allMatch(Bound::tight);
        Map<String, HostKey> ordered = new LinkedHashMap<>();
        site.guests().keySet().stream()
                .filter(after::containsKey)
                .forEach(name -> ordered.put(name, Objects.requireNonNull(after.get(name))));
        return new Answer(
                question,
                tight ? Verdict.OPTIMAL : Verdict.FEASIBLE,
                ordered,
                unplaced,
                List.of(),
                List.of(),
                costBefore,
                Purse.cost(site, after),
                bounds,
                shortage());
    }

    private boolean isProtected(String guest) {
        return site.guest(guest).protection() == Protection.PROTECTED;
    }

    private void restart() {
        Map<String, List<SiteGuest>> byPool = new TreeMap<>();
        for (SiteGuest guest : site.guests().values()) {
            boolean victim = guest.active() && WANTED.contains(guest.protection());
            guest.place()
                    .filter(place -> victim && question.lost().contains(place))
                    .ifPresent(place -> byPool.computeIfAbsent(site.host(place).pool(), any -> new ArrayList<>())
                            .add(guest));
        }
        SiteLoad loads = new SiteLoad(site, policy, WANTED, byPool.keySet(), after);
        Money limit = policy.budget()
                .map(budget -> Collections.max(List.of(budget, Purse.cost(site, before))))
                .orElse(new Money(Long.MAX_VALUE / 2));
        Purse purse = new Purse(site, limit);
        after.forEach((guest, host) -> {
            if (site.guest(guest).active()) {
                purse.add(host);
            }
        });
        byPool.forEach((pool, guests) -> restart(loads, pool, guests, purse));
    }

    private void restart(SiteLoad loads, String pool, List<SiteGuest> guests, Purse purse) {
        Map<Protection, List<Item>> items = new HashMap<>();
        guests.stream()
                .sorted(Comparator.comparing(SiteGuest::name))
                .forEach(guest -> items.computeIfAbsent(guest.protection(), any -> new ArrayList<>())
                        .add(loads.stopped(guest, pool)));
        Victims victims = new Victims(
                items.getOrDefault(Protection.PROTECTED, List.of()),
                items.getOrDefault(Protection.RESTART_IF_POSSIBLE, List.of()));
        RestartSearch search = new RestartSearch(loads.load(pool), victims, purse, effort).run();
        Map<Item, Integer> places = search.places();
        long missing = (long) victims.all().size() - places.size();
        long musts = victims.musts().stream()
                .filter(item -> !places.containsKey(item))
                .count();
        protectedLeast += search.proved() ? musts : search.leastMissing(victims.musts());
        allLeast += search.proved() ? missing : search.leastMissing(victims.all());
        for (Item item : victims.all()) {
            Integer host = places.get(item);
            if (host == null) {
                unplaced.add(item.name);
            } else {
                HostKey key = loads.load(pool).hosts.get(host);
                after.put(item.name, key);
                purse.add(key);
            }
        }
    }

    private Optional<Shortage> shortage() {
        return unplaced.isEmpty()
                ? Optional.empty()
                : Optional.of(new Stranded(site, policy, question, effort, after, unplaced).shortage());
    }
}
