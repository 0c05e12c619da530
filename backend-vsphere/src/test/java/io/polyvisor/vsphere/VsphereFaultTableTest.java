package io.polyvisor.vsphere;

import static io.polyvisor.error.ErrorKind.BACKEND_FAULT;
import static io.polyvisor.error.ErrorKind.DEADLINE_EXCEEDED;
import static io.polyvisor.error.ErrorKind.UNREACHABLE;
import static io.polyvisor.error.Outcome.NOT_APPLIED;
import static io.polyvisor.error.Outcome.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineConfigSpec;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import io.polyvisor.testbed.Vcsim;
import io.polyvisor.testbed.VcsimFront;
import io.polyvisor.testbed.WireFault;
import io.polyvisor.testbed.WireMishap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault of the vocabulary, for each class of verb: what kind of failure it is, what is known of the outcome, how often the
 * request was sent, and that it is over a second after its deadline at the latest. At the end the table is printed.
 *
 * <p>These are a driver's outcomes. Of a READ the core makes NOT_APPLIED, after it has read again where the outcome is UNKNOWN.
 */
@SimulatedVCenters
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VsphereFaultTableTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration LONGER = Duration.ofSeconds(6);
    private static final Duration LATE = Duration.ofSeconds(1);

    /** What each fault means, whatever the verb; an expired session is the one that differs. */
    private static final Map<WireMishap, Expected> EXPECTED = Map.ofEntries(
            Map.entry(WireMishap.DELAY, new Expected(DEADLINE_EXCEEDED, UNKNOWN, 1)),
            Map.entry(WireMishap.DRIBBLE, new Expected(DEADLINE_EXCEEDED, UNKNOWN, 1)),
            Map.entry(WireMishap.REQUEST_LOST, new Expected(UNREACHABLE, UNKNOWN, 1)),
            Map.entry(WireMishap.EMPTY, new Expected(UNREACHABLE, UNKNOWN, 1)),
            Map.entry(WireMishap.REPLY_LOST, new Expected(UNREACHABLE, UNKNOWN, 1)),
            Map.entry(WireMishap.GARBAGE, new Expected(BACKEND_FAULT, UNKNOWN, 1)),
            Map.entry(WireMishap.TRUNCATED, new Expected(BACKEND_FAULT, UNKNOWN, 1)),
            Map.entry(WireMishap.UNAVAILABLE, new Expected(UNREACHABLE, UNKNOWN, 1)),
            Map.entry(WireMishap.REDIRECT, new Expected(BACKEND_FAULT, UNKNOWN, 1)),
            Map.entry(WireMishap.UNKNOWN_FAULT, new Expected(BACKEND_FAULT, NOT_APPLIED, 1)));

    private static final Expected DONE = new Expected(null, null, 1);
    private static final Expected DONE_AFTER_RENEWAL = new Expected(null, null, 2);
    private static final Expected NOTHING_DONE = new Expected(UNREACHABLE, NOT_APPLIED, 1);

    private final List<String> table = new ArrayList<>();
    private final AtomicInteger folders = new AtomicInteger();
    private Vcsim vcsim;
    private VcsimFront front;
    private VsphereSession session;
    private ManagedObjectReference guest;

    @BeforeAll
    void open() {
        vcsim = Vcsim.vCenter().guests(2).start();
        front = VcsimFront.before(vcsim);
        session = VsphereSession.open(
                VsphereAddress.parse(EndpointUri.parse("vsphere://" + front.address())),
                front.access(),
                TestCall.ofSeconds(30));
        guest = names(TestCall.ofSeconds(30)).get(0).object();
    }

    @AfterAll
    void printAndClose() {
        System.out.println(String.join(System.lineSeparator(), table));
        session.close();
        front.close();
        vcsim.close();
    }

    static Stream<Arguments> cells() {
        return Stream.of(WireMishap.values())
                .flatMap(mishap -> Stream.of(VerbClass.values()).map(kind -> Arguments.of(mishap, kind)));
    }

    @ParameterizedTest(name = "{0} on a {1}")
    @MethodSource("cells")
    void fault_has_its_kind_and_outcome_in_time(WireMishap mishap, VerbClass kind) {
        String method = method(kind);
        front.calm();
        front.forget();
        WireFault fault = front.strike(WireFault.first(method, mishap).by(LONGER));
        long begin = System.nanoTime();
        Seen seen = send(kind, TestCall.within(isSlow(mishap) ? DEADLINE : Duration.ofSeconds(20)));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Expected expected = expected(mishap, kind);
        row(mishap, kind, seen, front.received(method), took);
        assertThat(front.struck(fault)).isEqualTo(1);
        assertThat(seen).isEqualTo(new Seen(expected.kind(), expected.outcome()));
        assertThat(front.received(method)).as("how often it was sent").isEqualTo(expected.sent());
        assertThat(took).isLessThan(DEADLINE.plus(LATE));
    }

    private static boolean isSlow(WireMishap mishap) {
        return mishap == WireMishap.DELAY || mishap == WireMishap.DRIBBLE;
    }

    private static Expected expected(WireMishap mishap, VerbClass kind) {
        boolean again = kind == VerbClass.READ || kind == VerbClass.GOAL;
        return switch (mishap) {
            case UNKNOWN_TYPE -> DONE;
            case SESSION_EXPIRED -> again ? DONE_AFTER_RENEWAL : NOTHING_DONE;
            default -> EXPECTED.get(mishap);
        };
    }

    private static String method(VerbClass kind) {
        return switch (kind) {
            case READ -> "RetrievePropertiesEx";
            case GOAL -> "ReconfigVM_Task";
            case KEYED -> "CreateFolder";
            case ONCE -> "ResetVM_Task";
        };
    }

    private Seen send(VerbClass kind, Call call) {
        try {
            switch (kind) {
                case READ -> assertThat(names(call)).hasSize(2);
                case GOAL -> reconfigure(call);
                case KEYED -> assertThat((Object) makeFolder(call)).isNotNull();
                case ONCE -> reset(call);
            }
            return new Seen(null, null);
        } catch (DriverException e) {
            return new Seen(e.fault().kind(), e.outcome());
        }
    }

    private List<PropertyRow> names(Call call) {
        return session.calls()
                .properties(
                        "all guests",
                        call,
                        TransportFilters.guests(session.content().getRootFolder(), "name"));
    }

    private void reconfigure(Call call) {
        VirtualMachineConfigSpec spec = new VirtualMachineConfigSpec();
        spec.setAnnotation("a goal");
        Object unused = session.calls().task(VerbClass.GOAL, "guest", call, vim -> vim.reconfigVM_Task(guest, spec));
    }

    private ManagedObjectReference makeFolder(Call call) {
        String name = "folder-" + folders.incrementAndGet();
        return session.calls()
                .keyed(
                        "folder " + name,
                        call,
                        vim -> vim.createFolder(session.content().getRootFolder(), name));
    }

    private void reset(Call call) {
        Object unused = session.calls().task(VerbClass.ONCE, "guest", call, vim -> vim.resetVM_Task(guest));
    }

    private void row(WireMishap mishap, VerbClass kind, Seen seen, int sent, Duration took) {
        if (table.isEmpty()) {
            table.add("fault           verb   kind               outcome      sent  seconds");
        }
        table.add(String.format(
                "%-15s %-6s %-18s %-12s %4d  %.2f",
                mishap,
                kind,
                seen.kind() == null ? "(it worked)" : seen.kind(),
                seen.outcome() == null ? "APPLIED" : seen.outcome(),
                sent,
                took.toMillis() / 1000.0));
    }

    /** What a cell shall be; null where it works all the same. */
    private record Expected(ErrorKind kind, Outcome outcome, int sent) {}

    private record Seen(ErrorKind kind, Outcome outcome) {}
}
