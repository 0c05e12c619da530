package io.polyvisor.cli.placing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.apply.file.Words;
import io.polyvisor.apply.site.Finding;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Documents;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Tone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What differs between what is wanted and what is, for people and for scripts. Stateless. */
public final class DriftPage {

    private DriftPage() {}

    /** Prints the findings, the worst first. */
    public static void print(Page page, List<Finding> findings) {
        if (findings.isEmpty()) {
            page.line(page.paint(Tone.GOOD, "all is as it should be"));
            return;
        }
        Table table = Table.of("SEVERITY", "WHAT", "OF", "IS", "REPAIR");
        for (Finding each : findings) {
            table.row(
                    Cell.of(Words.of(each.severity())).in(tone(each.severity())),
                    Cell.of(Words.of(each.kind())),
                    Cell.of(each.subject()),
                    Cell.of(each.words()),
                    Cell.of(each.repair() + (each.plannable() ? " (--plan)" : "")));
        }
        table.print(page);
    }

    private static Tone tone(Finding.Severity severity) {
        return switch (severity) {
            case NOTE -> Tone.QUIET;
            case WARN -> Tone.WARN;
            case HARM -> Tone.BAD;
        };
    }

    /** A finding as JSON. */
    public static ObjectNode json(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", finding.kind());
        fields.put("severity", finding.severity());
        fields.put("subject", finding.subject());
        fields.put("words", finding.words());
        fields.put("repair", finding.repair());
        fields.put("plannable", finding.plannable());
        return Documents.plain(fields);
    }
}
