package io.polyvisor.cli.output;

import io.polyvisor.model.Memory;
import io.polyvisor.model.Progress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One line on a terminal that shows how far an operation is, and is gone when it is done. Elsewhere it shows nothing. Thread-safe:
 * progress arrives on threads of Polyvisor.
 */
public final class ProgressBar implements Consumer<Progress>, AutoCloseable {
    private static final int WIDTH = 24;
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(80);
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Page page;
    private final String title;
    private boolean shown;
    private boolean closed;
    private long lastShown;

    /** A bar on that page, begun by that title. */
    public ProgressBar(Page page, String title) {
        this.page = page;
        this.title = Text.harmless(title);
    }

    @Override
    public synchronized void accept(Progress progress) {
        long now = System.nanoTime();
        boolean tooSoon = shown && now - lastShown < SHORTEST_PAUSE;
        if (closed || !page.terminal() || tooSoon) {
            return;
        }
        lastShown = now;
        shown = true;
        page.stream().print(CLEAR_LINE + Text.cut(line(page, title, progress), page.columns() - 1, page.ellipsis()));
        page.stream().flush();
    }

    /** Removes the line. */
    @Override
    public synchronized void close() {
        closed = true;
        if (shown) {
            page.stream().print(CLEAR_LINE);
            page.stream().flush();
        }
    }

    static String line(Page page, String title, Progress progress) {
        StringBuilder line = new StringBuilder(title);
        progress.fraction().ifPresent(fraction -> {
            int full = (int) Math.round(fraction * WIDTH);
            String done = page.pick("\u2588", "#").repeat(full);
            String rest = page.pick("\u2591", ".").repeat(WIDTH - full);
            line.append(' ').append(done).append(rest);
            line.append(String.format(Locale.ROOT, " %3.0f%%", fraction * 100));
        });
        progress.bytesDone().ifPresent(done -> {
            line.append("  ").append(Memory.bytes(done));
            progress.bytesTotal().ifPresent(total -> line.append(" of ").append(Memory.bytes(total)));
        });
        return line.append("  ").append(Text.harmless(progress.phase())).toString();
    }
}
