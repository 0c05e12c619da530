package io.polyvisor.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures placement: each case in processes of its own with at most 256 MB of heap, its bound beside it, and Ganeti's tools where they
 * are installed.
 *
 * <pre>
 * benchmarks/placement                     all cases, seed 1; some minutes
 * benchmarks/placement --seed 7            the same on another seed
 * benchmarks/placement --instance FILE.txt the cases on an instance from a file
 * benchmarks/placement --processes 1       once and not five times
 * benchmarks/placement --no-peers          without Ganeti's tools
 * </pre>
 */
final class Placement {
    private static final String HEAP = "-Xmx256m";
    private static final int WARM_ROUNDS = 5;

    private final int processes;

    private Placement(int processes) {
        this.processes = processes;
    }

    /** Measures and prints. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        List<String> all = List.of(arguments);
        Placement placement = new Placement(Integer.parseInt(option(all, "--processes", "5")));
        System.out.println("| case | instance | result of bound | over the bound | checker "
                + "| first, s | least | most | processor | then, s | processor | heap MB |");
        System.out.println("|---|---|---|--:|---|--:|--:|--:|--:|--:|--:|--:|");
        String seed = option(all, "--seed", "1");
        String file = option(all, "--instance", "");
        if (file.isEmpty()) {
            placement.family(seed);
        } else {
            placement.every("file:" + Path.of(file).toAbsolutePath());
        }
        if (!all.contains("--no-peers")) {
            peers(seed, file).print();
        }
        System.out.printf(
                Locale.ROOT,
                "%n%d processes for each line, %s; load average at the end %.1f%n",
                placement.processes,
                HEAP,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static PlacementPeers peers(String seed, String file) {
        if (!file.isEmpty()) {
            return new PlacementPeers(List.of("file:" + file), List.of("file:" + file));
        }
        String small = "even:20:200:" + seed;
        String middle = "even:100:1000:" + seed;
        return new PlacementPeers(
                List.of(small, "even:40:400:" + seed, middle), List.of(small, middle, "even:1000:10000:" + seed));
    }

    private static String option(List<String> arguments, String name, String otherwise) {
        int at = arguments.indexOf(name);
        return at >= 0 ? arguments.get(at + 1) : otherwise;
    }

    private void family(String seed) throws IOException, InterruptedException {
        for (String sort : List.of("even", "uneven")) {
            String small = sort + ":100:1000:" + seed;
            String large = sort + ":1000:10000:" + seed;
            measure(PlacementCase.PLACE, small, 0);
            measure(PlacementCase.PLACE, large, 0);
            measure(PlacementCase.ONE_MORE, large, WARM_ROUNDS);
            measure(PlacementCase.EVACUATE, large, WARM_ROUNDS);
            measure(PlacementCase.CONSOLIDATE, small, 0);
            measure(PlacementCase.CONSOLIDATE, large, 0);
            measure(PlacementCase.CONSOLIDATE_MOST, small, 0);
            for (String instance : List.of(small, large)) {
                measure(PlacementCase.REBALANCE, instance, 0);
                measure(PlacementCase.REBALANCE_MOST, instance, 0);
            }
            for (String fill : List.of("@0.38", "")) {
                String pool = sort + ":96:960:" + seed + fill;
                measure(PlacementCase.SURVIVES_FOUR, pool, 0);
                measure(PlacementCase.CAPACITY, pool, 0);
            }
        }
    }

    private void every(String instance) throws IOException, InterruptedException {
        for (PlacementCase each : PlacementCase.values()) {
            boolean quick = each == PlacementCase.ONE_MORE || each == PlacementCase.EVACUATE;
            measure(each, instance, quick ? WARM_ROUNDS : 0);
        }
    }

    private void measure(PlacementCase what, String instance, int more) throws IOException, InterruptedException {
        Rounds rounds = new Rounds(what.words() + " | " + instance);
        for (int process = 0; process < processes; process++) {
            rounds.add(run(what, instance, more));
        }
        System.out.println(rounds.row());
    }

    private static List<String> run(PlacementCase what, String instance, int more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                PlacementRound.class.getName(),
                what.name(),
                instance,
                Integer.toString(more)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0) {
            return List.of("failed\t" + lines.stream().findFirst().orElse("without a word"));
        }
        return lines;
    }
}
