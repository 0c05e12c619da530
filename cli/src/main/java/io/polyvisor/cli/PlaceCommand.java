package io.polyvisor.cli;

import io.polyvisor.placement.Question;
import io.polyvisor.placement.site.SiteGuest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Finds places for services that have no guest yet. */
@Command(
        name = "place",
        description = "Say where new services are to run, why, and what it costs; guests that run stay where they are. "
                + "Changes nothing: --plan writes what apply carries out.")
final class PlaceCommand extends QuestionCommand {

    @Parameters(paramLabel = "SERVICES", description = "The services, as YAML (polyvisor help services).")
    private Path services = Path.of("");

    @Override
    Optional<Path> services() {
        return Optional.of(services);
    }

    @Override
    Question question(Session session, SiteReading reading) {
        return new Question.Place(reading.site().guests().values().stream()
                .filter(guest -> guest.place().isEmpty())
                .map(SiteGuest::name)
                .collect(Collectors.toUnmodifiableSet()));
    }
}
