package io.polyvisor.tck.lockstep;

import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.TimeSource;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import io.polyvisor.tck.TckCore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One side's connection for one walk. What the walk made there is gone when it is closed. */
final class Arena implements AutoCloseable {
    private static final Duration POLLING = Duration.ofMillis(200);

    private final TckCore core;
    private final Endpoint plain;
    private final Traits traits;
    private final EventLog events = new EventLog();
    private final String prefix;
    private final Side side;

    private Arena(
            LockstepSubject subject,
            EndpointUri walkedAt,
            String walk,
            Interception seenAs,
            Predicate<Endpoint> pushes) {
        TimeSource time = subject.clock();
        this.prefix = "lw-" + walk + "-";
        this.core = subject.core(time);
        BackendProvider provider = subject.provider();
        AtomicReference<@Nullable Driver> opened = new AtomicReference<>();
        try {
            this.plain = core.connect(provider, subject.uri(), subject.access(), subject.options());
            new Sweep(plain, prefix, Set.of()).run();
            Site site = subject.furnish(plain);
            BackendProvider tampered = new Tampering(provider, seenAs.then(subject.deviation()));
            BackendProvider noting = new Tampering(tampered, call -> noted(call, opened));
            Endpoint walked = core.connect(
                    noting, walkedAt, subject.access(), pushes.test(plain) ? subject.options() : polling(subject));
            Driver driver = opened.get();
            if (driver == null) {
                throw new IllegalStateException("the core connected to " + subject + " without asking for its traits");
            }
            this.traits = Traits.of(driver);
            walked.events().subscribe(events);
            this.side = new Side(walked, plain, site, prefix, events);
        } catch (RuntimeException failed) {
            core.close();
            throw failed;
        }
    }

    /** Connects to a subject as it is. */
    static Arena of(LockstepSubject subject, String walk) {
        return new Arena(
                subject, subject.uri(), walk, Intercepted::proceed, plain -> Traits.pushEvents(plain.capabilities()));
    }

    /** Connects to a model that declares what a subject declares. */
    static Arena like(Traits traits, LockstepSubject model, String walk) {
        ModelLike likeness = new ModelLike(traits);
        return new Arena(
                model, likeness.of(model.uri()), walk, likeness, plain -> Traits.pushEvents(traits.capabilities()));
    }

    Traits traits() {
        return traits;
    }

    Side side() {
        return side;
    }

    @Override
    public void close() {
        try {
            events.close();
            new Sweep(plain, prefix, side.seenVolumes()).run();
        } finally {
            core.close();
        }
    }

    /** Where nothing is pushed, events are looked for more often than walks wait for them. */
    private static EndpointOptions polling(LockstepSubject subject) {
        return subject.options().pollEvery(POLLING);
    }

    private static @Nullable Object noted(Intercepted call, AtomicReference<@Nullable Driver> opened) {
        if (call.kind() == Driver.class) {
            opened.compareAndSet(null, call.target(Driver.class));
        }
        return call.proceed();
    }
}
