package io.polyvisor.cli.placing;

import io.polyvisor.apply.file.Words;
import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;

/** Why a guest is where it is, as people read it. Stateless. */
public final class ExplanationPage {

    private ExplanationPage() {}

    /** Prints the explanation. */
    public static void print(Page page, Site site, Explanation explanation) {
        page.line(page.paint(Tone.STRONG, Text.harmless(explanation.guest())) + " -> "
                + explanation
                        .chosen()
                        .map(HostKey::toString)
                        .map(Text::harmless)
                        .orElse("nowhere"));
        for (String reason : explanation.because()) {
            page.line("  because " + Text.harmless(reason));
        }
        if (!explanation.rejected().isEmpty()) {
            Table table = Table.of("NOT ON", "FOR", ">COST DIFFERENCE", "SINCE");
            for (Explanation.Rejection each : explanation.rejected()) {
                table.row(
                        Cell.of(each.host()),
                        Cell.of(each.binding().map(Words::of)),
                        Cell.of(signed(each.costDifference())),
                        Cell.of(each.words()));
            }
            table.print(page);
            page.line(page.paint(Tone.QUIET, "costs are " + Text.harmless(site.currency()) + " a year"));
        }
        for (String change : explanation.wouldChange()) {
            page.line("would change it: " + Text.harmless(change));
        }
    }

    private static String signed(Money money) {
        return money.compareTo(Money.ZERO) > 0 ? "+" + money : money.toString();
    }
}
