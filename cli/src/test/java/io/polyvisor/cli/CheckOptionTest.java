package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** {@code --check} on every mutating command: nothing is sent, and the answer is what the command itself would meet. */
final class CheckOptionTest {
    private final String site = Run.privateSite("demo");

    static Stream<List<String>> lettingThrough() {
        return Stream.of(
                        "create new --memory 64MiB --disk 1G",
                        "start mail",
                        "shutdown web",
                        "off web",
                        "reboot web",
                        "reset web",
                        "pause web",
                        "resume paused",
                        "suspend web",
                        "snapshot create web s2",
                        "snapshot create web s2 --with-memory",
                        "snapshot revert web s1 --accept-loss present-state",
                        "snapshot rm web s1",
                        "clone mail copy",
                        "template make mail golden2",
                        "template deploy golden new",
                        "template rm golden",
                        "migrate web --to host2",
                        "resize mail --vcpus 3",
                        "set web --name www --tag a=b --untag service --protection do-not-restart",
                        "autostart web on",
                        "adopt legacy",
                        "rm mail --with-volumes",
                        "disk attach web 1G",
                        "disk detach extra vdb",
                        "disk grow extra vdb 2G",
                        "disk insert extra sda images/installer.iso",
                        "disk eject extra sda",
                        "nic attach web lab",
                        "nic detach extra nic0",
                        "volume create images/new 1G",
                        "volume import images/new - --size 1MiB",
                        "volume copy images/linux images/new",
                        "volume grow images/spare 2G",
                        "volume rm images/spare",
                        "hosts maintenance host1 off")
                .map(line -> List.of(line.split(" ", -1)));
    }

    private Run polyvisor(List<String> arguments) {
        return Run.nowhere().connectedTo(site).typing("some bytes").run(arguments.toArray(String[]::new));
    }

    private Run polyvisor(String line) {
        return polyvisor(List.of(line.split(" ", -1)));
    }

    private String everything() {
        return polyvisor("ls --details -o json").out().replaceAll("\"observedAt\" : \"[^\"]*\"", "")
                + polyvisor("volume ls").out()
                + polyvisor("template ls").out()
                + polyvisor("snapshot ls web").out()
                + polyvisor("hosts").out();
    }

    private void prepare() {
        for (String line : List.of(
                "create paused --memory 64MiB",
                "start paused",
                "pause paused",
                "create extra --memory 64MiB --disk 1G --disk 1G --nic lab --media images/installer.iso",
                "snapshot create web s1",
                "template make mail golden",
                "volume create images/spare 1G")) {
            assertThat(polyvisor(line).err()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("lettingThrough")
    void a_check_sends_nothing_and_what_passes_it_succeeds(List<String> command) {
        prepare();
        String before = everything();
        String drive = polyvisor("disk ls extra")
                .out()
                .lines()
                .filter(line -> line.contains("media"))
                .findFirst()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .orElseThrow();
        List<String> words =
                command.stream().map(word -> word.equals("sda") ? drive : word).toList();

        Run check =
                polyvisor(Stream.concat(words.stream(), Stream.of("--check")).toList());

        assertThat(check.err()).isEmpty();
        assertThat(check.code()).isZero();
        assertThat(check.out()).containsPattern("would be sent|nothing would be sent");
        assertThat(everything()).isEqualTo(before);
        Run real = polyvisor(words);
        assertThat(real.err()).isEmpty();
        assertThat(real.code()).isZero();
    }

    @ParameterizedTest
    @MethodSource("lettingThrough")
    void a_check_as_json_names_verb_and_object(List<String> command) {
        prepare();
        Run check = polyvisor(Stream.concat(command.stream(), Stream.of("--check", "-o", "json"))
                .toList());

        assertThat(check.json().get("kind").asText()).isEqualTo("checks");
        assertThat(check.json().get("items")).hasSize(1);
    }

    @Test
    void a_refused_check_exits_with_the_refusal_s_code_and_names_the_remedy() {
        Run check = polyvisor("rm web --check");

        assertThat(check.code()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(check.out()).contains("rm web: would be refused", "shut it down");
        assertThat(polyvisor("rm web").code()).isEqualTo(ExitCode.REFUSED.number());
    }

    @Test
    void every_mutating_command_takes_check_and_is_tried_here() {
        CommandLine line = Main.commandLine(new PolyvisorCommand(Surroundings.ofThisProcess()));
        List<String> tried =
                lettingThrough().map(command -> String.join(" ", command)).toList();

        List<String> untried = leaves(line, "")
                .filter(leaf -> leaf.command().getCommandSpec().userObject() instanceof MutatingCommand)
                .filter(leaf -> tried.stream().noneMatch(each -> each.startsWith(leaf.path())))
                .map(Leaf::path)
                .toList();

        assertThat(untried).isEmpty();
        assertThat(leaves(line, "")
                        .filter(leaf -> leaf.command().getCommandSpec().userObject() instanceof MutatingCommand))
                .hasSizeGreaterThan(30)
                .allSatisfy(leaf ->
                        assertThat(leaf.command().getCommandSpec().optionsMap()).containsKey("--check"));
    }

    private record Leaf(String path, CommandLine command) {}

    private static Stream<Leaf> leaves(CommandLine line, String path) {
        return line.getSubcommands().entrySet().stream().flatMap(entry -> {
            String there = (path + " " + entry.getKey()).strip();
            return Stream.concat(Stream.of(new Leaf(there, entry.getValue())), leaves(entry.getValue(), there));
        });
    }
}
