package io.polyvisor.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long repetitions of one thing took. Not thread-safe. */
final class Timings {
    private static final double NANOS_PER_MILLI = 1e6;

    private final String what;
    private final List<Double> millis = new ArrayList<>();

    Timings(String what) {
        this.what = what;
    }

    /** Runs it once and keeps the time, unless this is a warm-up. */
    void time(boolean warmUp, Runnable work) {
        long began = System.nanoTime();
        work.run();
        if (!warmUp) {
            millis.add((System.nanoTime() - began) / NANOS_PER_MILLI);
        }
    }

    double median() {
        List<Double> sorted = millis.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** The same, as if there had been so many times more of it. */
    Timings scaled(String label, double factor) {
        Timings scaled = new Timings(label);
        millis.forEach(each -> scaled.millis.add(each * factor));
        return scaled;
    }

    /** A row of a table: median, least, most, and the median's ratio to that of {@code other}. */
    String row(Timings other) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %,.0f | %.2f |",
                what,
                median(),
                millis.stream().min(Double::compare).orElseThrow(),
                millis.stream().max(Double::compare).orElseThrow(),
                median() / other.median());
    }
}
