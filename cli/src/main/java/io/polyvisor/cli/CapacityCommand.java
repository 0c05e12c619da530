package io.polyvisor.cli;

import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.placing.CapacityJson;
import io.polyvisor.cli.placing.CapacityTable;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.failover.FailoverCapacity;
import io.polyvisor.placement.failover.Meaning;
import io.polyvisor.placement.failover.PoolCapacity;
import io.polyvisor.placement.failover.XapiFigures;
import io.polyvisor.placement.failover.XapiPlanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how many hosts each pool can lose. */
@Command(
        name = "capacity",
        description =
                "Say how many hosts each pool can lose while every protected guest still finds a place, beside how "
                        + "many it must. Exits with 8 when a pool cannot lose what it must.")
final class CapacityCommand extends SiteCommand {

    @Mixin
    private WhatIsWanted wanted = new WhatIsWanted();

    @Option(
            names = "--lost",
            paramLabel = "MEANING",
            description = "Only for hosts lost at-once, or in-sequence (restarted guests stay where they were put).")
    private Optional<Meaning> meaning = Optional.empty();

    @Option(
            names = "--count",
            paramLabel = "LEVEL",
            split = ",",
            description = "Which guests must be restarted: protected (default), restart-if-possible.")
    private Set<Protection> counted = EnumSet.of(Protection.PROTECTED);

    @Option(
            names = "--xapi",
            description =
                    "Also what XenServer's own planner would say: memory only, never too much, and in larger pools far "
                            + "below what is true.")
    private boolean xapi;

    @Override
    Optional<Path> services() {
        return wanted.services;
    }

    @Override
    ExitCode run(Session session, SiteReading reading) {
        List<PoolCapacity> pools = new ArrayList<>();
        for (Meaning each : meaning.map(List::of).orElse(List.of(Meaning.values()))) {
            pools.addAll(FailoverCapacity.of(reading.site(), reading.policy(), counted, each, reading.effort()));
        }
        pools.sort(Comparator.comparing(PoolCapacity::pool).thenComparing(PoolCapacity::meaning));
        Map<String, XapiFigures> figures = new TreeMap<>();
        if (xapi) {
            reading.site().pools().keySet().forEach(pool -> figures.put(pool, XapiPlanner.plan(reading.site(), pool)));
        }
        if (session.wantsJson()) {
            session.out().line(json(reading, pools, figures));
        } else {
            CapacityTable.print(session.out(), pools);
            CapacityTable.printXapi(session.out(), figures);
        }
        return pools.stream().allMatch(PoolCapacity::sufficient) ? ExitCode.OK : ExitCode.CAPACITY;
    }

    private String json(SiteReading reading, List<PoolCapacity> pools, Map<String, XapiFigures> figures) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("site", reading.site().name());
        fields.put("counted", counted.stream().sorted().toList());
        fields.put("items", pools.stream().map(CapacityJson::capacity).toList());
        fields.put(
                "xapi",
                figures.entrySet().stream()
                        .map(entry -> CapacityJson.xapi(entry.getKey(), entry.getValue()))
                        .toList());
        return Documents.pretty(Documents.of("capacity", fields));
    }
}
