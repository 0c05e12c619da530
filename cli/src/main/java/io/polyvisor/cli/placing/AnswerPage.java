package io.polyvisor.cli.placing;

import io.polyvisor.apply.file.Words;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.Shortage;
import io.polyvisor.placement.Verdict;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An answer as people read it: where guests go and why, what it costs, how good it is, or why there is none. Stateless. */
public final class AnswerPage {

    private AnswerPage() {}

    /** Prints the answer; the explanations are those of the guests that are shown. */
    public static void print(Page page, Site site, Answer answer, List<Explanation> explanations) {
        if (!explanations.isEmpty()) {
            places(site, explanations).print(page);
        }
        hosts(page, "can be switched off", answer.released());
        hosts(page, "must be switched on", answer.engaged());
        if (!answer.unplaced().isEmpty()) {
            page.line(page.paint(Tone.WARN, "no place for ") + Text.harmless(String.join(", ", answer.unplaced())));
        }
        printVerdict(page, site, answer);
    }

    /** Prints what it costs and how good it is, or why there is none. */
    public static void printVerdict(Page page, Site site, Answer answer) {
        answer.shortage().ifPresent(shortage -> shortage(page, site, shortage));
        if (answer.holds()) {
            page.line(cost(site, answer));
            answer.bounds().forEach(bound -> page.line(Text.harmless(words(bound, site.currency()))));
        }
        page.line(page.paint(tone(answer.verdict()), Words.of(answer.verdict())) + ": " + meaning(answer.verdict()));
    }

    private static Table places(Site site, List<Explanation> explanations) {
        Table table = Table.of("GUEST", ">VCPUS", ">MEMORY", "PROTECTION", "HOST", "CLASS", ">COST", "BECAUSE");
        for (Explanation each : explanations) {
            SiteGuest guest = site.guest(each.guest());
            table.row(
                    Cell.of(guest.name()),
                    Cell.of(guest.vcpus()),
                    Cell.of(guest.memory()),
                    Cell.of(Words.of(guest.protection())),
                    each.chosen().map(Cell::of).orElse(Cell.of("nowhere").in(Tone.BAD)),
                    Cell.of(each.chosen()
                            .map(host -> site.endpointOf(host).owner().words())),
                    Cell.of(each.chosen()
                            .map(host -> site.endpointOf(host).cost().perGuest())),
                    Cell.of(each.because().stream().findFirst()).in(Tone.QUIET));
        }
        return table;
    }

    private static void hosts(Page page, String what, List<HostKey> hosts) {
        if (!hosts.isEmpty()) {
            String names = hosts.stream().map(HostKey::toString).collect(Collectors.joining(", "));
            page.line(Text.harmless(what + ": " + names));
        }
    }

    private static String cost(Site site, Answer answer) {
        return "cost of a year: " + answer.costBefore() + " -> " + answer.costAfter() + " "
                + Text.harmless(site.currency());
    }

    /** A bound in words; the gap is always said. */
    private static String words(Bound bound, String currency) {
        boolean money = bound.measure().startsWith("cost");
        String gap = bound.tight()
                ? "no answer has less"
                : String.format(
                        Locale.ROOT,
                        "no answer goes below %s; gap %.2f %%",
                        amount(bound.least(), money, currency),
                        bound.gapPercent());
        return (money ? "cost" : bound.measure()) + ": " + amount(bound.reached(), money, currency) + " (" + gap + ")";
    }

    /** Bounds count money in hundredths. */
    private static String amount(long number, boolean money, String currency) {
        return money ? new Money(number) + " " + currency : Long.toString(number);
    }

    private static void shortage(Page page, Site site, Shortage shortage) {
        page.line(page.paint(Tone.BAD, "why: ") + Text.harmless(shortage.why()));
        page.line(Text.harmless("together: "
                + shortage.constraints().stream().sorted().map(AnswerPage::name).collect(Collectors.joining(", "))
                + " of "
                + shortage.guests().stream().sorted().collect(Collectors.joining(", "))
                + (shortage.minimal() ? " (leaving any one of them out helps)" : "")));
        for (Shortage.Addition addition : shortage.additions()) {
            page.line(page.paint(Tone.STRONG, "would help: ") + Text.harmless(addition.what() + cost(site, addition)));
        }
    }

    private static String cost(Site site, Shortage.Addition addition) {
        return addition.cost()
                .map(cost -> " (" + cost + " " + site.currency() + " a year)")
                .orElse("");
    }

    private static String name(Constraint constraint) {
        return Words.of(constraint);
    }

    private static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case OPTIMAL, FEASIBLE -> Tone.GOOD;
            case UNDECIDED -> Tone.WARN;
            case INFEASIBLE -> Tone.BAD;
        };
    }

    private static String meaning(Verdict verdict) {
        return switch (verdict) {
            case OPTIMAL -> "proved that nothing better exists";
            case FEASIBLE -> "it holds; how far from the best it can be at most is said above";
            case INFEASIBLE -> "proved that there is no assignment";
            case UNDECIDED -> "neither an assignment nor a proof that there is none was found; try more --steps";
        };
    }
}
