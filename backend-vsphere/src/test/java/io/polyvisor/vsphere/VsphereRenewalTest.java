package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.vmware.vim25.VimPortType;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.spi.DriverException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of calls when the session is over: in both forms, once, and for all threads together. */
final class VsphereRenewalTest {
    private static final int THREADS = 8;
    private static final String MISSING =
            "<returnval><objects><obj type=\"VirtualMachine\">vm-1</obj><missingSet><path>name</path>"
                    + "<fault><fault xsi:type=\"NotAuthenticated\"><object type=\"Folder\">group-d1</object>"
                    + "<privilegeId>System.View</privilegeId></fault><localizedMessage/></fault></missingSet></objects></returnval>";
    private static final String PRESENT =
            "<returnval><objects><obj type=\"VirtualMachine\">vm-1</obj><propSet><name>name</name>"
                    + "<val xsi:type=\"xsd:string\">db</val></propSet></objects></returnval>";
    private static final StubAnswer MADE =
            StubAnswer.of("CreateFolderResponse", "<returnval type=\"Folder\">group-v9</returnval>");

    private StubService stub;
    private VsphereSession session;

    @BeforeEach
    void open() {
        stub = StubService.open();
        session = stub.session(TestCall.ofSeconds(20));
    }

    @AfterEach
    void close() {
        session.close();
        stub.close();
    }

    @Test
    void session_is_opened_with_one_login_and_its_cookie_alone_lets_in() {
        assertThat(now()).isNotNull();
        assertThat(stub.logins()).isEqualTo(1);
        assertThat(stub.received())
                .allSatisfy(each -> assertThat(each.cookie())
                        .isEqualTo(
                                each.method().equals("CurrentTime")
                                        ? Optional.of("vmware_soap_session=\"session-1\"")
                                        : each.cookie()))
                .allSatisfy(each -> assertThat(each.body().contains("gr3at"))
                        .isEqualTo(each.method().equals("Login")));
    }

    @Test
    void read_is_asked_again_once_after_a_fault() {
        onlyUnder(
                "session-2",
                "CurrentTime",
                StubAnswer.of("CurrentTimeResponse", "<returnval>2026-01-02T03:04:05Z</returnval>"));
        assertThat(now()).isNotNull();
        assertThat(stub.received("CurrentTime")).isEqualTo(2);
        assertThat(stub.logins()).isEqualTo(2);
    }

    @Test
    void read_of_properties_is_asked_again_after_a_missing_set_and_nothing_reads_as_absent() {
        stub.on(
                "RetrievePropertiesEx",
                (exchange, request) -> StubAnswer.of(
                                "RetrievePropertiesExResponse",
                                request.cookie().orElse("").contains("session-2") ? PRESENT : MISSING)
                        .to(exchange, request));
        List<PropertyRow> rows = names();
        assertThat(rows)
                .singleElement()
                .satisfies(row -> assertThat(row.value("name", String.class)).contains("db"));
        assertThat(stub.received("RetrievePropertiesEx")).isEqualTo(2);
        assertThat(stub.logins()).isEqualTo(2);
    }

    @Test
    void ping_needs_a_session_and_renews_it() {
        onlyUnder("session-2", "CurrentTime", time());
        session.calls().ping(TestCall.ofSeconds(10));
        assertThat(stub.received("CurrentTime")).isEqualTo(2);
        assertThat(stub.logins()).isEqualTo(2);
    }

    @Test
    void goal_is_sent_again_once() {
        onlyUnder("session-2", "CreateFolder", MADE);
        assertThat(session.calls().goal("folder f", TestCall.ofSeconds(10), VsphereRenewalTest::makeFolder))
                .isNotNull();
        assertThat(stub.received("CreateFolder")).isEqualTo(2);
    }

