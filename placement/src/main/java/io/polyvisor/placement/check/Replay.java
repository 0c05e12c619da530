package io.polyvisor.placement.check;

import io.polyvisor.model.CreationKey;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Carries a plan out in thought, wave by wave. Used once. */
final class Replay {
    private final Site site;
    private final Policy policy;
    private final Plan plan;
    private final Answer answer;
    private final Optional<Pace> pace;
    private final Truth truth;
    private final World beginning;
    private final World world;
    private final Set<CreationKey> keys = new HashSet<>();
    private final List<Violation> faults = new ArrayList<>();

    Replay(Site site, Policy policy, Plan plan, Answer answer, Optional<Pace> pace) {
        this.site = site;
        this.policy = policy;
        this.plan = plan;
        this.answer = answer;
        this.pace = pace;
        truth = new Truth(site, policy);
        beginning = new World(site);
        world = beginning.copy();
    }

    List<Violation> faults() {
        plan.steps().forEach(this::known);
        if (!faults.isEmpty()) {
            return List.copyOf(faults);
        }
        order();
        List<Step> wave = new ArrayList<>();
        for (Step step : plan.steps()) {
            if (!wave.isEmpty() && wave.get(0).wave() != step.wave()) {
                carryOut(List.copyOf(wave));
                wave.clear();
            }
            wave.add(step);
        }
        if (!wave.isEmpty()) {
            carryOut(wave);
        }
        faults.addAll(new Outcome(site, plan, answer, world).faults());
        return List.copyOf(faults);
    }

    private void known(Step step) {
        if (!truth.isKnown(step.action()) || !step.before().stream().allMatch(truth::isKnown)) {
            fault(Rule.PLAN_KNOWN, step, "names what the site does not have");
        }
    }

    private void order() {
        int number = 0;
        int wave = 1;
        for (Step step : plan.steps()) {
            number++;
            if (step.number() != number || step.wave() < wave) {
                fault(Rule.PLAN_ORDER, step, "should be number " + number + " in wave " + wave + " or later");
            }
            wave = step.wave();
        }
    }

    private void carryOut(List<Step> steps) {
        World before = world.copy();
        Set<String> busy = new TreeSet<>();
        for (Step step : steps) {
            Action action = step.action();
            if (action.subject().isPresent() && !busy.add(action.subject().get())) {
                fault(Rule.PLAN_ACTION, step, "its guest is busy with another step of the wave");
            }
            conditions(step, before);
            place(action, step, before);
            World until = world.copy();
            world.take(action).ifPresentOrElse(why -> fault(Rule.PLAN_ACTION, step, why), () -> inverse(step, until));
        }
        Wave wave = new Wave(site, policy, steps, before, world);
        faults.addAll(wave.faults(beginning));
        pace.ifPresent(each -> faults.addAll(wave.hurry(each)));
    }

    private void conditions(Step step, World before) {
        for (Condition condition : step.before()) {
            if (!truth.holds(condition, before)) {
                boolean fence = condition instanceof Condition.Fenced;
                fault(fence ? Rule.PLAN_FENCE : Rule.PLAN_CONDITION, step, condition + " is not so");
            }
        }
        if (!Truth.areEnough(step.action(), step.before())) {
            fault(Rule.PLAN_GUARD, step, "does not say all that must be so before");
        }
    }

    private void place(Action action, Step step, World before) {
        if (action instanceof Action.Create create) {
            made(create, step, before);
        } else if (action instanceof Action.Move move) {
            brought(move, move.from(), move.live() ? Manner.MOVED : Manner.CARRIED, step, before);
        } else if (action instanceof Action.Recover recover) {
            if (!before.isLost(recover.lost())) {
                fault(Rule.PLAN_FENCE, step, "host " + recover.lost() + " was not fenced before");
            }
            brought(recover, recover.lost(), Manner.RESTARTED, step, before);
        } else if (action instanceof Action.Rejoin rejoin) {
            boolean stale = world.all().stream()
                    .anyMatch(copies ->
                            copies.isOn(rejoin.host()) && !copies.place().equals(Optional.of(rejoin.host())));
            if (stale) {
                fault(Rule.PLAN_REJOIN, step, "the host still has definitions of guests that are elsewhere");
            }
        }
    }

    private void made(Action.Create create, Step step, World before) {
        Service service = site.services().get(create.guest());
        boolean asService = service != null
                && create.spec().name().toString().equals(create.guest())
                && create.spec().vcpus() == service.vcpus()
                && create.spec().memory().equals(service.memory());
        boolean samePool = create.replaces()
                .map(old ->
                        site.host(old).pool().equals(site.host(create.host()).pool()))
                .orElse(false);
        boolean otherwise = service != null && !asService;
        boolean again = create.replaces().isPresent() && (service == null || samePool);
        if (otherwise || again) {
            fault(Rule.PLAN_REBUILD, step, "a guest is made from its service, and made again only across pools");
        }
        if (!keys.add(create.key())) {
            fault(Rule.PLAN_KEY, step, "another guest is made under the same key");
        }
        Fitness fitness = new Fitness(site, policy);
        SiteGuest guest = subject(create);
        SiteGuest made = fitness.isRebuilt(guest, create.host()) ? fitness.rebuilt(guest) : guest;
        fits(made, create.host(), Manner.MADE, step, before);
    }

    private void brought(Action.OnGuest action, HostKey from, Manner manner, Step step, World before) {
        if (!site.host(from).pool().equals(site.host(action.host()).pool())) {
            fault(Rule.PLAN_REBUILD, step, "between pools a guest is only rebuilt");
        } else {
            fits(subject(action).at(from), action.host(), manner, step, before);
        }
    }

    private void fits(SiteGuest guest, HostKey to, Manner manner, Step step, World before) {
        SiteHost host = site.host(to).in(before.state(to));
        new Fitness(site, policy)
                .faults(guest, host, manner, Set.of(HostState.UP))
                .forEach(fault -> fault(Rule.PLAN_PLACE, step, fault.rule() + ": " + fault.words()));
    }

    /** The guest as the plan has made it so far: its protection may have been changed by an earlier step. */
    private SiteGuest subject(Action.OnGuest action) {
        return site.guest(action.guest())
                .protectedAs(world.copies(action.guest()).protection());
    }

    private void inverse(Step step, World until) {
        Action action = step.action();
        if (step.inverse().isEmpty()) {
            if (step.why().isBlank()) {
                fault(Rule.PLAN_INVERSE, step, "nothing undoes it, and nobody says why");
            }
            return;
        }
        if (action instanceof Action.Fence || action instanceof Action.Rejoin) {
            return;
        }
        Action back = step.inverse().get();
        boolean undone = action instanceof Action.Autostart start
                ? back.equals(new Action.Autostart(start.guest(), start.host(), !start.on()))
                : truth.isKnown(back) && undoes(back, action, until);
        if (!undone) {
            fault(Rule.PLAN_INVERSE, step, back + " does not undo it");
        }
    }

    private boolean undoes(Action back, Action action, World until) {
        World then = world.copy();
        return then.take(back).isEmpty()
                && back.subject().equals(action.subject())
                && action.subject()
                        .map(guest -> then.copies(guest).equals(until.copies(guest)))
                        .orElse(then.state(action.host()) == until.state(action.host()));
    }

    private void fault(Rule rule, Step step, String words) {
        faults.add(rule.broken("step " + step.number() + " (" + step.action() + "): " + words));
    }
}
