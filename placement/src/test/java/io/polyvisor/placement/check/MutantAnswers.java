package io.polyvisor.placement.check;

import static io.polyvisor.placement.check.House.ANYWHERE;
import static io.polyvisor.placement.check.House.CENTRAL;
import static io.polyvisor.placement.check.House.K1;
import static io.polyvisor.placement.check.House.K2;
import static io.polyvisor.placement.check.House.K3;
import static io.polyvisor.placement.check.House.OFF;
import static io.polyvisor.placement.check.House.PLACE_APP;

import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.Reserve;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** An answer for each rule of answers that breaks just it. */
final class MutantAnswers {
    private static final Question REBALANCE = new Question.Rebalance(1);

    private MutantAnswers() {}

    /** An answer without fault. */
    static Mutant sound() {
        return appOn(Rule.PLACE_KNOWN, K2, guest -> guest);
    }

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>(arrivals());
        all.addAll(companies());
        all.addAll(claims());
        return all;
    }

    private static List<Mutant> arrivals() {
        Site site = House.site();
        Site resting = House.with(site, K2, host -> host.in(HostState.MAINTENANCE));
        Site fixed = House.with(site, "web1", guest -> guest.movable(Mobility.FIXED));
        Policy central = new Policy(
                "central",
                List.of(new io.polyvisor.placement.policy.PolicyRule(
                        "all central",
                        io.polyvisor.placement.policy.GuestMatch.ANY,
                        new io.polyvisor.placement.policy.Requirement(Set.of(), Set.of(), Set.of("vc")))),
                Policy.Fill.PACK,
                Reserve.NONE,
                Optional.empty());
        GuestDisk elsewhere = new GuestDisk(Optional.of("nas"), Memory.gib(1));
        return List.of(
                Mutant.of(Rule.HOST_STATE, resting, ANYWHERE, app(resting, K2)),
                Mutant.of(Rule.POOL, site, ANYWHERE, moved(site, "web1", CENTRAL)),
                appOn(Rule.PINS, K2, guest -> guest.pinned(Pins.to(K1))),
                Mutant.of(Rule.POLICY, site, central, app(site, K2)),
                appOn(Rule.VLAN, K2, guest -> guest.on(Set.of(VlanId.of(99)))),
                appOn(Rule.VENDOR, K2, guest -> guest.onVendor("AMD")),
                appOn(Rule.STORAGE, K2, guest -> guest.with(List.of(elsewhere))),
                appOn(Rule.IMAGE, K2, guest -> madeFrom(guest, "plan9")),
                Mutant.of(Rule.FIXED, fixed, ANYWHERE, moved(fixed, "web1", K2)));
    }

    private static List<Mutant> companies() {
        Site tight = House.with(House.site(), K2, host -> House.holding(host, Memory.gib(7), 8));
        Site busy = House.with(House.site(), K2, host -> House.holding(host, Memory.gib(16), 3));
        Policy reserving = new Policy("r", List.of(), Policy.Fill.PACK, new Reserve(60, 0, 0), Optional.empty());
        Policy poor = new Policy("b", List.of(), Policy.Fill.PACK, Reserve.NONE, Optional.of(Money.of(300)));
        Site apart = grouped(Group.Kind.APART, "web2");
        Site together = grouped(Group.Kind.TOGETHER, "web1");
        Site frail = House.with(
                House.site(new Pool("kvm", 1, false), List.of()),
                "app",
                guest -> guest.protectedAs(Protection.PROTECTED)
                        .with(List.of(new GuestDisk(Optional.of("disk"), Memory.gib(1)))));
        return List.of(
                Mutant.of(Rule.MEMORY, tight, ANYWHERE, app(tight, K2)),
                Mutant.of(Rule.VCPUS, busy, ANYWHERE, app(busy, K2)),
                Mutant.of(Rule.RESERVE, House.site(), reserving, app(House.site(), K2)),
                Mutant.of(Rule.BUDGET, House.site(), poor, app(House.site(), K2)),
                Mutant.of(Rule.APART, apart, ANYWHERE, app(apart, K2)),
                Mutant.of(Rule.TOGETHER, together, ANYWHERE, app(together, K2)),
                Mutant.of(Rule.FAILOVER, frail, ANYWHERE, app(frail, K2)),
                unverified());
    }

    private static Mutant unverified() {
        Site site = House.with(
                House.site(new Pool("kvm", 6, false), List.of()),
                "app",
                guest -> guest.protectedAs(Protection.PROTECTED));
        List<SiteHost> hosts = new ArrayList<>(site.hosts().values());
        SiteHost like = site.host(K3);
        IntStream.range(0, 60)
                .mapToObj(number -> new SiteHost(
                        new HostKey("kvm", "more" + number),
                        like.pool(),
                        like.memory(),
                        like.cpus(),
                        like.overcommitPercent(),
                        like.cpuVendor(),
                        like.vlans(),
                        like.storages(),
                        like.state()))
                .forEach(hosts::add);
        Site large = site.withHosts(hosts);
        return Mutant.of(Rule.FAILOVER_UNVERIFIED, large, ANYWHERE, app(large, K2));
    }

    private static List<Mutant> claims() {
        Site site = House.site();
        Answer sound = app(site, K2);
        Map<String, HostKey> others = new LinkedHashMap<>(sound.places());
        others.put("web1", K2);
        Map<String, HostKey> nobody = new LinkedHashMap<>(sound.places());
        nobody.remove("app");
        long cost = sound.costAfter().hundredths();
        Answer consolidated =
                House.answer(site, new Question.Consolidate(OptionalInt.empty()), House.places(site, "web1", K2));
        return List.of(
                Mutant.of(Rule.PLACE_KNOWN, site, ANYWHERE, app(site, new HostKey("kvm", "k9"), sound)),
                Mutant.of(Rule.MOVES, site, ANYWHERE, House.answer(site, PLACE_APP, others)),
                Mutant.of(Rule.UNPLACED, site, ANYWHERE, House.answer(site, PLACE_APP, nobody)),
                Mutant.of(Rule.COST, site, ANYWHERE, costing(sound, cost + 1)),
                Mutant.of(Rule.BOUNDS, site, ANYWHERE, bounded(sound, Verdict.OPTIMAL, cost + 1, cost + 1)),
                Mutant.of(Rule.VERDICT, site, ANYWHERE, bounded(sound, Verdict.OPTIMAL, cost, cost - 1)),
                Mutant.of(Rule.RELEASED, site, ANYWHERE, consolidated),
                Mutant.of(Rule.ENGAGED, site, ANYWHERE, engaging(sound, OFF)));
    }

    private static Site grouped(Group.Kind kind, String with) {
        return House.site(Pool.named("kvm"), List.of(new Group("two", kind, Set.of("app", with))));
    }

    private static Mutant appOn(Rule rule, HostKey host, UnaryOperator<SiteGuest> change) {
        Site site = House.with(House.site(), "app", change);
        return Mutant.of(rule, site, ANYWHERE, app(site, host));
    }

    private static Answer app(Site site, HostKey host) {
        return House.answer(site, PLACE_APP, House.places(site, "app", host));
    }

    private static Answer moved(Site site, String guest, HostKey host) {
        return House.answer(site, REBALANCE, House.places(site, guest, host));
    }

    private static Answer app(Site site, HostKey unknown, Answer like) {
        return with(like, House.places(site, "app", unknown), like.verdict(), like.costAfter(), like.bounds());
    }

    private static Answer costing(Answer like, long cost) {
        return with(
                like,
                like.places(),
                like.verdict(),
                new Money(cost),
                List.of(new Bound("cost in hundredths of GBP", cost, cost)));
    }

    private static Answer bounded(Answer like, Verdict verdict, long reached, long least) {
        return with(
                like,
                like.places(),
                verdict,
                like.costAfter(),
                List.of(new Bound("cost in hundredths of GBP", reached, least)));
    }

    private static Answer with(
            Answer like, Map<String, HostKey> places, Verdict verdict, Money cost, List<Bound> bounds) {
        return new Answer(
                like.question(),
                verdict,
                places,
                like.unplaced(),
                like.released(),
                like.engaged(),
                like.costBefore(),
                cost,
                bounds,
                like.shortage());
    }

    private static Answer engaging(Answer like, HostKey host) {
        return new Answer(
                like.question(),
                like.verdict(),
                like.places(),
                like.unplaced(),
                like.released(),
                List.of(host),
                like.costBefore(),
                like.costAfter(),
                like.bounds(),
                like.shortage());
    }

    private static SiteGuest madeFrom(SiteGuest guest, String image) {
        return new SiteGuest(
                guest.name(),
                guest.vcpus(),
                guest.memory(),
                guest.protection(),
                guest.vlans(),
                guest.cpuVendor(),
                Optional.of(image),
                guest.disks(),
                guest.pins(),
                guest.mobility(),
                guest.active(),
                guest.place(),
                guest.id(),
                guest.tags());
    }
}
