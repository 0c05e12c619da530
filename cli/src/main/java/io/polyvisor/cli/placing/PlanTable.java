package io.polyvisor.cli.placing;

import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import io.polyvisor.placement.site.Money;

/** A plan as people read it: its steps, what it cannot do, and what it costs. Stateless. */
public final class PlanTable {

    private PlanTable() {}

    /** Prints the plan. */
    public static void print(Page page, Plan plan, String currency) {
        if (plan.isEmpty() && plan.complete()) {
            page.line("nothing is to be done");
            return;
        }
        Table table = Table.of(">STEP", ">WAVE", "ACTION", "OF", "HOW", ">ABOUT", "WHY");
        plan.steps().forEach(step -> row(table, step));
        table.print(page);
        for (Plan.Obstacle obstacle : plan.obstacles()) {
            page.line(page.paint(Tone.WARN, "not done: ") + Text.harmless(words(obstacle)));
        }
        page.line("plan " + Text.harmless(plan.id() + ": " + summary(plan, currency)));
    }

    private static void row(Table table, Step step) {
        boolean rebuilt = step.action() instanceof io.polyvisor.placement.plan.Action.Create create
                && create.replaces().isPresent();
        table.row(
                Cell.of(step.number()),
                Cell.of(step.wave()),
                Cell.of(ActionWords.verb(step.action())).in(Tone.STRONG),
                Cell.of(ActionWords.subject(step.action())),
                Cell.of(ActionWords.detail(step.action())).in(rebuilt ? Tone.WARN : Tone.PLAIN),
                Cell.of(Text.seconds(step.estimate())),
                Cell.of(step.why()).in(Tone.QUIET));
    }

    private static String words(Plan.Obstacle obstacle) {
        String proof = obstacle.proved() ? " (proved)" : " (not proved)";
        return String.join(", ", obstacle.guests()) + ": " + obstacle.why() + proof + "; instead: "
                + obstacle.instead();
    }

    /** How much it is, in one line. */
    public static String summary(Plan plan, String currency) {
        int waves = (int) plan.steps().stream().mapToInt(Step::wave).distinct().count();
        return count(plan.steps().size(), "step") + " in " + count(waves, "wave") + ", about "
                + Text.seconds(plan.estimate()) + cost(plan.costDifference(), currency);
    }

    private static String cost(Money difference, String currency) {
        int sign = difference.compareTo(Money.ZERO);
        if (sign == 0) {
            return ", costs as before";
        }
        return ", costs " + (sign < 0 ? Money.ZERO.minus(difference) : difference) + " " + currency + " a year "
                + (sign < 0 ? "less" : "more");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
