package io.polyvisor.cli;

import io.polyvisor.EndpointView;
import io.polyvisor.apply.Keeper;
import io.polyvisor.apply.StateDirectory;
import io.polyvisor.apply.StateException;
import io.polyvisor.apply.file.DeclaredSite;
import io.polyvisor.apply.file.PolicyDocument;
import io.polyvisor.apply.file.Services;
import io.polyvisor.apply.file.ServicesDocument;
import io.polyvisor.apply.file.SiteDocument;
import io.polyvisor.apply.site.Observed;
import io.polyvisor.apply.site.Remembered;
import io.polyvisor.apply.site.SiteObserver;
import io.polyvisor.cli.config.EndpointEntry;
import io.polyvisor.cli.output.Text;
import io.polyvisor.cli.output.Tone;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Site;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A site as a command found it: what the files say, and what the endpoints show now.
 *
 * @param declared what the site file says
 * @param services what is wanted
 * @param policy the policy
 * @param observed the site as it is
 * @param state what is kept about it
 * @param effort how long searches may go on
 */
record SiteReading(
        DeclaredSite declared,
        Services services,
        Policy policy,
        Observed observed,
        StateDirectory state,
        Effort effort) {

    /** Reads the files, then all endpoints at once, and keeps what it saw: a host that dies later takes its guests' definitions with it. */
    static SiteReading of(Session session, SiteOptions options, Optional<Path> servicesFile) {
        Path directory = session.surroundings().directory();
        DeclaredSite declared = SiteDocument.read(session.siteFile());
        Services services = servicesFile
                .map(file -> ServicesDocument.read(directory.resolve(file), declared))
                .orElse(Services.NONE);
        Policy policy = options.policy
                .map(file -> PolicyDocument.read(directory.resolve(file), declared))
                .orElseGet(PolicyDocument::standard);
        Effort effort = options.effort();
        StateDirectory state = StateDirectory.at(StatePlace.of(session.surroundings(), options.state, declared.name()));
        SiteMemory memory = new SiteMemory(state);
        Observed observed = look(session, declared, services, memory);
        observed.remarks().forEach(remark -> note(session, remark));
        return new SiteReading(declared, services, policy, observed, state, effort);
    }

    Site site() {
        return observed.site();
    }

    /** Keeps what is there after a change: a host that dies next must not take with it what came to it just before. */
    void lookAgain(Session session) {
        look(session, declared, services, new SiteMemory(state));
    }

    private static Observed look(Session session, DeclaredSite declared, Services services, SiteMemory memory) {
        List<EndpointView> views = session.fleet(session.endpoints().values())
                .inventory(session.readPatience(), SiteObserver.FIELDS.toArray(InventoryField[]::new));
        Remembered remembered = memory.recall(words -> note(session, words));
        Observed observed = SiteObserver.observe(declared, services, views, capabilities(session, views), remembered);
        keep(session, memory, observed, views);
        return observed;
    }

    private static Map<String, Capabilities> capabilities(Session session, List<EndpointView> views) {
        Map<String, Capabilities> found = new LinkedHashMap<>();
        for (EndpointEntry entry : session.endpoints().values()) {
            boolean seen = views.stream()
                    .anyMatch(view ->
                            view instanceof EndpointView.Seen && view.endpoint().equals(entry.name()));
            if (seen) {
                found.put(entry.name(), session.connect(entry).capabilities());
            }
        }
        return found;
    }

    private static void keep(Session session, SiteMemory memory, Observed observed, List<EndpointView> views) {
        Map<String, Inventory> inventories = new LinkedHashMap<>();
        for (EndpointView view : views) {
            if (view instanceof EndpointView.Seen seen) {
                inventories.put(seen.endpoint(), seen.inventory());
            }
        }
        try {
            memory.keep(observed);
            new Keeper(observed.site(), memory.state()).keep(inventories, new SiteEndpoints(session));
        } catch (StateException | UncheckedIOException e) {
            note(
                    session,
                    "what was seen could not be kept (" + e.getMessage()
                            + "); guests of a host that dies now cannot be made again from it");
        }
    }

    private static void note(Session session, String words) {
        session.err().line(session.err().paint(Tone.WARN, "note: ") + Text.harmless(words));
    }
}
