package io.polyvisor.placement.check;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a plan's end is what its answer says. */
final class Outcome {
    private final Site site;
    private final Plan plan;
    private final Answer answer;
    private final World end;
    private final List<Violation> faults = new ArrayList<>();

    Outcome(Site site, Plan plan, Answer answer, World end) {
        this.site = site;
        this.plan = plan;
        this.answer = answer;
        this.end = end;
    }

    List<Violation> faults() {
        Set<String> stuck = plan.obstacles().stream()
                .flatMap(obstacle -> obstacle.guests().stream())
                .collect(Collectors.toSet());
        site.guests().values().stream()
                .filter(guest -> !stuck.contains(guest.name()))
                .forEach(this::arrived);
        plan.steps().forEach(step -> autostart(step.action()));
        if (plan.obstacles().isEmpty() && answer.holds()) {
            hosts();
            if (!plan.costDifference().equals(answer.costAfter().minus(answer.costBefore()))) {
                faults.add(Rule.PLAN_COST.broken("the plan says " + plan.costDifference() + ", the answer "
                        + answer.costAfter().minus(answer.costBefore())));
            }
        }
        return faults;
    }

    private void arrived(SiteGuest guest) {
        Optional<HostKey> wanted = answer.holds() ? answer.placeOf(guest.name()) : guest.place();
        Copies copies = end.copies(guest.name());
        if (wanted.isEmpty()) {
            boolean gone = copies.place().map(end::isLost).orElse(true);
            if (!gone) {
                fault("guest " + guest.name() + " is on " + copies.place().get() + ", and should be nowhere");
            }
            return;
        }
        boolean runs = copies.runsOn(wanted.get());
        boolean dead = end.isLost(wanted.get());
        if (!copies.place().equals(wanted) || (runs != guest.active() && !dead)) {
            fault("guest " + guest.name() + " ends on " + copies.place() + (runs ? ", running" : "")
                    + ", and should be on " + wanted.get());
        }
    }

    private void hosts() {
        answer.released().stream()
                .filter(host -> end.state(host) == HostState.UP && !end.isEmpty(host))
                .forEach(host -> fault("host " + host + " should be empty"));
        answer.engaged().stream()
                .filter(host -> end.state(host) != HostState.UP)
                .forEach(host -> fault("host " + host + " should be switched on"));
    }

    private void autostart(Action action) {
        if (!(action instanceof Action.Recover recover)) {
            return;
        }
        if (!Boolean.FALSE.equals(end.copies(recover.guest()).autostart().get(recover.host()))) {
            faults.add(Rule.PLAN_AUTOSTART.broken("guest " + recover.guest() + " is recovered on " + recover.host()
                    + ", which may start it by itself"));
        }
    }

    private void fault(String words) {
        faults.add(Rule.PLAN_END.broken(words));
    }
}
