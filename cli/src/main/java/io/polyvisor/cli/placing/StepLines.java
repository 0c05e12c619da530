package io.polyvisor.cli.placing;

import io.polyvisor.apply.ApplyEvent;
import io.polyvisor.apply.ApplyListener;
import io.polyvisor.apply.StepReport;
import io.polyvisor.apply.file.Words;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.ProgressBar;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Follows a plan for people: a line for each step that ended, and on a terminal a bar for the step that is under way. Thread-safe. */
public final class StepLines implements ApplyListener {
    private final Page page;
    private final int steps;
    private final Map<Integer, ProgressBar> bars = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    /** Lines on that page about that plan. */
    public StepLines(Page page, Plan plan) {
        this.page = page;
        this.steps = plan.steps().size();
    }

    @Override
    public synchronized void on(ApplyEvent event) {
        if (event instanceof ApplyEvent.StepBegan began) {
            String undo = began.undo() ? "undo " : "";
            bars.put(began.step().number(), new ProgressBar(page, undo + title(began.step())));
        } else if (event instanceof ApplyEvent.StepProgress progress) {
            ProgressBar bar = bars.get(progress.step().number());
            if (bar != null) {
                bar.accept(progress.progress());
            }
        } else if (event instanceof ApplyEvent.StepEnded ended) {
            end(ended.report());
        } else if (event instanceof ApplyEvent.Notice notice) {
            told.add(notice.words());
            page.line(page.paint(Tone.WARN, "note: ") + Text.harmless(notice.words()));
        }
    }

    /** The notices that were printed. */
    public synchronized Set<String> told() {
        return Set.copyOf(told);
    }

    private void end(StepReport report) {
        ProgressBar bar = bars.remove(report.step().number());
        if (bar != null) {
            bar.close();
        }
        page.line(Text.harmless(title(report.step())) + "  "
                + page.paint(tone(report.status()), Words.of(report.status()).replace('-', ' ')));
    }

    private String title(Step step) {
        return step.number() + "/" + steps + " " + ActionWords.sentence(step.action());
    }

    static Tone tone(StepReport.Status status) {
        return switch (status) {
            case DONE, ALREADY, UNDONE, WOULD_DO -> Tone.GOOD;
            case PENDING -> Tone.QUIET;
            case DRIFT, CANNOT_TELL, NO_INVERSE -> Tone.WARN;
            case FAILED -> Tone.BAD;
        };
    }
}
