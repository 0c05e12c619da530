package io.polyvisor.cli;

import io.polyvisor.apply.file.AnswerDocument;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.placing.AnswerPage;
import io.polyvisor.cli.placing.ExplanationPage;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.Placer;
import io.polyvisor.placement.Question;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why a guest is where it is, or is to be. */
@Command(
        name = "why",
        description = "Say why a guest is where it is, or is to be: the rule, the price, what keeps it from each other "
                + "host, and what would change that.")
final class WhyCommand extends SiteCommand {

    @Parameters(paramLabel = "GUEST", description = "The guest, or the service of that name.")
    private String guest = "";

    @Mixin
    private WhatIsWanted wanted = new WhatIsWanted();

    @Option(
            names = "--if-protection",
            paramLabel = "LEVEL",
            description = "What would change if it were protected, restart-if-possible or do-not-restart.")
    private Optional<Protection> protection = Optional.empty();

    @Override
    Optional<Path> services() {
        return wanted.services;
    }

    @Override
    ExitCode run(Session session, SiteReading reading) {
        if (!reading.site().guests().containsKey(guest)) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "the site has no guest " + guest + "; a service that has none yet needs --services FILE");
        }
        Answer answer = Placer.answer(reading.site(), reading.policy(), question(reading), reading.effort());
        Verified.answer(reading, answer);
        Explanation why = Placer.explain(reading.site(), reading.policy(), answer, guest);
        if (session.wantsJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("site", reading.site().name());
            fields.put("policy", reading.policy().name());
            fields.put("answer", AnswerDocument.tree(reading.site(), answer, List.of(why)));
            session.out().line(Documents.pretty(Documents.of("why", fields)));
        } else {
            ExplanationPage.print(session.out(), reading.site(), why);
            if (protection.isPresent() || !answer.holds()) {
                AnswerPage.printVerdict(session.out(), reading.site(), answer);
            }
        }
        return answer.holds() ? ExitCode.OK : ExitCode.NO_ANSWER;
    }

    private Question question(SiteReading reading) {
        boolean placed = reading.site().guest(guest).place().isPresent();
        return protection
                .<Question>map(to -> new Question.ChangeProtection(guest, to))
                .orElse(new Question.Place(placed ? Set.of() : Set.of(guest)));
    }
}
