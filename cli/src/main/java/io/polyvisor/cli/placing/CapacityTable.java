package io.polyvisor.cli.placing;

import io.polyvisor.apply.file.Words;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.placement.failover.Meaning;
import io.polyvisor.placement.failover.PoolCapacity;
import io.polyvisor.placement.failover.XapiFigures;
import io.polyvisor.placement.site.HostKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How many hosts pools can lose, as people read it. Stateless. */
public final class CapacityTable {

    private CapacityTable() {}

    /** Prints one row per pool and meaning, then what is behind those that cannot lose what they must. */
    public static void print(Page page, List<PoolCapacity> pools) {
        Table table = Table.of("POOL", ">HOSTS", "LOST", ">CONFIGURED", ">CURRENT", "COUNTER-EXAMPLE", "STRANDED");
        pools.forEach(pool -> row(table, pool));
        table.print(page);
        weakest(pools)
                .ifPresent(pool -> page.line("site: can lose "
                        + (pool.current() == 0 ? "no host" : "any " + pool.current() + " at once") + "; pool "
                        + Text.harmless(pool.pool()) + " decides"));
        for (PoolCapacity pool : pools) {
            String name = Text.harmless(pool.pool());
            pool.bound().stream()
                    .sorted()
                    .forEach(why -> page.line(name + ": cannot be restarted elsewhere: " + Text.harmless(why)));
            pool.fix()
                    .ifPresent(fix ->
                            page.line(page.paint(Tone.STRONG, name + ": would help: ") + Text.harmless(fix.what())));
        }
    }

    /** Prints what XenServer's planner would say of each pool; nothing where nobody asked. */
    public static void printXapi(Page page, Map<String, XapiFigures> pools) {
        if (pools.isEmpty()) {
            return;
        }
        Table table = Table.of("POOL", ">XAPI SAYS", ">BY ITS CONSERVATIVE RULE", "NOT AGILE");
        pools.forEach((pool, figures) -> table.row(
                Cell.of(pool),
                Cell.of(figures.most()),
                Cell.of(figures.conservative()),
                Cell.of(String.join(", ", figures.notAgile()))));
        table.print(page);
    }

    private static void row(Table table, PoolCapacity pool) {
        String current = pool.decided() ? Integer.toString(pool.current()) : pool.current() + " or more";
        table.row(
                Cell.of(pool.pool()),
                Cell.of(pool.hosts()),
                Cell.of(Words.of(pool.meaning())),
                Cell.of(pool.configured()),
                Cell.of(current).in(pool.sufficient() ? Tone.GOOD : Tone.BAD),
                Cell.of(joined(pool.counterExample())),
                Cell.of(String.join(", ", pool.stranded().stream().sorted().toList())));
    }

    /** Guests stay in their pool, so a site stands what its weakest pool stands. */
    private static Optional<PoolCapacity> weakest(List<PoolCapacity> pools) {
        return pools.stream()
                .filter(pool -> pool.meaning() == Meaning.AT_ONCE)
                .min(Comparator.comparingInt(PoolCapacity::current));
    }

    private static String joined(List<HostKey> hosts) {
        return hosts.stream().map(HostKey::toString).collect(Collectors.joining(" and "));
    }
}
