package io.polyvisor.tck;

import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Guest;
import io.polyvisor.Polyvisor;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.AccessMode;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.EndpointFacts;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.spi.BackendProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the rules of one run share: the core, the edge to the driver, one endpoint for ordinary use, one for cleaning up, and the guest
 * with an operating system, which is booted once.
 */
final class TckSession implements AutoCloseable {
    private final TckEnvironment environment;
    private final Variation variation;
    private final TckCore core;
    private final TckCore plain;
    private final DriverEdge edge;
    private final Map<BackendProvider, BackendProvider> overEdge = new HashMap<>();
    private final String run = String.format("%06x", ThreadLocalRandom.current().nextInt(1 << 24));
    private final AtomicInteger names = new AtomicInteger();
    private final ReadyGuests readyGuests;
    private final Map<EndpointUri, Endpoint> direct = new HashMap<>();
    private final Patience patience;
    private final Duration measuredStart;
    private Endpoint endpoint;

    TckSession(TckEnvironment environment, Variation variation) {
        this.environment = Surroundings.guarded(environment);
        this.variation = variation;
        this.core = variation.open(environment.time());
        this.plain = TckCore.of(Polyvisor.open(environment.time()));
        this.edge = new DriverEdge(variation.driver());
        this.endpoint = connect(environment.target(), environment.options());
        this.measuredStart = measureStart();
        this.patience = new Patience(environment.time(), measuredStart, environment.timeScale());
        this.readyGuests = new ReadyGuests(this);
    }

    TckEnvironment environment() {
        return environment;
    }

    Variation variation() {
        return variation;
    }

    TckCore core() {
        return core;
    }

    DriverEdge edge() {
        return edge;
    }

    /** A connection past the edge and past all variations, for measuring and for cleaning up. */
    Endpoint direct(TckTarget target) {
        return direct.computeIfAbsent(
                target.uri(),
                uri -> plain.connect(
                        target.provider(),
                        uri,
                        target.access(),
                        environment.options().mode(AccessMode.OWNED)));
    }

    /** The same, to the endpoint under test. */
    Endpoint direct() {
        return direct(environment.target());
    }

    /** Removes a guest wherever it is now: here, or at the peer. */
    void remove(EndpointUri where, GuestId guest) {
        TckTarget target = environment
                .peer()
                .optional()
                .filter(peer -> peer.uri().equals(where))
                .orElse(environment.target());
        new Cleaner(direct(target)).remove(direct(target).guest(guest));
    }

    Patience patience() {
        return patience;
    }

    Duration measuredStart() {
        return measuredStart;
    }

    ReadyGuests readyGuests() {
        return readyGuests;
    }

    EndpointFacts facts() {
        return endpoint.facts();
    }

    Capabilities capabilities() {
        return endpoint.capabilities();
    }

    /** The endpoint that rules use unless they ask for one of their own; another one when a rule has worn it out. */
    Endpoint endpoint() {
        if (endpoint.health().state() != io.polyvisor.model.Health.State.WELL) {
            endpoint.close(Duration.ofMillis(1));
            endpoint = connect(environment.target(), environment.options());
        }
        return variation.endpoint(endpoint);
    }

    /** A connection over the edge. */
    Endpoint connect(TckTarget target, EndpointOptions options) {
        BackendProvider provider =
                overEdge.computeIfAbsent(target.provider(), backend -> edge.over(variation.backend(backend)));
        return core.connect(provider, target.uri(), target.access(), variation.options(options));
    }

    /** A name that no other guest has, and that our cleaner knows. */
    GuestName freshName() {
        return GuestName.of(TckContext.PREFIX + run + "-" + names.incrementAndGet());
    }

    /** Why a feature is missing, in the environment's words. */
    Optional<String> lacks(Feature feature) {
        if (feature == Feature.SECOND_HOST && direct().hosts().size() > 1) {
            return Optional.empty();
        }
        return environment.lacks(feature);
    }

    /** Ends everything; what is still there of ours, in words. */
    List<String> end() {
        edge.calm();
        List<String> left = new ArrayList<>(readyGuests.remove());
        try {
            left.addAll(new Cleaner(direct()).leftovers());
        } catch (PolyvisorException e) {
            left.add("what was left behind could not be read: " + e.getMessage());
        }
        return left;
    }

    /** Whether the endpoint under test still answers those who do not cross the edge. */
    boolean answers() {
        try {
            direct().inventory();
            return true;
        } catch (PolyvisorException silent) {
            return false;
        }
    }

    @Override
    public void close() {
        edge.calm();
        endpoint.close();
        core.close();
        plain.close();
    }

    private Duration measureStart() {
        long began = System.nanoTime();
        Guest guest =
                direct().create(environment.cheapGuest(freshName()).build()).await();
        try {
            guest.start().await();
            return Duration.ofNanos(System.nanoTime() - began);
        } finally {
            guest.powerOff().await();
            guest.delete(Deletion.withOwnedVolumes()).await();
        }
    }
}
