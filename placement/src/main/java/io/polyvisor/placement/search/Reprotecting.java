package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out what changes when a guest is protected otherwise. It stays where the policy still allows it and its pool survives what it
 * must; else it moves within its pool; else it is made anew from its service in another pool, and the old one goes. Stateless.
 */
public final class Reprotecting {
    private Reprotecting() {}

    /** Answers that question. */
    public static Answer answer(Site site, Policy policy, Question.ChangeProtection question, Effort effort) {
        SiteGuest guest = site.guest(question.guest());
        Site changed = with(site, guest.protectedAs(question.to()));
        Money now = Tally.now(site);
        if (guest.place().isEmpty()) {
            Ask ask = new Ask(Set.of(guest.name()), Set.of(), Set.of(), site);
            return concluded(changed, policy, question, now, ask, effort);
        }
        HostKey place = guest.place().get();
        Ask within = new Ask(Set.of(guest.name()), Set.of(guest.name()), Set.of(), site);
        if (mayStay(changed, policy, question.guest(), place) && survives(site, changed, policy, effort)) {
            return staying(changed, question, now);
        }
        Set<HostKey> barred = mayStay(changed, policy, question.guest(), place) ? Set.of() : Set.of(place);
        Ask moving = new Ask(within.guests(), within.lifted(), barred, site);
        Trial move = Trial.of(changed, policy, moving, effort);
        Packing best = move.best();
        if (best != null) {
            return Placing.answered(changed, question, now, move, best);
        }
        return rebuilt(site, changed, policy, question, now, move, effort);
    }

    private static boolean survives(Site site, Site changed, Policy policy, Effort effort) {
        Grid grid = new Grid(changed, policy, Eligibility.of(changed, policy));
        return new Admission(changed, site, policy, grid, effort).admits(grid.places());
    }

    private static boolean mayStay(Site site, Policy policy, String guest, HostKey place) {
        return policy.ruleFor(site.guest(guest))
                .map(rule -> rule.then().allows(site.endpointOf(place)))
                .orElse(true);
    }

    private static Answer staying(Site site, Question question, Money now) {
        Map<String, HostKey> places = new LinkedHashMap<>();
        site.guests().forEach((name, guest) -> guest.place().ifPresent(place -> places.put(name, place)));
        List<Bound> bounds = List.of(new Bound("cost", now.hundredths(), now.hundredths()));
        return new Answer(
                question, Verdict.OPTIMAL, places, Set.of(), List.of(), List.of(), now, now, bounds, Optional.empty());
    }

    private static Answer rebuilt(
            Site site,
            Site changed,
            Policy policy,
            Question.ChangeProtection question,
            Money now,
            Trial move,
            Effort effort) {
        Service service = site.services().get(question.guest());
        if (service == null) {
            return bound(
                    site, policy, question, now, move.proved(), withService(site, changed, policy, question, effort));
        }
        SiteGuest guest = changed.guest(question.guest());
        Site remade = with(changed, made(guest, service));
        Ask ask = new Ask(Set.of(guest.name()), Set.of(), poolOf(site, guest), site);
        return concluded(remade, policy, question, now, ask, effort);
    }

    /** Whether there would be a place for it if it could be made anew, its disks wherever they can be made. */
    private static List<Shortage.Addition> withService(
            Site site, Site changed, Policy policy, Question.ChangeProtection question, Effort effort) {
        SiteGuest guest = changed.guest(question.guest());
        Site remade = with(changed, guest.with(List.of()).movable(Mobility.LIVE).at(Optional.empty()));
        Ask ask = new Ask(Set.of(guest.name()), Set.of(), poolOf(site, guest), site);
        return Trial.of(remade, policy, ask, effort).best() == null
                ? List.of()
                : List.of(new Shortage.Addition("a service that describes " + guest.name(), Optional.empty()));
    }

    /** What is made anew has the service's disks and image, and nothing that ties it to where it was. */
    static SiteGuest made(SiteGuest guest, Service service) {
        return new SiteGuest(
                guest.name(),
                guest.vcpus(),
                guest.memory(),
                guest.protection(),
                guest.vlans(),
                guest.cpuVendor(),
                service.image(),
                service.disks(),
                service.pins(),
                Mobility.LIVE,
                guest.active(),
                Optional.empty(),
                Optional.empty(),
                guest.tags());
    }

    private static Set<HostKey> poolOf(Site site, SiteGuest guest) {
        String pool = guest.place().map(place -> site.host(place).pool()).orElse("");
        return site.hosts().values().stream()
                .filter(host -> host.pool().equals(pool))
                .map(host -> host.key())
                .collect(Collectors.toSet());
    }

    private static Answer concluded(Site site, Policy policy, Question question, Money now, Ask ask, Effort effort) {
        Trial trial = Trial.of(site, policy, ask, effort);
        Packing best = trial.best();
        return best != null
                ? Placing.answered(site, question, now, trial, best)
                : Placing.unanswered(site, policy, question, now, ask, trial, effort);
    }

    /** It can neither stay nor move, and there is nothing to make it from elsewhere. */
    private static Answer bound(
            Site site,
            Policy policy,
            Question.ChangeProtection question,
            Money now,
            boolean proved,
            List<Shortage.Addition> additions) {
        SiteGuest guest = site.guest(question.guest()).protectedAs(question.to());
        HostKey place = guest.place().orElseThrow();
        boolean allowed = mayStay(with(site, guest), policy, guest.name(), place);
        String rule =
                policy.ruleFor(guest).map(found -> "\"" + found.name() + "\"").orElse("its rule");
        String there = allowed
                ? "the pool of " + place + " could no longer lose as many hosts as it must with " + guest.name()
                        + " protected like that"
                : rule + " of policy " + policy.name() + " does not let " + guest.name() + " be on " + place;
        String why = there + ", no other host of the pool takes it, and in another pool it would have to be made anew,"
                + " but the site has no service of its name";
        Set<Constraint> constraints = EnumSet.of(Constraint.POOL);
        new Eligibility(site, policy, Set.of(site.host(place).state()))
                .obstacleToComing(guest, site.host(place))
                .ifPresent(constraints::add);
        if (allowed) {
            constraints.add(Constraint.FAILOVER);
        }
        Shortage shortage = new Shortage(Set.of(guest.name()), constraints, true, why, additions);
        return Placing.unfound(site, question, Set.of(guest.name()), now, proved, shortage);
    }

    private static Site with(Site site, SiteGuest changed) {
        return site.withGuests(site.guests().values().stream()
                .map(guest -> guest.name().equals(changed.name()) ? changed : guest)
                .toList());
    }
}
