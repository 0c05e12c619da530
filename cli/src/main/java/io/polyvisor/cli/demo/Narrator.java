package io.polyvisor.cli.demo;

import io.polyvisor.Operation;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.ProgressBar;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tells the story: what is done, why, by which call, and what came of it. Not thread-safe. */
final class Narrator {
    private static final String INDENT = "    ";
    private static final int TIME_COLUMN = 84;

    private static final int SAMPLES = 8;

    private final Page page;
    private int chapter;

    Narrator(Page page) {
        this.page = page;
    }

    Page page() {
        return page;
    }

    void title(String text, String where) {
        page.line(page.paint(Tone.STRONG, text));
        page.line(page.paint(Tone.QUIET, where));
    }

    /** What comes now, and why it matters. */
    void chapter(String what, String why) {
        chapter++;
        page.line("");
        page.line(
                page.paint(Tone.STRONG, String.format("%2d  %s", chapter, what)) + page.paint(Tone.QUIET, "  " + why));
    }

    /** Carries an operation out, and says by which call and how long it took. */
    <T> T does(String call, Supplier<Operation<T>> operation) {
        long begin = System.nanoTime();
        List<Progress> told = new CopyOnWriteArrayList<>();
        try (ProgressBar bar = new ProgressBar(page, INDENT + call)) {
            T result = operation.get().onProgress(told::add).onProgress(bar).await();
            bar.close();
            call(call, Duration.ofNanos(System.nanoTime() - begin));
            progress(told);
            return result;
        }
    }

    /** A bar is gone when it is full: what it had shown stays as a line. */
    private void progress(List<Progress> told) {
        List<Long> percents = told.stream()
                .filter(progress -> progress.fraction().isPresent())
                .map(progress -> Math.round(progress.fraction().getAsDouble() * 100))
                .distinct()
                .toList();
        if (percents.size() > 1) {
            int step = Math.max(1, percents.size() / SAMPLES);
            String samples = IntStream.range(0, percents.size())
                    .filter(i -> i % step == 0)
                    .mapToObj(i -> percents.get(i) + "%")
                    .collect(Collectors.joining(" "));
            String phase = told.get(told.size() - 1).phase();
            page.line(INDENT + page.paint(Tone.QUIET, page.pick("\u2591 ", ". ") + phase + ": " + samples));
        }
    }

    /** A call that is no operation. */
    <T> T asks(String call, Supplier<T> question) {
        long begin = System.nanoTime();
        T answer = question.get();
        call(call, Duration.ofNanos(System.nanoTime() - begin));
        return answer;
    }

    private void call(String call, Duration took) {
        String time = Text.seconds(took);
        String line = INDENT + call;
        String gap = " ".repeat(Math.max(2, TIME_COLUMN - Text.width(line) - Text.width(time)));
        page.line(page.paint(Tone.COMMAND, line) + gap + page.paint(Tone.QUIET, time));
    }

    /** Something came true. */
    void shows(String what) {
        page.line(INDENT + page.paint(Tone.GOOD, page.pick("\u2713 ", "ok ")) + Text.harmless(what));
    }

    /** What the guest printed when it was asked from inside. */
    void guestSays(String command, List<String> answer) {
        String bar = page.pick("\u2502 ", "| ");
        page.line(INDENT + page.paint(Tone.QUIET, bar + "# ") + command);
        answer.forEach(line -> page.line(INDENT + page.paint(Tone.QUIET, bar) + Text.harmless(line)));
    }

    /** Promises are kept, or the story ends here. */
    void holds(boolean promise, String what) {
        if (!promise) {
            throw new DemoFailure("this was to be shown and was not so: " + what);
        }
        shows(what);
    }

    /** Something is refused as it should be. */
    void refusal(String call, PolyvisorException refusal) {
        page.line(page.paint(Tone.COMMAND, INDENT + call));
        page.line(INDENT + page.paint(Tone.WARN, page.pick("\u2717 ", "no ")) + "refused: "
                + Text.harmless(refusal.fault().message()));
    }
}
