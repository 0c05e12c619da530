package io.polyvisor.cli;

import io.polyvisor.placement.Question;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Questions whose answers move guests that run. */
final class MovingCommands {

    private MovingCommands() {}

    /** A question that can be asked with or without services. */
    abstract static class Moving extends QuestionCommand {
        @Mixin
        private WhatIsWanted wanted = new WhatIsWanted();

        @Override
        final Optional<Path> services() {
            return wanted.services;
        }
    }

    @Command(
            name = "rebalance",
            description =
                    "Say which moves even out the load best. Changes nothing: --plan writes what apply carries out.")
    static final class Rebalance extends Moving {
        private static final int USUAL = 10;

        @Option(names = "--moves", paramLabel = "COUNT", description = "With at most that many moves (default 10).")
        private int moves = USUAL;

        @Override
        Question question(Session session, SiteReading reading) {
            return new Question.Rebalance(moves);
        }
    }

    @Command(
            name = "consolidate",
            description = "Say which hosts can be switched off, or must be switched on. Changes nothing: --plan writes "
                    + "what apply carries out.")
    static final class Consolidate extends Moving {
        @Option(
                names = "--hosts",
                paramLabel = "COUNT",
                description = "Down to that many hosts in all; without it, to as few as possible.")
        private Optional<Integer> hosts = Optional.empty();

        @Override
        Question question(Session session, SiteReading reading) {
            return new Question.Consolidate(hosts.map(OptionalInt::of).orElse(OptionalInt.empty()));
        }
    }

    @Command(
            name = "evacuate",
            description = "Say where the guests of a host go, so that it can be taken out of service. Changes nothing: "
                    + "--plan writes what apply carries out.")
    static final class Evacuate extends Moving {
        @Parameters(paramLabel = "HOST", description = "The host: its name, or ENDPOINT/HOST.")
        private String host = "";

        @Override
        Question question(Session session, SiteReading reading) {
            return new Question.Evacuate(reading.observed().host(host));
        }
    }
}
