package io.polyvisor.cli;

import io.polyvisor.placement.plan.Plan;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Carries plans out. */
@Command(
        name = "apply",
        description =
                "Carry a plan out, step by step, each after looking again; without --for-real only look. Stops where the "
                        + "site is no longer as the plan found it. With --output json one document per event, and one at the end.")
final class ApplyCommand extends SiteCommand {

    @Parameters(paramLabel = "PLAN", description = "A plan that --plan wrote.")
    private Path file = Path.of("");

    @ArgGroup
    private GoingOn goingOn = new GoingOn();

    @Mixin
    private ForReal wish = new ForReal();

    /** What to do with a plan that was begun. */
    static final class GoingOn {
        @Option(names = "--resume", description = "Go on, for real, with a plan that was begun and not ended.")
        private boolean resume;

        @Option(names = "--undo", description = "Take back, for real, what was done of it, in reverse order.")
        private boolean undo;
    }

    @Override
    ExitCode run(Session session, SiteReading reading) {
        Plan plan = PlanFiles.read(session, file);
        PlanRun run = new PlanRun(session, reading, wish, plan);
        if (goingOn.resume) {
            return run.resume();
        }
        if (goingOn.undo) {
            return run.undo();
        }
        return wish.forReal ? run.carryOut() : run.dryRun();
    }
}
