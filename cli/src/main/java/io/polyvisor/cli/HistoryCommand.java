package io.polyvisor.cli;

import io.polyvisor.apply.History;
import io.polyvisor.apply.StateDirectory;
import io.polyvisor.apply.file.SiteDocument;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.placing.HistoryPage;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says where a guest ran, when, and why it was moved. */
@Command(
        name = "history",
        description =
                "Say where a guest ran, from when to when, why it was moved and by whom: from the journals of plans. "
                        + "Asks no endpoint.")
final class HistoryCommand extends SessionCommand {

    @Parameters(paramLabel = "GUEST", description = "The guest's name.")
    private String guest = "";

    @Mixin
    private SiteOptions options = new SiteOptions();

    @Override
    Optional<String> siteFile() {
        return options.on;
    }

    @Override
    ExitCode run(Session session) {
        StateDirectory state = StateDirectory.at(StatePlace.of(
                session.surroundings(),
                options.state,
                SiteDocument.read(session.siteFile()).name()));
        History history = History.of(state);
        List<History.Stay> stays = history.stays(guest);
        List<History.Deed> deeds = history.deeds(guest);
        if (session.wantsJson()) {
            session.out().line(Documents.pretty(HistoryPage.json(guest, stays, deeds)));
        } else if (stays.isEmpty() && deeds.isEmpty()) {
            session.out()
                    .line("no plan that was carried out on this site was about " + guest + " (journals: " + state.root()
                            + ")");
        } else {
            HistoryPage.print(session.out(), stays, deeds);
        }
        return ExitCode.OK;
    }
}
