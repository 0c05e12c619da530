package io.polyvisor.cli.placing;

import io.polyvisor.apply.ApplyReport;
import io.polyvisor.apply.Difference;
import io.polyvisor.apply.StepReport;
import io.polyvisor.apply.file.Words;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What carrying out a plan came to, as people read it. Stateless. */
public final class ApplyPage {

    private ApplyPage() {}

    /** Prints every step with what became of it: what a dry run is asked for. */
    public static void printSteps(Page page, ApplyReport report) {
        Table table = Table.of(">STEP", ">WAVE", "ACTION", "OF", "HOW", "STATUS");
        for (StepReport each : report.steps()) {
            table.row(
                    Cell.of(each.step().number()),
                    Cell.of(each.step().wave()),
                    Cell.of(ActionWords.verb(each.step().action())).in(Tone.STRONG),
                    Cell.of(ActionWords.subject(each.step().action())),
                    Cell.of(ActionWords.detail(each.step().action())),
                    Cell.of(Words.of(each.status()).replace('-', ' ')).in(StepLines.tone(each.status())));
        }
        table.print(page);
    }

    /** Prints how it ended: what stopped it with the difference, notices not told yet, what was done, and how to go on or undo. */
    public static void printEnding(Page page, ApplyReport report, Set<String> told) {
        for (StepReport each : report.steps()) {
            stopped(page, each);
        }
        report.notices().stream()
                .filter(notice -> !told.contains(notice))
                .forEach(notice -> page.line(page.paint(Tone.WARN, "note: ") + Text.harmless(notice)));
        page.line(page.paint(
                        report.succeeded() ? Tone.GOOD : Tone.BAD,
                        Words.of(report.ending()).replace('-', ' ')) + ": " + counts(report));
        if (report.ending() != ApplyReport.Ending.WOULD_DO) {
            report.goOn().ifPresent(words -> page.line("next: " + Text.harmless(words)));
        }
    }

    private static void stopped(Page page, StepReport report) {
        String name = "step " + report.step().number() + ", "
                + ActionWords.sentence(report.step().action());
        switch (report.status()) {
            case DRIFT, CANNOT_TELL -> {
                page.line(page.paint(Tone.WARN, Words.of(report.status()).replace('-', ' ')) + " at "
                        + Text.harmless(name));
                report.differences().forEach(difference -> difference(page, difference));
                if (report.differences().isEmpty()) {
                    page.line("  " + Text.harmless(report.words()));
                }
            }
            case FAILED, NO_INVERSE ->
                page.line(page.paint(Tone.BAD, Words.of(report.status())) + " at "
                        + Text.harmless(name + ": " + report.words()));
            default -> {
                // What went well was told when it did.
            }
        }
    }

    private static void difference(Page page, Difference difference) {
        page.line("  " + Text.harmless(difference.about()));
        page.line("  " + page.paint(Tone.BAD, "- " + Text.harmless(difference.expected())));
        page.line("  " + page.paint(Tone.GOOD, "+ " + Text.harmless(difference.seen())));
    }

    private static String counts(ApplyReport report) {
        List<String> parts = new ArrayList<>();
        for (StepReport.Status status : StepReport.Status.values()) {
            int count = report.with(status).size();
            if (count > 0) {
                parts.add(count + " " + Words.of(status).replace('-', ' '));
            }
        }
        String of = report.steps().size() == 1 ? "1 step" : report.steps().size() + " steps";
        return parts.isEmpty()
                ? "nothing was to be done"
                : String.format(Locale.ROOT, "of %s %s", of, String.join(", ", parts));
    }
}
