package io.polyvisor.benchmarks;

import io.polyvisor.benchmarks.PlacementCase.Timed;
import io.polyvisor.placement.Bound;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteHost;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ganeti's balancer and ours on one instance without vendors and VLANs: the same hosts are open to the same guests, and the same score
 * is minimised, so that moves and scores can be compared.
 */
final class GanetiBalance {
    private static final Policy ANYWHERE = Policy.anywhere(Policy.Fill.SPREAD);
    private static final double MILLION = 1e6;

    /** {@code   12. inst27  node31        => node29         18.79271502 a=fa:node29}. */
    private static final Pattern STEP = Pattern.compile("^\\s*(\\d+)\\. \\S+ .*=> \\S+\\s+([0-9.]+) .*");

    private static final Pattern INITIAL = Pattern.compile("^Initial score: ([0-9.]+)$");

    private final Site site;
    private final Map<Integer, Timed> asked = new TreeMap<>();

    private GanetiBalance(Site site) {
        this.site = site;
    }

    static void head() {
        System.out.println("\nWithout vendors and VLANs, beside Ganeti's `hbal`:\n");
        System.out.println(
                "| instance | at first | `hbal`: moves | score | s | ours, as many moves: score | s | processor "
                        + "| twice as many: score | s | moves to `hbal`'s score | no fewer than | checker |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|");
    }

    /** Runs both and prints a row. */
    static void print(GanetiTool hbal, String name, PlacementInstance instance)
            throws IOException, InterruptedException {
        PlacementInstance plain = instance.withoutVendorsAndVlans();
        GanetiTool.Run run = hbal.on(plain.ganeti());
        int moves = 0;
        double first = 0;
        double score = 0;
        for (String line : run.lines()) {
            Matcher initial = INITIAL.matcher(line);
            Matcher step = STEP.matcher(line);
            if (initial.matches()) {
                first = Double.parseDouble(initial.group(1));
                score = first;
            } else if (step.matches()) {
                moves = Integer.parseInt(step.group(1));
                score = Double.parseDouble(step.group(2));
            }
        }
        String peer = String.format(
                Locale.ROOT,
                "| %s | %.3f | %d | %.3f | %.2f%s |",
                name,
                first,
                moves,
                score,
                run.seconds(),
                run.ended() ? "" : ", stopped");
        System.out.println(peer + new GanetiBalance(withFewerProcessors(plain.site(true, 0, 0))).row(moves, score));
    }

    /** A quarter of the processors, each promised four times, as the text for Ganeti has them: the ratio is part of the score. */
    private static Site withFewerProcessors(Site site) {
        return site.withHosts(site.hosts().values().stream()
                .map(host -> new SiteHost(
                        host.key(),
                        host.pool(),
                        host.memory(),
                        Math.max(1, host.cpus() / 4),
                        400,
                        host.cpuVendor(),
                        host.vlans(),
                        host.storages(),
                        host.state()))
                .toList());
    }

    private String row(int moves, double score) {
        Timed same = ask(moves);
        Timed twice = ask(2 * moves);
        long wanted = Math.round(score * MILLION);
        boolean accepted = asked.values().stream()
                .allMatch(timed -> Checker.check(site, ANYWHERE, timed.answer()).isEmpty());
        return String.format(
                Locale.ROOT,
                " %.3f | %.2f | %.2f | %.3f | %.2f | %d | %d | %s |",
                bound(same).reached() / MILLION,
                same.took().wall() / 1e9,
                same.took().processor() / 1e9,
                bound(twice).reached() / MILLION,
                twice.took().wall() / 1e9,
                fewest(2 * moves, bound -> bound.reached() <= wanted),
                fewest(2 * moves, bound -> bound.least() <= wanted),
                accepted ? "accepted" : "rejected");
    }

    /** Looked for by halves; if not even the most will do, that number. */
    private int fewest(int most, Predicate<Bound> enough) {
        int fewer = -1;
        int found = most;
        while (found - fewer > 1) {
            int middle = (fewer + found) / 2;
            if (enough.test(bound(ask(middle)))) {
                found = middle;
            } else {
                fewer = middle;
            }
        }
        return found;
    }

    private Timed ask(int moves) {
        return asked.computeIfAbsent(moves, any -> PlacementCase.ask(site, ANYWHERE, new Question.Rebalance(moves)));
    }

    private static Bound bound(Timed timed) {
        return timed.answer().bounds().get(0);
    }
}
