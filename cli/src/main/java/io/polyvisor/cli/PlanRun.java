package io.polyvisor.cli;

import io.polyvisor.EndpointOptions;
import io.polyvisor.apply.Applier;
import io.polyvisor.apply.ApplyEvent;
import io.polyvisor.apply.ApplyListener;
import io.polyvisor.apply.ApplyOptions;
import io.polyvisor.apply.ApplyReport;
import io.polyvisor.apply.StepReport;
import io.polyvisor.apply.file.DeclaredEndpoint;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.placing.ApplyJson;
import io.polyvisor.cli.placing.ApplyPage;
import io.polyvisor.cli.placing.StepLines;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.SiteGuest;
import java.time.Instant;
import java.util.List;

/** One plan that is carried out, or only looked at, for people or for programs. */
final class PlanRun {
    private final Session session;
    private final SiteReading reading;
    private final ForReal wish;
    private final Plan plan;
    private final StepLines lines;

    PlanRun(Session session, SiteReading reading, ForReal wish, Plan plan) {
        this.session = session;
        this.reading = reading;
        this.wish = wish;
        this.plan = plan;
        this.lines = new StepLines(session.out(), plan);
    }

    ExitCode dryRun() {
        ApplyReport report = applier().dryRun(plan);
        if (session.wantsJson()) {
            return ended(report);
        }
        ApplyPage.printSteps(session.out(), report);
        ExitCode code = ended(report);
        if (report.succeeded()) {
            session.out().line("nothing was changed; --for-real carries it out");
        }
        return code;
    }

    ExitCode carryOut() {
        return ended(applier().apply(plan, listener()));
    }

    ExitCode resume() {
        return ended(applier().resume(plan.id(), listener()));
    }

    ExitCode undo() {
        return ended(applier().undo(plan.id(), listener()));
    }

    private Applier applier() {
        return new Applier(reading.site(), new SiteEndpoints(session), reading.state(), options());
    }

    private ApplyOptions options() {
        String who = EndpointOptions.standard().who();
        ApplyOptions options = ApplyOptions.standard(who)
                .because(wish.because)
                .stating(wish.statements(reading, who))
                .declaringSharedStorage(this::declaredShared);
        for (HostKey host : reading.site().hosts().keySet()) {
            List<String> command = fenceCommand(host);
            options = command.isEmpty() ? options : options.fencing(host, command);
        }
        options = wish.despiteAutostart ? options.recoveringDespiteAutostart() : options;
        return session.timeout().isPresent()
                ? options.deadlines(
                        options.shutdownPatience(), session.timeout().get(), options.fenceDeadline())
                : options;
    }

    /** Whether the site file itself says that both ends see every disk of the guest: libvirt does not look. */
    private boolean declaredShared(Action.Move move) {
        SiteGuest guest = reading.site().guests().get(move.guest());
        return guest != null
                && guest.disks().stream()
                        .allMatch(disk -> disk.storage()
                                .map(reading.declared().storages()::get)
                                .filter(storage -> storage.shared()
                                        && storage.on().containsKey(move.from().endpoint())
                                        && storage.on().containsKey(move.host().endpoint()))
                                .isPresent());
    }

    private List<String> fenceCommand(HostKey host) {
        DeclaredEndpoint endpoint = reading.declared().endpoints().get(host.endpoint());
        return endpoint == null
                ? List.of()
                : endpoint.fence().stream()
                        .map(word -> word.replace("{host}", host.host()))
                        .toList();
    }

    private ApplyListener listener() {
        return session.wantsJson() ? this::tell : lines;
    }

    private void tell(ApplyEvent event) {
        ApplyJson.event(event, Instant.now())
                .ifPresent(document -> session.out().line(Documents.oneLine(document)));
    }

    private ExitCode ended(ApplyReport report) {
        if (report.mode() != ApplyReport.Mode.DRY_RUN) {
            reading.lookAgain(session);
        }
        if (session.wantsJson()) {
            session.out().line(Documents.oneLine(ApplyJson.report(report)));
        } else {
            ApplyPage.printEnding(session.out(), report, lines.told());
        }
        return code(report);
    }

    private static ExitCode code(ApplyReport report) {
        return switch (report.ending()) {
            case WOULD_DO, DONE, UNDONE -> ExitCode.OK;
            case DRIFT -> ExitCode.DRIFTED;
            case CANNOT_TELL -> ExitCode.OUTCOME_UNKNOWN;
            case NOT_KEPT -> ExitCode.STATE;
            case FAILED -> failed(report);
        };
    }

    private static ExitCode failed(ApplyReport report) {
        boolean nothingDone = report.with(StepReport.Status.DONE).isEmpty();
        return report.with(StepReport.Status.FAILED).stream()
                .flatMap(step -> step.error().stream())
                .findFirst()
                .filter(error -> nothingDone)
                .map(ExitCode::of)
                .orElse(ExitCode.PARTIAL);
    }
}
