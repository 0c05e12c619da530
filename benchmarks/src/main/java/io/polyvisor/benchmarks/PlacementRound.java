package io.polyvisor.benchmarks;

import io.polyvisor.benchmarks.PlacementCase.Asked;
import io.polyvisor.benchmarks.PlacementCase.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One case in a process of its own, so that its heap and its cold start are its own: prints what {@link Placement} reads. */
final class PlacementRound {
    private PlacementRound() {}

    /** The case, the instance, and how many more times it is asked after the first. */
    public static void main(String... arguments) throws IOException {
        Asked asked = PlacementCase.valueOf(arguments[0]).prepare(instance(arguments[1]));
        int more = Integer.parseInt(arguments[2]);
        List<Outcome> outcomes = new ArrayList<>();
        for (int round = 0; round <= more; round++) {
            outcomes.add(asked.round(round));
        }
        for (Outcome outcome : outcomes) {
            System.out.printf(
                    Locale.ROOT,
                    "round\t%d\t%d\t%d\t%d\t%s\t%s%n",
                    outcome.took().wall(),
                    outcome.took().processor(),
                    outcome.reached(),
                    outcome.least(),
                    outcome.result(),
                    outcome.faults().isEmpty() ? "accepted" : String.join(" ", outcome.faults()));
        }
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.out.printf(Locale.ROOT, "heap\t%d%n", peak >> 20);
    }

    /** {@code even:HOSTS:GUESTS:SEED}, {@code uneven:HOSTS:GUESTS:SEED} or {@code file:PATH}; with {@code @SHARE} only so full. */
    static PlacementInstance instance(String spec) throws IOException {
        String[] parts = spec.split("@", 2);
        PlacementInstance whole = whole(parts[0]);
        return parts.length == 1 ? whole : whole.filledTo(Double.parseDouble(parts[1]));
    }

    private static PlacementInstance whole(String spec) throws IOException {
        if (spec.startsWith("file:")) {
            return PlacementInstance.read(Path.of(spec.substring("file:".length())));
        }
        String[] parts = spec.split(":", -1);
        int hosts = Integer.parseInt(parts[1]);
        int guests = Integer.parseInt(parts[2]);
        int seed = Integer.parseInt(parts[3]);
        return parts[0].equals("even")
                ? PlacementFamily.instance(hosts, guests, seed)
                : PlacementFamily.heterogeneous(hosts, guests, seed);
    }
}
