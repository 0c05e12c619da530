package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.cli.config.GuestSpecFile;
import io.polyvisor.cli.config.Site;
import io.polyvisor.cli.config.SiteFile;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.GuestSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Help, completion, version and what the documentation says of exit codes. */
final class HelpTest {
    private static final CommandLine LINE = Main.commandLine(new PolyvisorCommand(Surroundings.ofThisProcess()));

    @TempDir
    private Path folder;

    private static Stream<CommandLine> commands(CommandLine line) {
        return Stream.concat(
                Stream.of(line), line.getSubcommands().values().stream().flatMap(HelpTest::commands));
    }

    @Test
    void every_command_option_and_parameter_is_described() {
        assertThat(commands(LINE)).hasSizeGreaterThan(50).allSatisfy(command -> {
            var spec = command.getCommandSpec();
            assertThat(spec.usageMessage().description())
                    .as(spec.qualifiedName())
                    .isNotEmpty();
            assertThat(spec.args())
                    .allSatisfy(arg -> assertThat(arg.description())
                            .as(spec.qualifiedName() + " " + arg)
                            .isNotEmpty());
        });
    }

    @Test
    void help_explains_commands_and_the_commands_of_commands() {
        assertThat(Run.nowhere().run("help").out()).contains("Make and move", "migrate", "exit-codes");
        assertThat(Run.nowhere().run("snapshot", "--help").out()).contains("revert");
        assertThat(Run.nowhere().run("help", "migrate").out()).contains("--declare-shared-storage");
        assertThat(Run.nowhere().run("help", "snapshot", "revert").out()).contains("--accept-loss");
    }

    @Test
    void every_command_is_listed_in_one_group() {
        assertThat(CommandList.GROUPS.values().stream().flatMap(names -> names.stream()))
                .containsExactlyInAnyOrderElementsOf(LINE.getSubcommands().keySet());
    }

    @Test
    void help_about_what_is_not_there_names_what_is() {
        Run help = Run.nowhere().run("help", "mgirate");

        assertThat(help.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(help.err()).contains("migrate", "exit-codes, addresses, config, policy, services, site, spec");
    }

    @Test
    void every_kind_of_error_has_an_exit_code_and_no_two_codes_are_the_same() {
        assertThat(Arrays.stream(ErrorKind.values()).map(ExitCode::of))
                .doesNotContain(ExitCode.OK, ExitCode.GENERAL, ExitCode.USAGE);
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).doesNotHaveDuplicates();
    }

    @Test
    void the_documentation_and_help_hold_the_same_exit_codes() throws IOException {
        String documentation = Files.readString(Path.of("../docs/cli.md"));
        String help = Run.nowhere().run("help", "exit-codes").out();

        for (ExitCode code : ExitCode.values()) {
            assertThat(documentation)
                    .contains("| " + code.number() + " | " + kinds(code) + " | " + code.words() + " |");
            assertThat(help).containsPattern(code.number() + " +" + java.util.regex.Pattern.quote(code.words()));
        }
    }

    private static String kinds(ExitCode code) {
        return Arrays.stream(ErrorKind.values())
                .filter(kind -> ExitCode.of(kind) == code)
                .map(ErrorKind::name)
                .collect(Collectors.joining(", "));
    }

    @Test
    void every_command_is_in_the_documentation() throws IOException {
        String documentation = Files.readString(Path.of("../docs/cli.md"));

        assertThat(commands(LINE)
                        .filter(command -> command.getParent() != null)
                        .filter(command -> command.getSubcommands().isEmpty())
                        .map(command -> command.getCommandSpec().qualifiedName().substring("polyvisor ".length())))
                .allSatisfy(name -> assertThat(documentation).contains("`" + name));
    }

    @Test
    void the_example_of_help_config_can_be_read() throws IOException {
        Path file = folder.resolve("polyvisor.yaml");
        Files.writeString(file, yamlOf("config"));

        Site site = SiteFile.load(Optional.of(file.toString()), Map.of(), folder, folder);

        assertThat(site.endpoints()).containsKeys("kvm1", "kvm2", "lab");
        assertThat(site.defaultEndpoint()).contains("kvm1");
    }

    @Test
    void the_example_of_help_spec_can_be_read() throws IOException {
        Path file = folder.resolve("spec.yaml");
        Files.writeString(file, yamlOf("spec"));
        Files.writeString(folder.resolve("user-data.yaml"), "#cloud-config\n");

        GuestSpec spec = GuestSpecFile.read(file, Optional.empty());

        assertThat(spec.disks()).hasSize(3);
        assertThat(spec.nics()).hasSize(1);
        assertThat(spec.seed()).isPresent();
    }

    private static String yamlOf(String topic) {
        return HelpTopics.text(topic)
                .lines()
                .filter(line -> line.isEmpty() || line.startsWith(" ") || line.matches("[a-z-]+:.*"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void completion_is_a_script_that_knows_the_commands() {
        Run completion = Run.nowhere().run("completion");

        assertThat(completion.out()).contains("complete -F").contains("migrate", "--declare-shared-storage");
    }

    @Test
    void version_names_the_backends_that_are_there() {
        assertThat(Run.nowhere().run("version").out()).startsWith("polyvisor ").contains("memory");
    }

    @Test
    void an_unknown_option_names_itself_and_where_help_is() {
        Run ls = Run.nowhere().run("ls", "--detials");

        assertThat(ls.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ls.err().lines()).hasSize(1);
        assertThat(ls.err()).contains("--detials", "polyvisor help ls");
    }

    @Test
    void nothing_at_all_says_where_help_is() {
        Run nothing = Run.nowhere().run();

        assertThat(nothing.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(nothing.err()).contains("polyvisor help");
    }
}
