package io.polyvisor.kvm;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Guest;
import io.polyvisor.Polyvisor;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import io.polyvisor.testbed.LibvirtHost;
import io.polyvisor.testbed.LibvirtHostPlan;
import io.polyvisor.testbed.Virsh;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;

/** A private host as users of the public API see it: a pool "images", a network "lan", and an endpoint on it. */
final class RealSite implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final LibvirtHost host;
    final Polyvisor polyvisor = Polyvisor.open();
    final Endpoint endpoint;
    private final Watched provider = new Watched();

    private RealSite(LibvirtHost host, String uri, EndpointOptions options) {
        this.host = host;
        this.endpoint = polyvisor.connect(provider, EndpointUri.parse(uri), Access.none(), options);
    }

    static RealSite start(String name) {
        return start(name, options());
    }

    static RealSite start(String name, EndpointOptions options) {
        LibvirtHost host = hostNamed(name, plan -> plan);
        return closedUnlessMade(host, () -> new RealSite(host, host.uri(), options));
    }

    static RealSite start(String name, UnaryOperator<LibvirtHostPlan> planned) {
        LibvirtHost host = hostNamed(name, planned);
        return closedUnlessMade(host, () -> new RealSite(host, host.uri(), options()));
    }

    /** The endpoint's connection runs over the wire that the host can disturb. */
    static RealSite startOverWire(String name) {
        LibvirtHost host = hostNamed(name, plan -> plan);
        return closedUnlessMade(
                host,
                () -> new RealSite(
                        host, host.access(io.polyvisor.testbed.Transport.UNIX).uri(), options()));
    }

    static LibvirtHost hostNamed(String name, UnaryOperator<LibvirtHostPlan> planned) {
        Assumptions.assumeTrue(
                LibvirtHost.availability().isAvailable(),
                () -> LibvirtHost.availability().obstacle());
        LibvirtHost host = planned.apply(LibvirtHost.named(name)).start();
        return closedUnlessMade(host, () -> {
            host.definePool(RealHost.IMAGES.value(), host.images().resolve("pool"));
            host.defineNetwork("lan");
            return host;
        });
    }

    private static <R> R closedUnlessMade(LibvirtHost host, java.util.function.Supplier<R> making) {
        try {
            return making.get();
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** Deadlines that a loaded machine keeps when nothing is wrong. */
    static EndpointOptions options() {
        return EndpointOptions.standard()
                .deadlines(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(90));
    }

    /** The driver below the endpoint, whose calls can be counted. */
    KvmDriver driver() {
        return provider.opened;
    }

    Virsh virsh() {
        return host.virsh();
    }

    Guest create(GuestSpec.Builder spec) {
        return endpoint.create(spec.build()).await();
    }

    /** What virsh says of the guest's state, in virsh's words. */
    String virshState(GuestId guest) {
        return virsh().call("domstate", guest.value());
    }

    boolean virshSaysSaved(GuestId guest) {
        return lines("list", "--all", "--with-managed-save", "--uuid").contains(guest.value());
    }

    /** The non-empty lines that virsh prints. */
    List<String> lines(String... words) {
        return virsh().call(words)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    Set<String> guestNames() {
        return Set.copyOf(lines("list", "--all", "--name"));
    }

    /** Waits until the driver is inside that C function of libvirt. */
    void awaitInside(String function) {
        until(
                "the driver is inside " + function,
                () -> driver().session().latest().running().stream()
                        .anyMatch(call -> call.function().equals(function)));
    }

    /** Stops the guest's QEMU in its tracks, or lets it go on: what waits for its answer waits until then. */
    static void signal(String signal, ProcessHandle process) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new AssertionError("could not send " + signal + " to " + process.pid());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    static void until(String what, BooleanSupplier so) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    static PolyvisorException failure(ThrowingCallable call) {
        PolyvisorException thrown = catchThrowableOfType(PolyvisorException.class, call);
        if (thrown == null) {
            throw new AssertionError("it did not fail");
        }
        return thrown;
    }

    @Override
    public void close() {
        try (host) {
            polyvisor.close();
        }
    }

    /** The provider as it is, remembering what it opened. */
    private static final class Watched implements BackendProvider {
        private final KvmProvider kvm = new KvmProvider();
        private volatile KvmDriver opened;

        @Override
        public Set<String> schemes() {
            return kvm.schemes();
        }

        @Override
        public String description() {
            return kvm.description();
        }

        @Override
        public Driver open(EndpointUri uri, Access access, Call call) {
            KvmDriver driver = (KvmDriver) kvm.open(uri, access, call);
            opened = driver;
            return driver;
        }
    }
}
