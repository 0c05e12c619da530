package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.polyvisor.Access;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.DriverException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The deadline covers the whole exchange, and what was never sent was never done. */
final class SoapDeadlineTest {
    private static final Duration DEADLINE = Duration.ofMillis(600);
    private static final Duration LATE = Duration.ofSeconds(1);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private StubService stub;
    private VsphereSession session;

    @BeforeEach
    void open() {
        stub = StubService.open();
        session = stub.session(TestCall.ofSeconds(20));
    }

    @AfterEach
    void close() {
        answer.countDown();
        session.close();
        stub.close();
    }

    @Test
    void body_that_drips_is_given_up_at_the_deadline() {
        stub.on(
                "CurrentTime",
                (exchange, request) -> StubService.stream(exchange, out -> {
                    out.write(StubAnswer.OPENING.getBytes(StandardCharsets.UTF_8));
                    while (!isAnswered(Duration.ofMillis(20))) {
                        out.write(' ');
                        out.flush();
                    }
                }));
        DriverException late = inTime(() -> read(TestCall.within(DEADLINE)));
        assertThat(late.fault().kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
        assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void head_that_does_not_come_is_given_up_at_the_deadline() {
        stub.on("CurrentTime", this::afterAWhile);
        DriverException late = inTime(() -> once(TestCall.within(DEADLINE)));
        assertThat(late.fault().kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
        assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void call_without_time_sends_nothing() {
        DriverException late = inTime(() -> once(TestCall.within(Duration.ZERO)));
        assertThat(late.fault().kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
        assertThat(late.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(stub.received("CurrentTime")).isZero();
    }

    @Test
    void peer_that_never_shakes_hands_got_no_request() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                SoapConnection connection = connectionTo(silent.getLocalPort())) {
            SoapFailure late = catchThrowableOfType(SoapFailure.class, () -> greet(connection));
            assertThat(late.reason()).isEqualTo(SoapFailure.Reason.LATE);
            assertThat(late.sent()).isFalse();
        }
    }

    @Test
    void nobody_at_the_address_is_unreachable_and_got_no_request() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        try (SoapConnection connection = connectionTo(port)) {
            SoapFailure refused = catchThrowableOfType(SoapFailure.class, () -> greet(connection));
            assertThat(refused.reason()).isEqualTo(SoapFailure.Reason.UNREACHABLE);
            assertThat(refused.sent()).isFalse();
        }
    }

    @Test
    void read_that_is_cancelled_ends_at_once() throws InterruptedException {
        stub.on("CurrentTime", this::afterAWhile);
        TestCall call = TestCall.ofSeconds(60);
        CompletableFuture<DriverException> ending = CompletableFuture.supplyAsync(() -> inTime(() -> read(call)));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        call.cancel();
        assertThat(ending.join().fault().kind()).isEqualTo(ErrorKind.CANCELLED);
    }

    @Test
    void change_that_is_cancelled_has_its_time_all_the_same() throws InterruptedException {
        stub.on("CurrentTime", this::afterAWhile);
        TestCall call = TestCall.ofSeconds(60);
        CompletableFuture<Object> ending = CompletableFuture.supplyAsync(() -> once(call));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        call.cancel();
        answer.countDown();
        assertThat(ending.join()).isNotNull();
    }

    @Test
    void closing_ends_what_is_under_way() throws InterruptedException {
        stub.on("CurrentTime", this::afterAWhile);
        CompletableFuture<DriverException> ending =
                CompletableFuture.supplyAsync(() -> inTime(() -> read(TestCall.ofSeconds(60))));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        session.close();
        assertThat(ending.join().fault().kind()).isEqualTo(ErrorKind.CANCELLED);
    }

    private void afterAWhile(HttpExchange exchange, StubService.Received request) throws IOException {
        asked.countDown();
        assertThat(isAnswered(Duration.ofSeconds(30))).isTrue();
        StubAnswer.of("CurrentTimeResponse", "<returnval>2026-01-02T03:04:05Z</returnval>")
                .to(exchange, request);
    }

    private boolean isAnswered(Duration patience) {
        try {
            return answer.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Object read(TestCall call) {
        return session.calls().read("the clock", call, vim -> vim.currentTime(SessionLogin.ROOT));
    }

    private Object once(TestCall call) {
        return session.calls().once("the clock", call, vim -> vim.currentTime(SessionLogin.ROOT));
    }

    private static DriverException inTime(ThrowingCallable call) {
        long begin = System.nanoTime();
        DriverException failure = catchThrowableOfType(DriverException.class, call);
        assertThat(failure).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(DEADLINE.plus(LATE));
        return failure;
    }

    private static SoapConnection connectionTo(int port) {
        VsphereAddress address = VsphereAddress.parse(EndpointUri.parse("vsphere://127.0.0.1:" + port));
        return new SoapConnection(
                address.service(),
                VsphereTrust.context(Access.none().pinned(StubCertificate.only().fingerprint())));
    }

    private static Object greet(SoapConnection connection) throws IOException {
        SoapRequest request = new SoapRequest("Greeting", "", new byte[] {'x'}, abort -> {});
        return connection.post(request, Optional.empty(), TestCall.within(DEADLINE), cookie -> {}, body -> "a reply");
    }
}
