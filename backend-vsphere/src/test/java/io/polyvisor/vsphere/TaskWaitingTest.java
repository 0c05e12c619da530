package io.polyvisor.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineCloneSpec;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.Progress;
import io.polyvisor.model.VerbClass;
import io.polyvisor.spi.DriverException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks: their end, their progress, and what ends them early. */
final class TaskWaitingTest {
    private static final String RUNNING = "<state>running</state>";
    private static final String CANCELLED = "<state>error</state><error><fault xsi:type=\"RequestCanceled\"/>"
            + "<localizedMessage>canceled</localizedMessage></error>";

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicBoolean aborted = new AtomicBoolean();
    private StubService stub;
    private VsphereSession session;

    @BeforeEach
    void open() {
        stub = StubService.open();
        session = stub.session(TestCall.ofSeconds(20));
        stub.on("CloneVM_Task", StubAnswer.of("CloneVM_TaskResponse", "<returnval type=\"Task\">task-7</returnval>"));
        stub.on("CancelTask", (exchange, request) -> {
            aborted.set(true);
            StubAnswer.of("CancelTaskResponse", "").to(exchange, request);
        });
    }

    @AfterEach
    void close() {
        session.close();
        stub.close();
    }

    @Test
    void result_comes_when_the_task_has_ended_and_progress_is_told_meanwhile() {
        task(
                "<state>queued</state>",
                RUNNING + "<progress>10</progress>",
                RUNNING + "<progress>60</progress>",
                "<state>success</state><result xsi:type=\"ManagedObjectReference\" type=\"VirtualMachine\">vm-9</result>");
        TestCall call = TestCall.ofSeconds(20);
        assertThat(((ManagedObjectReference) clone(call).orElseThrow()).getVal())
                .isEqualTo("vm-9");
        assertThat(call.reports())
                .containsExactly(Progress.of("queued"), Progress.of("running", 0.1), Progress.of("running", 0.6));
        assertThat(stub.received("CloneVM_Task")).isEqualTo(1);
    }

    @Test
    void task_without_a_result_has_none() {
        task("<state>success</state>");
        assertThat(clone(TestCall.ofSeconds(20))).isEmpty();
    }

