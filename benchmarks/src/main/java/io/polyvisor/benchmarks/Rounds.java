package io.polyvisor.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What the processes of one case printed, as a row of a table. Not thread-safe. */
final class Rounds {
    private static final double NANOS = 1e9;

    private final String what;
    private final List<Double> first = new ArrayList<>();
    private final List<Double> firstProcessor = new ArrayList<>();
    private final List<Double> then = new ArrayList<>();
    private final List<Double> thenProcessor = new ArrayList<>();
    private final Set<String> results = new TreeSet<>();
    private final Set<String> checks = new TreeSet<>();
    private double over;
    private long heap;

    Rounds(String what) {
        this.what = what;
    }

    /** Adds the lines of a process. */
    void add(List<String> lines) {
        int round = 0;
        for (String line : lines) {
            String[] parts = line.split("\t", -1);
            if (parts[0].equals("round")) {
                boolean cold = round++ == 0;
                (cold ? first : then).add(Long.parseLong(parts[1]) / NANOS);
                (cold ? firstProcessor : thenProcessor).add(Long.parseLong(parts[2]) / NANOS);
                over = Math.max(over, over(Long.parseLong(parts[3]), Long.parseLong(parts[4])));
                results.add(parts[5]);
                checks.add(parts[6]);
            } else if (parts[0].equals("heap")) {
                heap = Math.max(heap, Long.parseLong(parts[1]));
            } else {
                results.add(line.replace('\t', ' '));
            }
        }
    }

    private static double over(long reached, long least) {
        return reached == least ? 0 : least == 0 ? Double.POSITIVE_INFINITY : 100.0 * (reached - least) / least;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %d |",
                what,
                String.join("; ", results),
                Double.isInfinite(over) ? "no bound" : String.format(Locale.ROOT, "%.2f %%", over),
                String.join(" ", checks),
                seconds(median(first)),
                seconds(first.stream().min(Double::compare).orElse(Double.NaN)),
                seconds(first.stream().max(Double::compare).orElse(Double.NaN)),
                seconds(median(firstProcessor)),
                then.isEmpty() ? "" : seconds(median(then)),
                then.isEmpty() ? "" : seconds(median(thenProcessor)),
                heap);
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }
}
