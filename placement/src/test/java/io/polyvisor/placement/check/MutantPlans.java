package io.polyvisor.placement.check;

import static io.polyvisor.placement.check.House.CENTRAL;
import static io.polyvisor.placement.check.House.K1;
import static io.polyvisor.placement.check.House.K2;
import static io.polyvisor.placement.check.House.K3;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.model.VlanId;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.Group;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Pool;
import io.polyvisor.placement.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A plan for each rule of plans that breaks just it. */
final class MutantPlans {
    private static final Question REBALANCE = new Question.Rebalance(2);
    private static final CreationKey KEY = CreationKey.of("00000000-0000-4000-8000-000000000001");
    private static final CreationKey OTHER_KEY = CreationKey.of("00000000-0000-4000-8000-000000000002");
    private static final Memory SIZE = Memory.gib(4);

    private MutantPlans() {}

    /** Plans without fault: a move, a failover, two guests made, a rebuilt guest. */
    static List<Mutant> sound() {
        return List.of(
                moving(Rule.PLAN_END, House.site(), List.of(move(1, 1, "web1", K1, K3))),
                failing(Rule.PLAN_END, failover()),
                making(Rule.PLAN_KEY, OTHER_KEY, GuestSpec.Builder::build),
                rebuilding(Rule.PLAN_TWICE, true));
    }

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>(ofMoves());
        all.addAll(ofStates());
        all.addAll(ofFailover());
        all.addAll(ofMaking());
        return all;
    }

    private static List<Mutant> ofMoves() {
        Site site = House.site();
        Step move = move(1, 1, "web1", K1, K3);
        Condition empty = new Condition.HostEmpty(K2);
        Condition takes = new Condition.HostTakesGuests(K3);
        Action.Move unknown = new Action.Move("web1", K1, new HostKey("kvm", "k9"), true);
        Action wrong = new Action.Move("web1", K3, K2, true);
        List<Condition> more = new ArrayList<>(move.before());
        more.add(empty);
        return List.of(
                moving(Rule.PLAN_ORDER, site, List.of(move(2, 1, "web1", K1, K3))),
                moving(Rule.PLAN_KNOWN, site, List.of(step(1, 1, unknown, move.before(), move.inverse()))),
                moving(Rule.PLAN_ACTION, site, List.of(move, step(2, 2, new Action.Engage(K2), List.of()))),
                moving(Rule.PLAN_CONDITION, site, List.of(step(1, 1, move.action(), more, move.inverse()))),
                moving(Rule.PLAN_GUARD, site, List.of(step(1, 1, move.action(), List.of(takes), move.inverse()))),
                moving(Rule.PLAN_INVERSE, site, List.of(step(1, 1, move.action(), move.before(), Optional.of(wrong)))),
                moving(Rule.PLAN_END, site, List.of()),
                Mutant.of(Rule.PLAN_COST, site, answer(site, Map.of("web1", K3)), plan(List.of(move), Money.of(7))));
    }

    private static List<Mutant> ofStates() {
        Site dry = House.with(House.site(), "web1", guest -> guest.on(Set.of(VlanId.of(99))));
        Site small = House.with(House.site(), K3, host -> House.holding(host, Memory.gib(2), 8));
        Site apart = House.site(Pool.named("kvm"), List.of(new Group("two", Group.Kind.APART, Set.of("web1", "web2"))));
        Site pair = House.with(House.site(), "web2", guest -> guest.at(K1));
        Step tight = move(1, 1, "web1", K1, K3);
        List<Condition> less = List.of(
                tight.before().get(0), new Condition.HostTakesGuests(K3), new Condition.Room(K3, Memory.gib(1), 1));
        return List.of(
                moving(Rule.PLAN_PLACE, dry, List.of(tight)),
                moving(Rule.PLAN_ROOM, small, List.of(step(1, 1, tight.action(), less, tight.inverse()))),
                moving(Rule.PLAN_APART, apart, List.of(move(1, 1, "web1", K1, K2), move(2, 2, "web1", K2, K3))),
                Mutant.of(
                        Rule.PLAN_PACE,
                        pair,
                        answer(pair, Map.of("web1", K3, "web2", K2)),
                        plan(List.of(tight, move(2, 1, "web2", K1, K2)), Money.of(10))));
    }

    private static List<Mutant> ofFailover() {
        List<Step> all = failover();
        Action rejoin = new Action.Rejoin(K2);
        List<Step> rejoining = new ArrayList<>(all);
        rejoining.add(step(5, 5, rejoin, List.of()));
        return List.of(
                failing(Rule.PLAN_FENCE, numbered(List.of(all.get(1), all.get(2), all.get(0), all.get(3)))),
                failing(Rule.PLAN_AUTOSTART, numbered(List.of(all.get(0), all.get(1), all.get(3)))),
                failing(Rule.PLAN_REJOIN, rejoining));
    }

    private static List<Mutant> ofMaking() {
        return List.of(
                making(Rule.PLAN_KEY, KEY, GuestSpec.Builder::build),
                making(
                        Rule.PLAN_REBUILD,
                        OTHER_KEY,
                        spec -> spec.vcpus(1).maxVcpus(1).build()),
                rebuilding(Rule.PLAN_TWICE, false));
    }

    /** web2's host is lost; it is fenced, web2 is recovered elsewhere, must not be started by that host, and is started. */
    private static List<Step> failover() {
        return List.of(
                step(1, 1, new Action.Fence(K2), List.of()),
                step(
                        2,
                        2,
                        new Action.Recover("web2", K2, K3),
                        List.of(new Condition.Fenced(K2), new Condition.HostTakesGuests(K3)),
                        Optional.of(new Action.Discard("web2", K3))),
                step(
                        3,
                        3,
                        new Action.Autostart("web2", K3, false),
                        List.of(),
                        Optional.of(new Action.Autostart("web2", K3, true))),
                start(4, 4, "web2", K3));
    }

    private static Mutant failing(Rule rule, List<Step> steps) {
        Site site = House.site();
        Answer answer = House.answer(site, new Question.FailOver(Set.of(K2)), House.places(site, "web2", K3));
        return Mutant.of(rule, site, answer, plan(steps, Money.ZERO));
    }

    private interface Building {
        GuestSpec of(GuestSpec.Builder spec);
    }

    /** app and web1, which has no place yet, are made. */
    private static Mutant making(Rule rule, CreationKey second, Building building) {
        Site site = House.with(House.site(), "web1", guest -> guest.at(Optional.empty()));
        Map<String, HostKey> places = House.places(site, "app", K2);
        places.put("web1", K1);
        Answer answer = House.answer(site, new Question.Place(Set.of("app", "web1")), places);
        GuestSpec web1 = building.of(GuestSpec.named("web1").vcpus(2).memory(SIZE));
        List<Step> steps = List.of(
                create(1, 1, new Action.Create("app", K2, spec(site, "app", "kvm"), KEY, Optional.empty())),
                create(2, 1, new Action.Create("web1", K1, web1, second, Optional.empty())),
                start(3, 2, "app", K2),
                start(4, 2, "web1", K1));
        return Mutant.of(rule, site, answer, plan(steps, answer.costAfter().minus(answer.costBefore())));
    }

    /** web1 becomes protected and is rebuilt on the central service. */
    private static Mutant rebuilding(Rule rule, boolean stopped) {
        Site site = House.site();
        Question question = new Question.ChangeProtection("web1", Protection.PROTECTED);
        Answer answer = House.answer(site, question, House.places(site, "web1", CENTRAL));
        List<Step> steps = new ArrayList<>();
        steps.add(create(1, 1, new Action.Create("web1", CENTRAL, spec(site, "web1", "vc"), KEY, Optional.of(K1))));
        if (stopped) {
            steps.add(step(
                    2,
                    2,
                    new Action.Stop("web1", K1),
                    List.of(is("web1", K1, PowerState.RUNNING)),
                    Optional.of(new Action.Start("web1", K1))));
        }
        steps.add(start(steps.size() + 1, 3, "web1", CENTRAL));
        return Mutant.of(rule, site, answer, plan(steps, answer.costAfter().minus(answer.costBefore())));
    }

    private static GuestSpec spec(Site site, String service, String endpoint) {
        return site.services().get(service).specOn(site.endpoints().get(endpoint), site.storages());
    }

    private static Mutant moving(Rule rule, Site site, List<Step> steps) {
        return Mutant.of(rule, site, answer(site, Map.of("web1", K3)), plan(steps, Money.ZERO));
    }

    private static Answer answer(Site site, Map<String, HostKey> moved) {
        Map<String, HostKey> places = new LinkedHashMap<>();
        site.guests().values().forEach(each -> each.place().ifPresent(place -> places.put(each.name(), place)));
        places.putAll(moved);
        return House.answer(site, REBALANCE, places);
    }

    private static Plan plan(List<Step> steps, Money difference) {
        return new Plan("id", "house", "test", "anywhere", steps, List.of(), difference);
    }

    private static Step move(int number, int wave, String guest, HostKey from, HostKey to) {
        return step(
                number,
                wave,
                new Action.Move(guest, from, to, true),
                List.of(
                        is(guest, from, PowerState.RUNNING),
                        new Condition.HostTakesGuests(to),
                        new Condition.Room(to, SIZE, 2)),
                Optional.of(new Action.Move(guest, to, from, true)));
    }

    private static Step create(int number, int wave, Action.Create create) {
        return step(
                number,
                wave,
                create,
                List.of(
                        new Condition.NameFree(create.guest(), create.host().endpoint()),
                        new Condition.HostTakesGuests(create.host())),
                Optional.of(new Action.Discard(create.guest(), create.host())));
    }

    private static Step start(int number, int wave, String guest, HostKey host) {
        return step(
                number,
                wave,
                new Action.Start(guest, host),
                List.of(is(guest, host, PowerState.OFF)),
                Optional.of(new Action.Stop(guest, host)));
    }

    private static Condition is(String guest, HostKey host, PowerState power) {
        return new Condition.GuestIs(guest, host, Set.of(power), Optional.empty());
    }

    private static Step step(int number, int wave, Action action, List<Condition> before) {
        return step(number, wave, action, before, Optional.empty());
    }

    private static Step step(int number, int wave, Action action, List<Condition> before, Optional<Action> inverse) {
        return new Step(number, wave, action, before, inverse, Duration.ofSeconds(1), Money.ZERO, "because");
    }

    private static List<Step> numbered(List<Step> steps) {
        List<Step> numbered = new ArrayList<>();
        for (Step step : steps) {
            int number = numbered.size() + 1;
            numbered.add(step(number, number, step.action(), step.before(), step.inverse()));
        }
        return numbered;
    }
}