    @Test
    void failed_task_says_why_and_did_nothing() {
        task(
                RUNNING,
                "<state>error</state><error><fault xsi:type=\"InvalidPowerState\">"
                        + "<requestedState>poweredOn</requestedState><existingState>poweredOn</existingState></fault>"
                        + "<localizedMessage>no</localizedMessage></error>");
        DriverException failed = failure(TestCall.ofSeconds(20));
        assertThat(failed.fault().kind()).isEqualTo(ErrorKind.INVALID_STATE);
        assertThat(failed.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(failed).hasMessage("guest vm-1 is poweredOn");
        assertThat(failed.nativeError())
                .hasValueSatisfying(error -> assertThat(error.code()).isEqualTo("InvalidPowerState"));
    }

    @Test
    void task_outlives_broken_connections_and_ended_sessions_of_those_who_look() {
        stub.on("RetrievePropertiesEx", (exchange, request) -> {
            switch (looks.incrementAndGet()) {
                case 1 -> StubAnswer.hangUp().to(exchange, request);
                case 2 -> StubAnswer.raw(503, "text/html", "<p>later").to(exchange, request);
                case 3 -> StubAnswer.fault("NotAuthenticated").to(exchange, request);
                default -> info("<state>success</state>").to(exchange, request);
            }
        });
        assertThat(clone(TestCall.ofSeconds(20))).isEmpty();
        assertThat(stub.received("CloneVM_Task")).isEqualTo(1);
        assertThat(stub.logins()).isEqualTo(2);
    }

    @Test
    void cancelling_aborts_the_task_and_the_task_tells_how_it_ended() {
        TestCall call = TestCall.ofSeconds(20);
        stub.on("RetrievePropertiesEx", (exchange, request) -> {
            if (looks.incrementAndGet() == 2) {
                call.cancel();
                call.cancel();
            }
            info(aborted.get() ? CANCELLED : RUNNING).to(exchange, request);
        });
        DriverException ended = failure(call);
        assertThat(ended.fault().kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(ended.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(stub.received("CancelTask")).isEqualTo(1);
    }

    @Test
    void cancelling_before_the_task_is_known_aborts_it_as_soon_as_it_is() {
        TestCall call = TestCall.ofSeconds(20);
        stub.on("CloneVM_Task", (exchange, request) -> {
            call.cancel();
            StubAnswer.of("CloneVM_TaskResponse", "<returnval type=\"Task\">task-7</returnval>")
                    .to(exchange, request);
        });
        stub.on(
                "RetrievePropertiesEx",
                (exchange, request) -> info(aborted.get() ? CANCELLED : RUNNING).to(exchange, request));
        assertThat(failure(call).fault().kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(stub.received("CancelTask")).isEqualTo(1);
    }

    @Test
    void task_that_cannot_be_cancelled_goes_on() {
        TestCall call = TestCall.ofSeconds(20);
        stub.on("CancelTask", StubAnswer.fault("NotSupported"));
        stub.on("RetrievePropertiesEx", (exchange, request) -> {
            if (looks.incrementAndGet() == 2) {
                call.cancel();
            }
            info(looks.get() > 3 ? "<state>success</state>" : RUNNING).to(exchange, request);
        });
        assertThat(clone(call)).isEmpty();
    }

    @Test
    void cancelling_after_the_end_sends_nothing() {
        task("<state>success</state>");
        TestCall call = TestCall.ofSeconds(20);
        assertThat(clone(call)).isEmpty();
        call.cancel();
        assertThat(stub.received("CancelTask")).isZero();
    }

    @Test
    void deadline_aborts_the_task_and_what_it_came_to_is_still_heard() {
        stub.on(
                "RetrievePropertiesEx",
                (exchange, request) -> info(aborted.get() ? CANCELLED : RUNNING).to(exchange, request));
        DriverException ended = failure(TestCall.within(Duration.ofMillis(500)));
        assertThat(ended.fault().kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(ended.outcome()).isEqualTo(Outcome.NOT_APPLIED);
    }

    @Test
    void deadline_of_a_task_that_does_not_end_leaves_the_outcome_unknown_in_time() {
        task(RUNNING);
        long begin = System.nanoTime();
        DriverException late = failure(TestCall.within(Duration.ofMillis(500)));
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
        assertThat(late.fault().kind()).isEqualTo(ErrorKind.DEADLINE_EXCEEDED);
        assertThat(late.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(stub.received("CancelTask")).isEqualTo(1);
    }

    @Test
    void task_that_the_service_forgot_leaves_the_outcome_unknown() {
        stub.on("RetrievePropertiesEx", StubAnswer.fault("ManagedObjectNotFound"));
        DriverException lost = failure(TestCall.ofSeconds(20));
        assertThat(lost.fault().kind()).isEqualTo(ErrorKind.BACKEND_FAULT);
        assertThat(lost.outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void interrupted_waiting_ends_and_keeps_the_interrupt() throws InterruptedException {
        CountDownLatch looked = new CountDownLatch(1);
        AtomicReference<DriverException> lost = new AtomicReference<>();
        AtomicBoolean kept = new AtomicBoolean();
        stub.on("RetrievePropertiesEx", (exchange, request) -> {
            looked.countDown();
            info(RUNNING).to(exchange, request);
        });
        Thread waiter = new Thread(() -> {
            lost.set(failure(TestCall.ofSeconds(20)));
            kept.set(Thread.currentThread().isInterrupted());
        });
        waiter.start();
        assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
        waiter.interrupt();
        waiter.join(10_000);
        assertThat(kept).isTrue();
        assertThat(lost.get().fault().kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(lost.get().outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    private Optional<Object> clone(TestCall call) {
        return session.calls()
                .task(
                        VerbClass.KEYED,
                        "guest vm-1",
                        call,
                        vim -> vim.cloneVM_Task(
                                SessionLogin.ROOT, SessionLogin.ROOT, "copy", new VirtualMachineCloneSpec()));
    }

    private DriverException failure(TestCall call) {
        return catchThrowableOfType(DriverException.class, () -> clone(call));
    }

    /** The task is like this, one look after the other; the last stays. */
    private void task(String... states) {
        stub.on(
                "RetrievePropertiesEx",
                (exchange, request) -> info(states[Math.min(looks.getAndIncrement(), states.length - 1)])
                        .to(exchange, request));
    }

    private static StubAnswer info(String state) {
        return StubAnswer.of(
                "RetrievePropertiesExResponse",
                "<returnval><objects><obj type=\"Task\">task-7</obj><propSet><name>info</name>"
                        + "<val xsi:type=\"TaskInfo\"><key>task-7</key><task type=\"Task\">task-7</task>" + state
                        + "</val></propSet></objects></returnval>");
    }
}
