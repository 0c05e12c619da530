package io.polyvisor.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.model.SpecProblem;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FaultTest {

    static Stream<Fault> one_of_each() {
        return Stream.of(
                new Fault.NotFound("guest a", Optional.of("kvm2")),
                new Fault.Ambiguous("guest a", List.of("1", "2")),
                new Fault.AlreadyExists("a guest named a"),
                new Fault.InvalidState("it is running", Optional.of("power it off")),
                new Fault.Busy("a migration"),
                new Fault.Unsupported("snapshots", "libxl has none"),
                new Fault.InvalidSpec(List.of(new SpecProblem("nics[0].network", "unknown"))),
                new Fault.InsufficientCapacity("memory", Optional.of("2 GiB"), Optional.of("1 GiB")),
                new Fault.Denied("read-only"),
                new Fault.AuthenticationFailed("refused"),
                new Fault.Unreachable("no route"),
                new Fault.Untrusted("unknown authority", Optional.of("AB:CD")),
                new Fault.DeadlineExceeded("waiting"),
                new Fault.Cancelled("waiting"),
                new Fault.Conflict("renamed meanwhile"),
                new Fault.PartialFailure(List.of("a"), List.of("b"), List.of("c")),
                new Fault.BackendFault("boom"));
    }

    @Test
    void every_kind_has_a_fault() {
        assertThat(one_of_each().map(Fault::kind)).containsExactlyInAnyOrder(ErrorKind.values());
    }

    @ParameterizedTest
    @MethodSource("one_of_each")
    void every_fault_becomes_the_exception_of_its_kind_in_one_line(Fault fault) {
        PolyvisorException exception = PolyvisorException.of(fault, context(Outcome.NOT_APPLIED), null);
        assertThat(exception.fault()).isEqualTo(fault);
        assertThat(exception.getMessage())
                .startsWith("start guest web on kvm1: ")
                .doesNotContain("\n");
        String expected = fault.getClass().getSimpleName() + "Exception";
        assertThat(exception.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(Arrays.asList(PolyvisorException.class.getPermittedSubclasses()))
                .contains(exception.getClass());
    }

    @Test
    void only_an_unknown_outcome_is_found_out_by_observing() {
        Fault fault = new Fault.Unreachable("gone");
        PolyvisorException unknown =
                PolyvisorException.of(fault, context(Outcome.UNKNOWN), null).reconciledBy(patience -> Outcome.APPLIED);
        PolyvisorException known = PolyvisorException.of(fault, context(Outcome.NOT_APPLIED), null)
                .reconciledBy(patience -> Outcome.APPLIED);
        assertThat(unknown.reconcile(Duration.ofSeconds(1))).isEqualTo(Outcome.APPLIED);
        assertThat(known.reconcile(Duration.ofSeconds(1))).isEqualTo(Outcome.NOT_APPLIED);
        assertThat(unknown.getMessage()).contains("reconcile");
    }

    private static FailureContext context(Outcome outcome) {
        return new FailureContext(
                "kvm1", Optional.of("guest web"), "start", outcome, RetryAdvice.NEVER, Optional.empty());
    }
}
