package io.polyvisor.cli;

import io.polyvisor.placement.Question;
import io.polyvisor.placement.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says where guests of lost hosts are started again. */
@Command(
        name = "failover",
        description = "Say where the guests of lost hosts are started again. Changes nothing by itself; with --apply "
                + "--for-real the plan is carried out at once, which takes evidence that nothing runs on the host: the site "
                + "file's fence command, or --i-powered-off HOST.")
final class FailoverCommand extends QuestionCommand {

    @Parameters(paramLabel = "HOST", arity = "1..*", description = "The lost hosts.")
    private List<String> hosts = List.of();

    @Mixin
    private WhatIsWanted wanted = new WhatIsWanted();

    @Option(names = "--apply", description = "Go on with apply: a dry run, or with --for-real the restart.")
    private boolean apply;

    @Mixin
    private ForReal wish = new ForReal();

    @Override
    Optional<Path> services() {
        return wanted.services;
    }

    @Override
    Question question(Session session, SiteReading reading) {
        return new Question.FailOver(
                hosts.stream().map(reading.observed()::host).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    ExitCode run(Session session, SiteReading reading) {
        if (!apply && (wish.forReal || !wish.poweredOff.isEmpty())) {
            throw CommandFailure.usage(
                    "--for-real and --i-powered-off are about carrying out; add --apply, or write the "
                            + "plan with --plan FILE and give them to: polyvisor apply FILE");
        }
        Asked asked = ask(session, reading, question(session, reading));
        Optional<Plan> plan = asked.plan().filter(made -> apply && !made.isEmpty());
        if (plan.isEmpty()) {
            return asked.codeOfFailover(reading);
        }
        PlanRun run = new PlanRun(session, reading, wish, plan.get());
        ExitCode applied = wish.forReal ? run.carryOut() : run.dryRun();
        return applied == ExitCode.OK ? asked.codeOfFailover(reading) : applied;
    }
}
