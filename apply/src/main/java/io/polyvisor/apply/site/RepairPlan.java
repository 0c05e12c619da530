package io.polyvisor.apply.site;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Planner;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.SiteGuest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes a repair as one plan: what is done beside goes first, wave by wave, then guests go to their places. Stateless. */
final class RepairPlan {
    private static final String PURPOSE = "repair the drift";
    private static final Set<PowerState> OFF = EnumSet.of(PowerState.OFF);
    private static final Set<PowerState> ANY = EnumSet.complementOf(EnumSet.of(PowerState.UNKNOWN));
    private static final Duration BOOT = Duration.ofSeconds(30);
    private static final Duration WORD = Duration.ofSeconds(2);

    private RepairPlan() {}

    static Plan of(Repair repair, Policy policy, Pace pace) {
        List<Step> steps = new ArrayList<>();
        for (Action action : repair.beside()) {
            steps.add(step(repair, action, steps.size() + 1));
        }
        List<Plan.Obstacle> obstacles = new ArrayList<>(repair.obstacles());
        Money difference = Money.ZERO;
        for (Step step : steps) {
            difference = difference.plus(step.cost());
        }
        StringBuilder content = new StringBuilder(repair.beside().toString()).append(repair.obstacles());
        if (repair.answer().isPresent()) {
            Plan places = Planner.plan(repair.site(), policy, repair.answer().get(), pace);
            int before = steps.size();
            places.steps().forEach(step -> steps.add(after(step, before)));
            obstacles.addAll(places.obstacles());
            difference = difference.plus(places.costDifference());
            content.append(places.id());
        }
        return new Plan(
                UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8))
                        .toString(),
                repair.site().name(),
                PURPOSE,
                policy.name(),
                steps,
                obstacles,
                difference);
    }

    private static Step after(Step step, int before) {
        return new Step(
                step.number() + before,
                step.wave() + before,
                step.action(),
                step.before(),
                step.inverse(),
                step.estimate(),
                step.cost(),
                step.why());
    }

    private static Step step(Repair repair, Action action, int number) {
        Optional<SiteGuest> guest = action.subject().map(repair.site()::guest);
        return new Step(
                number,
                number,
                action,
                before(action, guest),
                inverse(action),
                action instanceof Action.Start ? BOOT : WORD,
                action instanceof Action.Start
                        ? repair.site().endpointOf(action.host()).cost().perGuest()
                        : Money.ZERO,
                why(action));
    }

    private static List<Condition> before(Action action, Optional<SiteGuest> guest) {
        Optional<GuestId> id = guest.flatMap(SiteGuest::id);
        if (action instanceof Action.Start start) {
            SiteGuest started = guest.orElseThrow();
            return List.of(
                    new Condition.GuestIs(start.guest(), start.host(), OFF, id),
                    new Condition.Room(start.host(), started.memory(), started.vcpus()));
        }
        if (action instanceof Action.Protect protect) {
            return List.of(new Condition.GuestIs(protect.guest(), protect.host(), ANY, id));
        }
        if (action instanceof Action.Retire retire) {
            Set<PowerState> dead = EnumSet.of(PowerState.OFF, PowerState.CRASHED);
            return List.of(new Condition.GuestIs(retire.guest(), retire.host(), dead, Optional.empty()));
        }
        return List.of(new Condition.HostEmpty(action.host()));
    }

    private static Optional<Action> inverse(Action action) {
        if (action instanceof Action.Start start) {
            return Optional.of(new Action.Stop(start.guest(), start.host()));
        }
        if (action instanceof Action.Protect protect) {
            return Optional.of(new Action.Protect(protect.guest(), protect.host(), protect.to(), protect.from()));
        }
        return Optional.empty();
    }

    private static String why(Action action) {
        if (action instanceof Action.Start) {
            return "its service wants it to run";
        }
        if (action instanceof Action.Protect protect) {
            return "its service wants it " + protect.to();
        }
        if (action instanceof Action.Retire) {
            return "runs elsewhere since the host was lost; nothing undoes that, its volumes stay";
        }
        return "nothing on it can run twice any more; only a new fence undoes that";
    }
}
