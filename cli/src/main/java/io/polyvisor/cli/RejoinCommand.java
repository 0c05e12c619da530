package io.polyvisor.cli;

import io.polyvisor.apply.site.Copy;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.placing.PlanJson;
import io.polyvisor.cli.placing.PlanTable;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Planner;
import io.polyvisor.placement.site.HostKey;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a host that was lost take guests again. */
@Command(
        name = "rejoin",
        description =
                "Say what must be done before a host that was lost and came back may take guests again: its stale "
                        + "definitions of guests that went on elsewhere are removed, their disks stay. Changes nothing by itself; with "
                        + "--apply --for-real the plan is carried out at once.")
final class RejoinCommand extends SiteCommand {

    @Parameters(paramLabel = "HOST", description = "The host that came back.")
    private String host = "";

    @Option(names = "--plan", paramLabel = "FILE", description = "Write the plan to FILE, for: polyvisor apply FILE")
    private Optional<Path> planFile = Optional.empty();

    @Option(names = "--apply", description = "Go on with apply: a dry run, or with --for-real the return.")
    private boolean apply;

    @Mixin
    private ForReal wish = new ForReal();

    @Override
    ExitCode run(Session session, SiteReading reading) {
        HostKey returning = reading.observed().host(host);
        List<String> stale = reading.observed().copies().stream()
                .filter(copy -> copy.host().equals(returning))
                .map(Copy::guest)
                .toList();
        Plan plan = Planner.rejoin(reading.site(), returning, stale);
        planFile.ifPresent(file -> PlanFiles.save(session, plan, file));
        if (apply) {
            PlanRun run = new PlanRun(session, reading, wish, plan);
            return wish.forReal ? run.carryOut() : run.dryRun();
        }
        if (session.wantsJson()) {
            session.out().line(json(reading, plan));
        } else {
            PlanTable.print(session.out(), plan, reading.site().currency());
            session.out().line(PlanFiles.next(planFile));
        }
        return ExitCode.OK;
    }

    private String json(SiteReading reading, Plan plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("site", reading.site().name());
        fields.put("plan", PlanJson.plan(plan));
        fields.put("planFile", planFile);
        fields.put("remarks", reading.observed().remarks());
        return Documents.pretty(Documents.of("rejoin", fields));
    }
}
