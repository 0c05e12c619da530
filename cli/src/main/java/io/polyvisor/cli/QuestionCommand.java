package io.polyvisor.cli;

import io.polyvisor.cli.placing.AnswerPage;
import io.polyvisor.cli.placing.PlanTable;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.Placer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Planner;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A question about a site whose answer can be carried out: prints answer and plan, and changes nothing. */
abstract class QuestionCommand extends SiteCommand {

    @Option(names = "--plan", paramLabel = "FILE", description = "Write the plan to FILE, for: polyvisor apply FILE")
    private Optional<Path> planFile = Optional.empty();

    abstract Question question(Session session, SiteReading reading);

    @Override
    ExitCode run(Session session, SiteReading reading) {
        return ask(session, reading, question(session, reading)).code();
    }

    /** Asks, has answer and plan verified, prints both, and writes the plan where one is wanted. */
    final Asked ask(Session session, SiteReading reading, Question question) {
        Site site = reading.site();
        Answer answer = Placer.answer(site, reading.policy(), question, reading.effort());
        Verified.answer(reading, answer);
        Optional<Plan> plan = answer.holds()
                ? Optional.of(Planner.plan(site, reading.policy(), answer, Pace.standard()))
                : Optional.empty();
        plan.ifPresent(made -> Verified.plan(reading, made, answer));
        Asked asked = new Asked(answer, plan, explanations(reading, answer));
        plan.ifPresent(made -> planFile.ifPresent(file -> PlanFiles.save(session, made, file)));
        print(session, reading, asked);
        return asked;
    }

    private void print(Session session, SiteReading reading, Asked asked) {
        if (session.wantsJson()) {
            session.out().line(asked.json(reading, planFile));
            return;
        }
        AnswerPage.print(session.out(), reading.site(), asked.answer(), asked.explanations());
        asked.plan().ifPresent(plan -> {
            session.out().line("");
            PlanTable.print(session.out(), plan, reading.site().currency());
            if (!plan.isEmpty()) {
                session.out().line(PlanFiles.next(planFile));
            }
        });
    }

    /** Of the guests that the answer brings elsewhere, or for which it finds no place; without an assignment the shortage says it. */
    private static List<Explanation> explanations(SiteReading reading, Answer answer) {
        if (!answer.holds()) {
            return List.of();
        }
        return reading.site().guests().values().stream()
                .filter(guest -> concerned(guest, answer))
                .map(guest -> Placer.explain(reading.site(), reading.policy(), answer, guest.name()))
                .toList();
    }

    private static boolean concerned(SiteGuest guest, Answer answer) {
        return answer.unplaced().contains(guest.name())
                || !answer.placeOf(guest.name()).equals(guest.place());
    }
}
