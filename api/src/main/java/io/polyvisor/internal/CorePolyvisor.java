package io.polyvisor.internal;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Fleet;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.Health;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.TimeSource;
import io.polyvisor.spi.TransitionTable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Opens connections and closes what it opened. */
public final class CorePolyvisor implements AutoCloseable {
    private final TimeSource time;
    private final TransitionTable table;
    private final Providers providers = new Providers();
    private final List<Endpoint> open = new CopyOnWriteArrayList<>();

    /** With that clock and that table; anything but the common table is for mutants, which prove that a wrong cell is noticed. */
    public CorePolyvisor(TimeSource time, TransitionTable table) {
        this.time = time;
        this.table = table;
    }

    /** Connects to an address, with the backend that serves its scheme. */
    public Endpoint connect(String uri, Access access, EndpointOptions options) {
        EndpointUri address;
        try {
            address = EndpointUri.parse(uri);
        } catch (IllegalArgumentException e) {
            throw failures(options.name().orElse("the address"))
                    .refused(problem("uri", String.valueOf(e.getMessage())));
        }
        BackendProvider provider = providers
                .of(address.scheme())
                .orElseThrow(() -> failures(options.name().orElse(address.toString()))
                        .refused(problem(
                                "uri",
                                "no backend serves " + address.scheme() + "://; those on the class path serve "
                                        + providers.schemes())));
        return connect(provider, address, access, options);
    }

    /** Connects with that backend. */
    public Endpoint connect(BackendProvider provider, EndpointUri uri, Access access, EndpointOptions options) {
        String name = options.name().orElse(uri.toString());
        Deadline deadline = Deadline.in(options.connectDeadline(), time);
        LaneCall call = new LaneCall(deadline, progress -> {});
        Lanes lane = new Lanes(name, 1, 1);
        Driver driver;
        try {
            driver = lane.call("connect", deadline, call, () -> openInTime(provider, uri, access, call));
        } catch (DriverException e) {
            throw failures(name).with(Outcome.NOT_APPLIED, failures(name).from(e));
        } finally {
            lane.close();
        }
        List<String> contradictions = FacetCheck.contradictions(driver);
        if (!contradictions.isEmpty()) {
            driver.close();
            throw failures(name).refused(new Fault.BackendFault("it declares " + contradictions));
        }
        Endpoint endpoint = new CoreEndpoint(new EndpointState(uri, driver, options, time, table), Scope.STANDARD);
        open.removeIf(CorePolyvisor::isClosed);
        open.add(endpoint);
        return endpoint;
    }

    /** All that is connected, and whatever is added. */
    public Fleet fleet() {
        open.removeIf(CorePolyvisor::isClosed);
        return new CoreFleet(this, List.copyOf(open));
    }

    @Override
    public void close() {
        open.forEach(Endpoint::close);
        open.clear();
    }

    private static boolean isClosed(Endpoint endpoint) {
        return endpoint.health().state() == Health.State.CLOSED;
    }

    /** A connection that comes up after everybody stopped waiting for it is closed, not forgotten. */
    private static Driver openInTime(BackendProvider provider, EndpointUri uri, Access access, LaneCall call) {
        Driver driver = provider.open(uri, access, call);
        if (call.cancelled()) {
            driver.close();
            throw DriverException.refused(new Fault.DeadlineExceeded("connecting"));
        }
        return driver;
    }

    private static Fault problem(String path, String why) {
        return new Fault.InvalidSpec(List.of(new SpecProblem(path, why)));
    }

    private static Failures failures(String endpoint) {
        return new Failures(endpoint, Verb.CONNECT, Optional.empty());
    }
}
