package io.polyvisor.cli;

import io.polyvisor.apply.file.PlanDocument;
import io.polyvisor.placement.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Plans in files that users name. Stateless. */
final class PlanFiles {

    private PlanFiles() {}

    static void save(Session session, Plan plan, Path file) {
        Path there = session.surroundings().directory().resolve(file);
        try {
            PlanDocument.save(plan, there);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.USAGE, "the plan cannot be written to " + there + " (" + e.getMessage() + ")", e);
        }
    }

    /** What to do with the plan now. */
    static String next(Optional<Path> file) {
        return file.map(there -> "written to " + there + "; next: polyvisor apply " + there)
                .orElse("nothing was changed; --plan FILE writes the plan for polyvisor apply");
    }

    static Plan read(Session session, Path file) {
        return PlanDocument.read(session.surroundings().directory().resolve(file));
    }
}
