package io.polyvisor.tck;

import io.polyvisor.Access;
import io.polyvisor.memory.faults.FaultInjection;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.memory.faults.Mishap;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.Migrating;
import io.polyvisor.spi.Subtraction;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The line between the core and the driver under test. Everything that crosses it is counted, so that rules can say "nothing was sent";
 * and a rule can let {@linkplain io.polyvisor.memory.faults faults} strike what crosses it. The driver itself is not touched.
 *
 * <p>Thread-safe.
 */
public final class DriverEdge {
    private final FaultInjection faults = FaultInjection.of();
    private final Map<String, Supplier<?>> answers = new ConcurrentHashMap<>();
    private final Map<Driver, Driver> bare = Collections.synchronizedMap(new IdentityHashMap<>());
    private final AtomicInteger mischief = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final Map<String, HeldProgress> held = new ConcurrentHashMap<>();
    private final Interception deviation;
    private volatile List<Subtraction> subtractions = List.of();

    /** An edge in front of drivers that deviate in that way; {@link Intercepted#proceed} for drivers as they are. */
    DriverEdge(Interception deviation) {
        this.deviation = deviation;
    }

    /** The backend, seen over this edge. */
    BackendProvider over(BackendProvider provider) {
        Interposer deviating = new Interposer(DriverKinds.ALL, deviation.then(this::withBarePeer));
        Interposer watching = new Interposer(DriverKinds.ALL, this::watch);
        return new Provider(provider, driver -> {
            Driver deviant = deviating.around(Driver.class, driver);
            Driver seen = faults.around(watching.around(Driver.class, deviant));
            bare.put(seen, driver);
            subtractions = deviant.subtractions();
            return seen;
        });
    }

    /** What the driver that was opened last subtracts from the transition table. */
    public List<Subtraction> subtractions() {
        return subtractions;
    }

    /** What crossed the edge since it was last {@link #forget forgotten}, in order: {@code Driver.start}, {@code Pausing.pause}. */
    public List<String> calls() {
        return faults.calls().onTheWire();
    }

    /** Those of {@link #calls} that could change something. */
    public List<String> mutatingCalls() {
        return faults.calls().mutating();
    }

    /** How often that call crossed the edge. */
    public int count(String call) {
        return faults.calls().of(call);
    }

    /** The most starts that were on the other side at once. */
    public int mostStartsAtOnce() {
        return mostInFlight.get();
    }

    /** Begins to count anew. */
    public void forget() {
        faults.calls().reset();
        mostInFlight.set(inFlight.get());
    }

    /** From now on, until it is used up or {@link #calm}. */
    public FaultRule strike(FaultRule fault) {
        mischief.incrementAndGet();
        faults.add(fault);
        return fault;
    }

    /** How many calls that fault struck so far. */
    public int struck(FaultRule fault) {
        return faults.struck(fault);
    }

    /** Whether that fault struck; one that lets calls hang only when one hangs, so that {@link #calm} does not come before it. */
    boolean strikes(FaultRule fault) {
        return struck(fault) > 0 && (fault.mishap() != Mishap.HANG || faults.hanging() > 0);
    }

    /** How often anybody asked for a fault or for another answer. */
    int mischief() {
        return mischief.get();
    }

    /** From now on, until {@link #calm}, such calls answer that instead of what the driver would say; they may also throw. */
    public void answer(String call, Supplier<?> instead) {
        mischief.incrementAndGet();
        answers.put(call, instead);
    }

    /** From now on, until {@link #calm}, such calls stop at the first progress that they report, until they are cancelled. */
    public void holdProgress(String call) {
        held.put(call, new HeldProgress());
    }

    /** Whether such a call has reported progress and is held at it. */
    public boolean holds(String call) {
        HeldProgress gate = held.get(call);
        return gate != null && gate.reached();
    }

    /** Ends all faults; calls that hang or are held go on. */
    public void calm() {
        held.values().forEach(HeldProgress::release);
        held.clear();
        answers.clear();
        faults.clear();
    }

    private @Nullable Object watch(Intercepted call) {
        Supplier<?> instead = answers.get(call.toString());
        if (instead != null) {
            return instead.get();
        }
        HeldProgress gate = held.get(call.toString());
        if (gate != null) {
            return call.proceedWith(Call.class, gate.around(call.argument(Call.class)));
        }
        if (!call.is(Driver.class, "start")) {
            return call.proceed();
        }
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try {
            return call.proceed();
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /** A driver knows its own kind only without anything in between. */
    private @Nullable Object withBarePeer(Intercepted call) {
        if (!call.is(Migrating.class, "migrate")) {
            return call.proceed();
        }
        Migrating.Order order = call.argument(Migrating.Order.class);
        return call.proceedWith(
                Migrating.Order.class,
                new Migrating.Order(
                        order.target(),
                        order.peer().map(peer -> bare.getOrDefault(peer, peer)),
                        order.live(),
                        order.storageDeclaredShared()));
    }

    private interface Seen {
        Driver overEdge(Driver driver);
    }

    private record Provider(BackendProvider provider, Seen seen) implements BackendProvider {

        @Override
        public Set<String> schemes() {
            return provider.schemes();
        }

        @Override
        public String description() {
            return provider.description();
        }

        @Override
        public Driver open(EndpointUri uri, Access access, Call call) {
            return seen.overEdge(provider.open(uri, access, call));
        }
    }
}
