package io.polyvisor.cli;

import io.polyvisor.apply.FenceEvidence;
import io.polyvisor.placement.site.HostKey;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Option;

/** What a command that carries plans out wants to be told. */
final class ForReal {

    @Option(names = "--for-real", description = "Carry it out; without it nothing is changed.")
    boolean forReal;

    @Option(
            names = "--i-powered-off",
            paramLabel = "HOST",
            description =
                    "Repeatable: state that you made sure by yourself that HOST has no power. Kept in the journal with "
                            + "your name. That a host does not answer is no reason to say so.")
    List<String> poweredOff = List.of();

    @Option(
            names = "--despite-autostart",
            description =
                    "Recover guests even where the lost host would start its own copies by itself; you answer for it "
                            + "that it does not come back before: polyvisor rejoin HOST.")
    boolean despiteAutostart;

    @Option(names = "--because", paramLabel = "WHY", description = "Reason for journal, history and audit.")
    String because = "";

    List<FenceEvidence.OperatorStatement> statements(SiteReading reading, String who) {
        return poweredOff.stream()
                .map(host -> statement(reading.observed().host(host), who))
                .toList();
    }

    private static FenceEvidence.OperatorStatement statement(HostKey host, String who) {
        return new FenceEvidence.OperatorStatement(host, who, "--i-powered-off " + host, Instant.now());
    }
}
