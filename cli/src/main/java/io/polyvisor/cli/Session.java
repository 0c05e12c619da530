package io.polyvisor.cli;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Fleet;
import io.polyvisor.Polyvisor;
import io.polyvisor.cli.config.EndpointEntry;
import io.polyvisor.cli.config.OutputFormat;
import io.polyvisor.cli.config.Secrets;
import io.polyvisor.cli.config.Site;
import io.polyvisor.cli.output.Page;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a command: its options, the endpoints that it may mean, and the connections that it made. Closing it ends them. Not
 * thread-safe.
 */
final class Session implements AutoCloseable {
    private static final Duration USUAL_READ = Duration.ofSeconds(30);
    private static final Duration SHORTEST_CLOSE = Duration.ofSeconds(2);

    private final GlobalOptions options;
    private final Surroundings surroundings;
    private final Site site;
    private final Choice choice;
    private final Polyvisor polyvisor = Polyvisor.open();
    private final Map<String, Endpoint> connected = new LinkedHashMap<>();
    private final List<Closeable> resources = new ArrayList<>();
    private final Optional<AuditFile> audit;

    Session(GlobalOptions options, Surroundings surroundings, Site site) {
        this.options = options;
        this.surroundings = surroundings;
        this.site = site;
        this.choice = new Choice(site, options.connect);
        this.audit = options.audit
                .map(file -> surroundings.directory().resolve(file))
                .map(AuditFile::appendingTo)
                .map(this::closeAtEnd);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Page out() {
        return surroundings.out();
    }

    Page err() {
        return surroundings.err();
    }

    boolean wantsJson() {
        return options.output.or(site::output).orElse(OutputFormat.TABLE) == OutputFormat.JSON;
    }

    boolean verbose() {
        return options.verbose;
    }

    /** How long an operation may take; empty for the default. */
    Optional<Duration> timeout() {
        return options.timeout.or(site::timeout);
    }

    Choice choice() {
        return choice;
    }

    /** The connection to that endpoint, made at the first call. */
    Endpoint connect(EndpointEntry entry) {
        Endpoint known = connected.get(entry.name());
        if (known == null) {
            known = polyvisor.connect(entry.uri().toString(), access(entry), tuned(entry));
            connected.put(entry.name(), known);
        }
        return known;
    }

    /** The configuration file, for commands that need one. */
    Path siteFile() {
        return site.file()
                .orElseThrow(() -> CommandFailure.usage("this needs a site file; give --on FILE, or write a "
                        + "polyvisor.yaml (polyvisor help site)"));
    }

    /** All endpoints of the configuration file, whatever was chosen. */
    Map<String, EndpointEntry> endpoints() {
        return site.endpoints();
    }

    /** All endpoints that a command over many means, none of them connected yet. */
    Fleet fleet() {
        return fleet(choice.all());
    }

    /** These endpoints, none of them connected yet. */
    Fleet fleet(Collection<EndpointEntry> entries) {
        Fleet fleet = polyvisor.fleet();
        for (EndpointEntry entry : entries) {
            fleet = fleet.with(entry.uri().toString(), access(entry), tuned(entry));
        }
        return fleet;
    }

    /** How long a look at the whole fleet may take. */
    Duration readPatience() {
        return timeout().orElse(USUAL_READ);
    }

    /** How to get into that endpoint: by the options, else as configured. */
    Access access(EndpointEntry entry) {
        return Secrets.access(options.access.applied(entry, surroundings.directory()), surroundings.environment());
    }

    private EndpointOptions tuned(EndpointEntry entry) {
        EndpointOptions standard = EndpointOptions.standard().named(entry.name());
        Duration operation = timeout().orElse(standard.operationDeadline());
        Duration read = entry.readTimeout().orElse(shorter(standard.readDeadline(), operation));
        EndpointOptions tuned = standard.deadlines(shorter(standard.connectDeadline(), operation), read, operation);
        EndpointOptions inMode = options.mode.or(entry::mode).map(tuned::mode).orElse(tuned);
        return audit.map(sink -> inMode.audited(inMode.who(), sink)).orElse(inMode);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Closes {@code resource} when all operations have ended. */
    <R extends Closeable> R closeAtEnd(R resource) {
        resources.add(resource);
        return resource;
    }

    /** The addresses and names of what was chosen, for messages. */
    List<String> endpointNames() {
        return choice.all().stream().map(EndpointEntry::name).toList();
    }

    @Override
    public void close() {
        connected.values().forEach(endpoint -> endpoint.close(SHORTEST_CLOSE));
        polyvisor.close();
        resources.forEach(Session::close);
    }

    private static void close(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a file could not be closed", e);
        }
    }
}
