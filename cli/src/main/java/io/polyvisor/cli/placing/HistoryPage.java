package io.polyvisor.cli.placing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.apply.History;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Tone;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a guest ran, from when to when and why, and what was done with it: for people and for scripts. Stateless. */
public final class HistoryPage {

    private HistoryPage() {}

    /** Prints both. */
    public static void print(Page page, List<History.Stay> stays, List<History.Deed> deeds) {
        Table where = Table.of("FROM", "UNTIL", "HOST", "WHY");
        for (History.Stay stay : stays) {
            where.row(
                    Cell.of(stay.from().map(HistoryPage::seconds)),
                    stay.until()
                            .map(HistoryPage::seconds)
                            .map(Cell::of)
                            .orElse(Cell.of("now").in(Tone.GOOD)),
                    Cell.of(stay.host()),
                    Cell.of(stay.why()));
        }
        where.print(page);
        page.line("");
        Table what = Table.of("AT", "WHAT", "BY", "PLAN", "OUTCOME", "WHY");
        for (History.Deed deed : deeds) {
            what.row(
                    Cell.of(seconds(deed.at())),
                    Cell.of(deed.what()),
                    Cell.of(deed.who()),
                    Cell.of(deed.plan()),
                    Cell.of(deed.outcome()),
                    Cell.of(deed.why()).in(Tone.QUIET));
        }
        what.print(page);
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    /** The document of both. */
    public static ObjectNode json(String guest, List<History.Stay> stays, List<History.Deed> deeds) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("guest", guest);
        fields.put("stays", stays.stream().map(HistoryPage::stay).toList());
        fields.put("deeds", deeds.stream().map(HistoryPage::deed).toList());
        return Documents.of("history", fields);
    }

    private static ObjectNode stay(History.Stay stay) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("host", stay.host());
        fields.put("from", stay.from());
        fields.put("until", stay.until());
        fields.put("why", stay.why());
        return Documents.plain(fields);
    }

    private static ObjectNode deed(History.Deed deed) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", deed.at());
        fields.put("what", deed.what());
        fields.put("host", deed.host());
        fields.put("from", deed.from());
        fields.put("why", deed.why());
        fields.put("who", deed.who());
        fields.put("plan", deed.plan());
        fields.put("outcome", deed.outcome());
        return Documents.plain(fields);
    }
}
