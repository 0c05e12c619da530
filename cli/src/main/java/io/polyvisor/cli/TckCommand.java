package io.polyvisor.cli;

import io.polyvisor.cli.output.Cell;
import io.polyvisor.cli.output.Page;
import io.polyvisor.cli.output.Table;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.tck.Cleaner;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.Rule;
import io.polyvisor.tck.RuleId;
import io.polyvisor.tck.RuleResult;
import io.polyvisor.tck.TckEnvironment;
import io.polyvisor.tck.TckReport;
import io.polyvisor.tck.TckRunner;
import io.polyvisor.tck.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves what an endpoint claims. */
@Command(
        name = "tck",
        description = "Prove that an endpoint means by the contract what all others mean. Touches only guests with "
                + "its own prefix and mark, and removes what it made.")
final class TckCommand extends SessionCommand {

    @Option(names = "--endpoint", paramLabel = "ENDPOINT", description = "The endpoint; the same as -c.")
    private Optional<String> endpoint = Optional.empty();

    @Mixin
    private TckSite site = new TckSite();

    @Mixin
    private TckWalks walks = new TckWalks();

    @Option(names = "--profile", paramLabel = "PROFILE", description = "Repeatable: only that profile, such as core.")
    private List<Profile> profiles = List.of();

    @Option(names = "--rule", paramLabel = "ID", description = "Repeatable: only that rule, such as PV-LIFE-012.")
    private List<RuleId> rules = List.of();

    @Option(names = "--list", description = "List the rules that would be run, and run none.")
    private boolean list;

    @Option(names = "--clean", description = "Only remove what an earlier run left behind.")
    private boolean clean;

    @Option(names = "--report-json", paramLabel = "FILE", description = "Also write the report as JSON.")
    private Optional<Path> jsonFile = Optional.empty();

    @Option(names = "--report-junit", paramLabel = "FILE", description = "Also write the report as JUnit's XML.")
    private Optional<Path> junitFile = Optional.empty();

    @Override
    ExitCode run(Session session) {
        try (TckEnvironment environment = site.environment(session, endpoint)) {
            TckRunner runner = runner(environment);
            if (list) {
                table(runner.rules()).print(session.out());
                return ExitCode.OK;
            }
            if (clean) {
                Cleaner.clean(environment).forEach(line -> session.out().line(Text.harmless(line)));
                return ExitCode.OK;
            }
            boolean held = check(session, runner);
            boolean agreed = walks.agree(session, environment, site);
            return held && agreed ? ExitCode.OK : ExitCode.TCK_FAILED;
        }
    }

    private TckRunner runner(TckEnvironment environment) {
        Set<Profile> wanted = profiles.isEmpty() ? Set.of() : EnumSet.copyOf(profiles);
        TckRunner runner = TckRunner.on(environment).profiles(wanted);
        return rules.isEmpty() ? runner : runner.choosing(rule -> rules.contains(rule.id()));
    }

    private boolean check(Session session, TckRunner runner) {
        TckReport report;
        try (Ticker ticker = new Ticker(session, runner.rules().size())) {
            report = runner.telling(ticker::tell).run();
        }
        session.out()
                .line(
                        session.wantsJson()
                                ? report.toJson().strip()
                                : report.toText().strip());
        jsonFile.ifPresent(file -> write(session, file, report.toJson()));
        junitFile.ifPresent(file -> write(session, file, report.toJUnitXml()));
        return report.clean();
    }

    private static void write(Session session, Path file, String text) {
        try {
            Files.writeString(session.surroundings().directory().resolve(file), text);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.USAGE, file + " cannot be written", e);
        }
    }

    private static Table table(List<Rule> rules) {
        Table table = Table.of("RULE", "LEVEL", "STANDING", "PROFILE", "SENTENCE");
        rules.forEach(rule -> table.row(
                Cell.of(rule.id()),
                Cell.of(rule.level()),
                Cell.of(rule.standing().firm() ? "firm" : "draft"),
                Cell.of(rule.profile().label()),
                Cell.of(rule.sentence())));
        return table;
    }

    /** Tells of each rule as it ends: what failed everywhere, the rest as one line that changes, where a person looks. */
    private static final class Ticker implements AutoCloseable {
        private static final String CLEAR_LINE = "\r\u001b[K";

        private final Session session;
        private final int all;
        private int done;

        Ticker(Session session, int all) {
            this.session = session;
            this.all = all;
        }

        void tell(RuleResult result) {
            done++;
            Page err = session.err();
            clear(err);
            Verdict verdict = result.verdict();
            boolean wrong = verdict instanceof Verdict.Fail || verdict instanceof Verdict.Inconclusive;
            if (wrong || session.verbose()) {
                Tone tone = wrong ? Tone.BAD : verdict instanceof Verdict.Pass ? Tone.GOOD : Tone.QUIET;
                err.line(err.paint(tone, Text.padded(verdict.word(), 15))
                        + Text.harmless(result.rule().id() + " " + verdict.detail()));
            }
            if (err.terminal()) {
                String now = done + " of " + all + "  " + result.rule().id() + " "
                        + result.rule().sentence();
                err.stream().print(Text.cut(now, err.columns() - 1, err.ellipsis()));
                err.stream().flush();
            }
        }

        private static void clear(Page err) {
            if (err.terminal()) {
                err.stream().print(CLEAR_LINE);
            }
        }

        @Override
        public void close() {
            clear(session.err());
            session.err().stream().flush();
        }
    }
}
