package io.polyvisor.cli;

import io.polyvisor.apply.file.Nearest;
import io.polyvisor.cli.config.EndpointEntry;
import io.polyvisor.cli.config.Site;
import io.polyvisor.model.EndpointUri;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which endpoints are meant: those of {@code -c}, else those of the configuration file. Immutable. */
final class Choice {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

    private final Site site;
    private final List<EndpointEntry> named;

    Choice(Site site, List<String> connect) {
        this.site = site;
        this.named = connect.stream().map(this::entry).toList();
    }

    /** What a command over many endpoints looks at. */
    List<EndpointEntry> all() {
        if (!named.isEmpty()) {
            return named;
        }
        if (site.endpoints().isEmpty()) {
            throw nothingConfigured();
        }
        return List.copyOf(site.endpoints().values());
    }

    /** What a command on one endpoint acts on. */
    EndpointEntry only() {
        if (named.isEmpty() && site.defaultEndpoint().isPresent()) {
            return entry(site.defaultEndpoint().get());
        }
        List<EndpointEntry> all = all();
        if (all.size() > 1) {
            throw CommandFailure.usage(
                    "several endpoints are possible (" + names(all) + "); write ENDPOINT/NAME, or choose one with -c");
        }
        return all.get(0);
    }

    /** The endpoint of that name among those of {@code -c}, or of the file where there is no {@code -c}. */
    Optional<EndpointEntry> named(String name) {
        Collection<EndpointEntry> candidates =
                named.isEmpty() ? site.endpoints().values() : named;
        return candidates.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** Whether {@code text} names an endpoint: an address, or a name of the configuration file. */
    boolean isEndpoint(String text) {
        return ADDRESS.matcher(text).matches() || site.endpoints().containsKey(text);
    }

    /** The endpoint that {@code text} names. */
    EndpointEntry entry(String text) {
        EndpointEntry known = site.endpoints().get(text);
        if (known != null) {
            return known;
        }
        if (ADDRESS.matcher(text).matches()) {
            return EndpointEntry.at(address(text));
        }
        throw unknown(text);
    }

    private static EndpointUri address(String text) {
        try {
            return EndpointUri.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "-c: " + e.getMessage(), e);
        }
    }

    private CommandFailure unknown(String name) {
        if (site.file().isEmpty()) {
            return CommandFailure.usage(
                    "\"" + name + "\" is neither the address of an endpoint nor configured, since there "
                            + "is no configuration file; try -c memory:///demo or -c qemu:///system");
        }
        String meant = Nearest.to(name, site.endpoints().keySet())
                .map(near -> "did you mean " + near + "? ")
                .orElse("");
        return CommandFailure.usage(
                "no endpoint \"" + name + "\" in " + site.file().get() + "; " + meant + "it names "
                        + String.join(", ", site.endpoints().keySet()));
    }

    private CommandFailure nothingConfigured() {
        String where = site.file().map(file -> file + " names no endpoint").orElse("no endpoint is configured");
        return CommandFailure.usage(
                where + "; try -c memory:///demo, give -c qemu:///system, or write a polyvisor.yaml "
                        + "(polyvisor help config)");
    }

    private static String names(List<EndpointEntry> entries) {
        return String.join(", ", entries.stream().map(EndpointEntry::name).toList());
    }
}