    @Test
    void keyed_and_once_are_never_sent_twice_and_say_that_nothing_was_done() {
        onlyUnder("session-2", "CreateFolder", MADE);
        DriverException keyed = catchThrowableOfType(
                DriverException.class,
                () -> session.calls().keyed("folder f", TestCall.ofSeconds(10), VsphereRenewalTest::makeFolder));
        assertThat(keyed.fault().kind()).isEqualTo(ErrorKind.UNREACHABLE);
        assertThat(keyed.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(stub.received("CreateFolder")).isEqualTo(1);
        onlyUnder("session-3", "CreateFolder", MADE);
        DriverException once = catchThrowableOfType(
                DriverException.class,
                () -> session.calls().once("folder f", TestCall.ofSeconds(10), VsphereRenewalTest::makeFolder));
        assertThat(once.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(stub.received("CreateFolder")).isEqualTo(2);
        assertThat(stub.logins()).isEqualTo(3);
    }

    @Test
    void eight_threads_that_notice_together_log_in_once() throws Exception {
        CountDownLatch noticed = new CountDownLatch(THREADS);
        stub.on("CurrentTime", (exchange, request) -> {
            boolean old = request.cookie().orElse("").contains("session-1");
            (old ? StubAnswer.fault("NotAuthenticated") : time()).to(exchange, request);
            if (old) {
                noticed.countDown();
            }
        });
        stub.on("Login", (exchange, request) -> {
            awaitAll(noticed);
            stub.letIn(exchange, request);
        });
        assertThat(together(this::now))
                .hasSize(THREADS)
                .allSatisfy(each -> assertThat(each).isEmpty());
        assertThat(stub.logins()).isEqualTo(2);
        assertThat(stub.received("Login")).isEqualTo(2);
        assertThat(stub.received("CurrentTime")).isEqualTo(2 * THREADS);
    }

    @Test
    void eight_threads_share_one_refused_login_so_that_no_account_is_locked() throws Exception {
        CountDownLatch noticed = new CountDownLatch(THREADS);
        stub.on("CurrentTime", (exchange, request) -> {
            StubAnswer.fault("NotAuthenticated").to(exchange, request);
            noticed.countDown();
        });
        stub.on("Login", (exchange, request) -> {
            awaitAll(noticed);
            StubAnswer.fault("InvalidLogin").to(exchange, request);
        });
        List<Optional<DriverException>> failures = together(this::now);
        assertThat(failures)
                .allSatisfy(each -> assertThat(each)
                        .hasValueSatisfying(failure ->
                                assertThat(failure.fault().kind()).isEqualTo(ErrorKind.AUTHENTICATION_FAILED)));
        assertThat(stub.received("Login")).isEqualTo(2);
    }

    @Test
    void refused_credentials_are_tried_again_after_a_while_however_often_somebody_asked() {
        stub.on("CurrentTime", StubAnswer.fault("NotAuthenticated"));
        stub.on("Login", StubAnswer.fault("InvalidLogin"));
        for (int second = 0; second < 5; second++) {
            TestCall call = TestCall.after(Duration.ofSeconds(second));
            assertThat(catchThrowableOfType(
                                    DriverException.class, () -> session.calls().ping(call))
                            .fault()
                            .kind())
                    .isEqualTo(ErrorKind.AUTHENTICATION_FAILED);
        }
        assertThat(stub.received("Login")).isEqualTo(2);
        Object unused = catchThrowableOfType(
                DriverException.class, () -> session.calls().ping(TestCall.after(Duration.ofSeconds(6))));
        assertThat(stub.received("Login")).isEqualTo(3);
    }

    @Test
    void session_that_ends_again_at_once_is_not_pursued() {
        stub.on("CurrentTime", StubAnswer.fault("NotAuthenticated"));
        DriverException refused = catchThrowableOfType(DriverException.class, this::now);
        assertThat(refused.fault().kind()).isEqualTo(ErrorKind.AUTHENTICATION_FAILED);
        assertThat(stub.received("CurrentTime")).isEqualTo(2);
        assertThat(stub.logins()).isEqualTo(2);
    }

    @Test
    void another_service_at_the_same_address_is_not_taken_for_this_one() {
        stub.on("CurrentTime", StubAnswer.fault("NotAuthenticated"));
        stub.introducedAs("22222222-2222-2222-2222-222222222222");
        DriverException refused = catchThrowableOfType(DriverException.class, this::now);
        assertThat(refused.fault().kind()).isEqualTo(ErrorKind.UNREACHABLE);
        assertThat(refused).hasMessageContaining("another vSphere");
        assertThat(stub.received("Logout")).as("no session is left there").isEqualTo(1);
        assertThat(stub.received("CurrentTime")).isEqualTo(1);
    }

    @Test
    void credentials_that_are_refused_are_said_to_be() {
        stub.on("Login", StubAnswer.fault("InvalidLogin"));
        DriverException refused =
                catchThrowableOfType(DriverException.class, () -> stub.session(TestCall.ofSeconds(10)));
        assertThat(refused.fault().kind()).isEqualTo(ErrorKind.AUTHENTICATION_FAILED);
        assertThat(refused.outcome()).isEqualTo(Outcome.NOT_APPLIED);
    }

    @Test
    void closing_logs_out_once_and_ends_every_call() {
        session.close();
        session.close();
        assertThat(stub.received("Logout")).isEqualTo(1);
        DriverException refused = catchThrowableOfType(DriverException.class, this::now);
        assertThat(refused.fault().kind()).isEqualTo(ErrorKind.UNREACHABLE);
        assertThat(stub.received("CurrentTime")).isZero();
    }

    @Test
    void closing_does_not_wait_for_a_service_that_hangs() {
        CountDownLatch never = new CountDownLatch(1);
        stub.on("Logout", (exchange, request) -> awaitAll(never));
        long begin = System.nanoTime();
        session.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
        never.countDown();
    }

    private Object now() {
        return session.calls().read("the clock", TestCall.ofSeconds(10), vim -> vim.currentTime(SessionLogin.ROOT));
    }

    private List<PropertyRow> names() {
        return session.calls()
                .properties(
                        "all guests",
                        TestCall.ofSeconds(10),
                        TransportFilters.guests(session.content().getRootFolder(), "name"));
    }

    private static Object makeFolder(VimPortType vim) throws RemoteException {
        return vim.createFolder(SessionLogin.ROOT, "f");
    }

    private static StubAnswer time() {
        return StubAnswer.of("CurrentTimeResponse", "<returnval>2026-01-02T03:04:05Z</returnval>");
    }

    private void onlyUnder(String cookie, String method, StubAnswer answer) {
        stub.on(
                method,
                (exchange, request) -> (request.cookie().orElse("").contains(cookie)
                                ? answer
                                : StubAnswer.fault("NotAuthenticated"))
                        .to(exchange, request));
    }

    /** What each thread failed with, if it did. */
    private static List<Optional<DriverException>> together(Callable<?> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Optional<DriverException>>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(() -> Optional.ofNullable(catchThrowableOfType(DriverException.class, work::call)));
            }
            List<Optional<DriverException>> failures = new ArrayList<>();
            for (Future<Optional<DriverException>> each : threads.invokeAll(all)) {
                failures.add(each.get());
            }
            return failures;
        } finally {
            threads.shutdown();
        }
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
