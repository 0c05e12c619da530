package io.polyvisor.cli;

import io.polyvisor.apply.site.Drift;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.placing.DriftPage;
import io.polyvisor.cli.placing.PlanJson;
import io.polyvisor.cli.placing.PlanTable;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Plan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares what is wanted with what is. */
@Command(
        name = "drift",
        description = "Say how what runs differs from services and policy. Exits with 0 when nothing does, with 1 when "
                + "something is not as it should be, with 2 when harm is done or the next failure does it.")
final class DriftCommand extends ConnectedCommand {

    @Parameters(paramLabel = "SITE", arity = "0..1", description = "The site file; the same as --on.")
    private Optional<String> file = Optional.empty();

    @Mixin
    private SiteOptions options = new SiteOptions();

    @Mixin
    private WhatIsWanted wanted = new WhatIsWanted();

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Write the plan that repairs it, for: polyvisor apply FILE")
    private Optional<Path> planFile = Optional.empty();

    @Override
    Optional<String> siteFile() {
        return file.or(() -> options.on);
    }

    @Override
    int exitCode(Session session) {
        SiteReading reading = SiteReading.of(session, options, wanted.services);
        Drift drift = Drift.of(reading.services(), reading.policy(), reading.observed(), reading.effort());
        Optional<Plan> repair = planFile.map(ignored -> drift.plan(
                reading.services(), reading.policy(), reading.observed(), reading.effort(), Pace.standard()));
        repair.ifPresent(plan -> PlanFiles.save(session, plan, planFile.orElseThrow()));
        if (session.wantsJson()) {
            session.out().line(json(reading, drift, repair));
        } else {
            print(session, reading, drift, repair);
        }
        return drift.exitCode();
    }

    private static void print(Session session, SiteReading reading, Drift drift, Optional<Plan> repair) {
        DriftPage.print(session.out(), drift.findings());
        repair.ifPresent(plan -> {
            session.out().line("");
            PlanTable.print(session.out(), plan, reading.site().currency());
        });
    }

    private String json(SiteReading reading, Drift drift, Optional<Plan> repair) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("site", reading.site().name());
        fields.put("policy", reading.policy().name());
        fields.put("items", drift.findings().stream().map(DriftPage::json).toList());
        fields.put("plan", repair.map(PlanJson::plan));
        fields.put("planFile", planFile);
        fields.put("remarks", reading.observed().remarks());
        return Documents.pretty(Documents.of("drift", fields));
    }
}
