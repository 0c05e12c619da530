package io.polyvisor.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lists the commands by what they are about, in one line each. */
final class CommandList implements IHelpSectionRenderer {
    private static final int NAME_WIDTH = 14;

    /** All commands, each in one group. */
    static final Map<String, List<String>> GROUPS = groups();

    private CommandList() {}

    private static Map<String, List<String>> groups() {
        Map<String, List<String>> groups = new LinkedHashMap<>();
        groups.put(
                "See",
                List.of("ls", "show", "hosts", "storage", "network", "stats", "events", "capabilities", "health"));
        groups.put("Power", List.of("start", "shutdown", "off", "reboot", "reset", "pause", "resume", "suspend"));
        groups.put("Make and move", List.of("create", "clone", "template", "migrate", "snapshot", "rm"));
        groups.put("Change", List.of("resize", "set", "autostart", "adopt", "disk", "nic", "volume"));
        groups.put(
                "A whole site",
                List.of(
                        "place",
                        "rebalance",
                        "consolidate",
                        "evacuate",
                        "failover",
                        "rejoin",
                        "apply",
                        "capacity",
                        "why",
                        "history",
                        "drift"));
        groups.put("Use", List.of("console", "wait"));
        groups.put("Polyvisor itself", List.of("demo", "tck", "completion", "version", "help"));
        return groups;
    }

    static void install(CommandLine root) {
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandList());
        root.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        inOrder(root);
    }

    private static void inOrder(CommandLine line) {
        line.getCommandSpec().usageMessage().sortOptions(false).abbreviateSynopsis(true);
        line.getSubcommands().values().forEach(CommandList::inOrder);
    }

    @Override
    public String render(Help help) {
        StringBuilder text = new StringBuilder();
        GROUPS.forEach((title, names) -> {
            text.append(help.createHeading("%n@|bold " + title + "|@%n"));
            Help.TextTable table = Help.TextTable.forColumns(
                    help.colorScheme(),
                    new Help.Column(NAME_WIDTH, 2, Help.Column.Overflow.TRUNCATE),
                    new Help.Column(
                            help.commandSpec().usageMessage().width() - NAME_WIDTH, 2, Help.Column.Overflow.WRAP));
            for (String name : names) {
                Help command = Objects.requireNonNull(help.subcommands().get(name), name);
                table.addRowValues(name, firstSentence(command));
            }
            text.append(table);
        });
        return text.toString();
    }

    private static String firstSentence(Help command) {
        String description =
                String.join(" ", command.commandSpec().usageMessage().description());
        int end = description.indexOf(". ");
        return end < 0 ? description : description.substring(0, end + 1);
    }
}
