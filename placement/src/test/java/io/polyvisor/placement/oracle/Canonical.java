package io.polyvisor.placement.oracle;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.failover.PoolCapacity;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import java.util.Collection;
import java.util.stream.Collectors;

/** Answers and plans as text that tells everything in them, sets in order: what must be the same on every JDK. */
final class Canonical {
    private Canonical() {}

    static String text(Answer answer) {
        StringBuilder text = new StringBuilder();
        text.append(answer.verdict()).append('\n');
        answer.places()
                .forEach((guest, host) ->
                        text.append(guest).append(" on ").append(host).append('\n'));
        text.append("unplaced ").append(sorted(answer.unplaced())).append('\n');
        text.append("released ").append(answer.released()).append('\n');
        text.append("engaged ").append(answer.engaged()).append('\n');
        text.append("cost ")
                .append(answer.costBefore())
                .append(" to ")
                .append(answer.costAfter())
                .append('\n');
        for (Bound bound : answer.bounds()) {
            text.append(bound.measure())
                    .append(' ')
                    .append(bound.reached())
                    .append(" of ")
                    .append(bound.least());
            text.append('\n');
        }
        answer.shortage().ifPresent(shortage -> text.append(text(shortage)));
        return text.toString();
    }

    private static String text(Shortage shortage) {
        StringBuilder text = new StringBuilder("short for ");
        text.append(sorted(shortage.guests())).append(" by ").append(sorted(shortage.constraints()));
        text.append(shortage.minimal() ? ", minimal: " : ": ")
                .append(shortage.why())
                .append('\n');
        shortage.additions()
                .forEach(addition -> text.append(addition.what())
                        .append(" for ")
                        .append(addition.cost())
                        .append('\n'));
        return text.toString();
    }

    static String text(Explanation explanation) {
        StringBuilder text = new StringBuilder(explanation.guest() + " at " + explanation.chosen() + '\n');
        explanation.because().forEach(line -> text.append(line).append('\n'));
        explanation.rejected().forEach(line -> text.append(line).append('\n'));
        explanation.wouldChange().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    static String text(PoolCapacity capacity) {
        return String.join(
                " ",
                capacity.pool(),
                capacity.meaning().toString(),
                capacity.hosts() + " hosts",
                capacity.configured() + " configured",
                capacity.current() + " current",
                capacity.decided() ? "decided" : "open",
                capacity.counterExample().toString(),
                sorted(capacity.stranded()),
                capacity.bound().toString(),
                capacity.fix().toString(),
                "\n");
    }

    static String text(Plan plan) {
        StringBuilder text = new StringBuilder();
        text.append(plan.id())
                .append(' ')
                .append(plan.purpose())
                .append(' ')
                .append(plan.costDifference())
                .append('\n');
        for (Step step : plan.steps()) {
            text.append(step.number())
                    .append(" in wave ")
                    .append(step.wave())
                    .append(": ")
                    .append(text(step.action()));
            text.append(" if ")
                    .append(step.before().stream().map(Canonical::text).collect(Collectors.joining(", ")));
            text.append(" else ").append(step.inverse().map(Canonical::text));
            text.append(' ')
                    .append(step.estimate())
                    .append(' ')
                    .append(step.cost())
                    .append(' ')
                    .append(step.why());
            text.append('\n');
        }
        plan.obstacles()
                .forEach(obstacle -> text.append(obstacle.guests())
                        .append(obstacle.proved())
                        .append(obstacle.why())
                        .append(obstacle.instead())
                        .append('\n'));
        return text.toString();
    }

    /** A spec is the service's own; its key tells the rest. */
    private static String text(Action action) {
        return action instanceof Action.Create create
                ? "Create " + create.guest() + " on " + create.host() + " under " + create.key() + " for "
                        + create.replaces()
                : action.toString();
    }

    private static String text(Condition condition) {
        return condition instanceof Condition.GuestIs is
                ? "GuestIs " + is.guest() + " " + is.host() + " " + sorted(is.powers()) + " " + is.id()
                : condition.toString();
    }

    private static String sorted(Collection<?> set) {
        return set.stream().map(Object::toString).sorted().toList().toString();
    }
}
