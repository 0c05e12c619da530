package io.polyvisor.tck.lockstep;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Polyvisor;
import io.polyvisor.memory.MemoryProvider;
import io.polyvisor.memory.VirtualTime;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.TimeSource;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import io.polyvisor.tck.TckCore;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An endpoint to walk on, and how to find one's place there. Each walk connects anew.
 *
 * <p>Immutable; thread-safe if its parts are.
 */
public final class LockstepSubject {
    private final String name;
    private final Supplier<BackendProvider> provider;
    private final EndpointUri uri;
    private final Access access;
    private final EndpointOptions options;
    private final Supplier<TimeSource> clock;
    private final Function<Endpoint, Site> furnished;
    private final Supplier<Interception> deviation;
    private final Function<TimeSource, TckCore> core;

    private LockstepSubject(
            String name,
            Supplier<BackendProvider> provider,
            EndpointUri uri,
            Access access,
            EndpointOptions options,
            Supplier<TimeSource> clock,
            Function<Endpoint, Site> furnished,
            Supplier<Interception> deviation,
            Function<TimeSource, TckCore> core) {
        this.name = Objects.requireNonNull(name, "name");
        this.provider = Objects.requireNonNull(provider, "provider");
        this.uri = Objects.requireNonNull(uri, "uri");
        this.access = Objects.requireNonNull(access, "access");
        this.options = Objects.requireNonNull(options, "options");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.furnished = Objects.requireNonNull(furnished, "furnishing");
        this.deviation = Objects.requireNonNull(deviation, "deviation");
        this.core = Objects.requireNonNull(core, "core");
    }

    /**
     * An endpoint on real time.
     *
     * @param name what reports call it
     * @param provider opens it
     * @param uri its address
     * @param furnished looks, on the connected endpoint, what a walk can use there; may make what is missing
     */
    public static LockstepSubject of(
            String name, BackendProvider provider, String uri, Function<Endpoint, Site> furnished) {
        return new LockstepSubject(
                name,
                () -> provider,
                EndpointUri.parse(uri),
                Access.none(),
                EndpointOptions.standard(),
                TimeSource::system,
                furnished,
                () -> Intercepted::proceed,
                time -> TckCore.of(Polyvisor.open(time)));
    }

    /**
     * The reference model on virtual time, with a site of its own for each walk. Its guests boot nothing: they hear no request and
     * let go of no device, as guests that only reach their firmware.
     */
    public static LockstepSubject model() {
        MemoryProvider memory = new MemoryProvider();
        return of("the reference model", memory, "memory:///lockstep?preset=empty&speed=instant", ModelSite::furnish)
                .anew(() -> memory, VirtualTime::flowing);
    }

    /** The same, with what a walk finds there changed: both sides of a walk must have the same. */
    public LockstepSubject adjusting(UnaryOperator<Site> change) {
        return new LockstepSubject(
                name, provider, uri, access, options, clock, furnished.andThen(change), deviation, core);
    }

    /** The same with those credentials. */
    public LockstepSubject access(Access other) {
        return new LockstepSubject(name, provider, uri, other, options, clock, furnished, deviation, core);
    }

    /** The same with those options; the mode must be OWNED or ALL. */
    public LockstepSubject options(EndpointOptions other) {
        return new LockstepSubject(name, provider, uri, access, other, clock, furnished, deviation, core);
    }

    /** The same, with a provider and a clock of its own for each walk. */
    public LockstepSubject anew(Supplier<BackendProvider> each, Supplier<TimeSource> time) {
        return new LockstepSubject(name, each, uri, access, options, time, furnished, deviation, core);
    }

    /** The same under another name, deviating in what lies below the core, anew for each walk. */
    LockstepSubject deviating(String other, Supplier<Interception> below) {
        return new LockstepSubject(other, provider, uri, access, options, clock, furnished, below, core);
    }

    /** The same under another name, with another core. */
    LockstepSubject under(String other, Function<TimeSource, TckCore> another) {
        return new LockstepSubject(other, provider, uri, access, options, clock, furnished, deviation, another);
    }

    /** What reports call it. */
    public String name() {
        return name;
    }

    BackendProvider provider() {
        return provider.get();
    }

    EndpointUri uri() {
        return uri;
    }

    Access access() {
        return access;
    }

    EndpointOptions options() {
        return options;
    }

    TimeSource clock() {
        return clock.get();
    }

    Site furnish(Endpoint endpoint) {
        return furnished.apply(endpoint);
    }

    Interception deviation() {
        return deviation.get();
    }

    TckCore core(TimeSource time) {
        return core.apply(time);
    }

    @Override
    public String toString() {
        return name;
    }
}
