package io.polyvisor.benchmarks;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Polyvisor;
import io.polyvisor.testbed.Vcsim;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Reads the summaries of 10,000 guests of a simulated vCenter: through Polyvisor, through the raw binding in one call, and one property
 * of one guest after the other. Rounds are interleaved, so that what disturbs the machine disturbs all alike. Prints a table; with
 * {@code --ours-only} nothing but Polyvisor is measured, for runs with little memory.
 */
public final class VsphereInventory {
    private static final int CLUSTERS = 20;
    private static final int GUESTS = 10_000;
    private static final int SINGLE_READS = 300;
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 11;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private VsphereInventory() {}

    /** Starts the simulator, measures, and prints. */
    public static void main(String... arguments) {
        boolean oursOnly = List.of(arguments).contains("--ours-only");
        try (Vcsim vcsim = Vcsim.vCenter()
                        .clusters(CLUSTERS)
                        .hosts(10)
                        .guests(GUESTS / CLUSTERS)
                        .start();
                Polyvisor polyvisor = Polyvisor.open();
                Endpoint endpoint = polyvisor.connect(
                        "vsphere://" + vcsim.address(),
                        vcsim.access(),
                        EndpointOptions.standard().deadlines(PATIENCE, PATIENCE, PATIENCE))) {
            if (oursOnly) {
                measureOurs(endpoint);
            } else {
                compare(endpoint, new StockBinding(vcsim));
            }
        }
    }

    private static void measureOurs(Endpoint endpoint) {
        Timings ours = new Timings("Polyvisor, one bulk read");
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            ours.time(round < 0, () -> requireAll(endpoint.inventory().guests().size()));
        }
        Runtime jvm = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT, "heap at most %d MB, %d rounds%n%s%n", jvm.maxMemory() >> 20, ROUNDS, ours.row(ours));
    }

    private static void compare(Endpoint endpoint, StockBinding stock) {
        List<ManagedObjectReference> some = stock.bulk().stream()
                .filter(StockBinding::isGuest)
                .map(ObjectContent::getObj)
                .limit(SINGLE_READS)
                .toList();
        Timings ours = new Timings("Polyvisor, `endpoint.inventory()`");
        Timings bulk = new Timings("raw binding (yavijava 6.0.05, its own transport), one bulk call");
        Timings single = new Timings("raw binding, 300 reads of one property of one guest, one after the other");
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            boolean warmUp = round < 0;
            ours.time(warmUp, () -> requireAll(endpoint.inventory().guests().size()));
            bulk.time(
                    warmUp,
                    () -> requireAll(
                            stock.bulk().stream().filter(StockBinding::isGuest).count()));
            single.time(warmUp, () -> some.forEach(stock::single));
        }
        System.out.println("| what | median ms | least | most | ratio to Polyvisor's median |");
        System.out.println("|---|--:|--:|--:|--:|");
        System.out.println(ours.row(ours));
        System.out.println(bulk.row(ours));
        System.out.println(single.row(ours));
        double factor = (double) GUESTS / SINGLE_READS;
        System.out.println(single.scaled("one property of 10,000 guests, **extrapolated** from the 300", factor)
                .row(ours));
        System.out.println(single.scaled(
                        "all seven properties of 10,000 guests, **extrapolated** from the 300",
                        factor * StockBinding.SUMMARY.size())
                .row(ours));
        System.out.printf(
                Locale.ROOT,
                "%n%d rounds after %d warm-ups; load average at the end %.1f%n",
                ROUNDS,
                WARM_UPS,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static void requireAll(long found) {
        if (found != GUESTS) {
            throw new IllegalStateException("saw " + found + " guests instead of " + GUESTS);
        }
    }
}
