package io.polyvisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.polyvisor.cli.output.Page;
import io.polyvisor.error.FailureContext;
import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.error.RetryAdvice;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ErrorLineTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Page err = new Page(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, 100, false, true);

    private static PolyvisorException failure(Outcome outcome) {
        FailureContext context = new FailureContext(
                "qemu:///system",
                Optional.of("guest web"),
                "start",
                outcome,
                RetryAdvice.LATER,
                Optional.of(new NativeError("libvirt", "VIR_ERR_OPERATION_FAILED(9)", "two\nlines\u001b[31m")));
        return PolyvisorException.of(new Fault.Busy("somebody\nelse"), context, new IllegalStateException("the cause"));
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void an_error_is_one_line_that_cannot_steer_a_terminal() {
        ExitCode code = new ErrorLine(err, false, false).report(failure(Outcome.NOT_APPLIED));

        assertThat(code).isEqualTo(ExitCode.BUSY);
        assertThat(printed()).isEqualTo("polyvisor: start guest web on qemu:///system: busy: somebody else\n");
    }

    @Test
    void verbose_adds_what_the_hypervisor_said_and_the_causes() {
        new ErrorLine(err, false, true).report(failure(Outcome.NOT_APPLIED));

        assertThat(printed())
                .contains("the hypervisor said: libvirt VIR_ERR_OPERATION_FAILED(9): two lines?[31m")
                .contains("kind BUSY, outcome NOT_APPLIED, retry LATER")
                .contains("cause: java.lang.IllegalStateException: the cause")
                .doesNotContain("\u001b");
    }

    @Test
    void an_unknown_outcome_goes_before_the_kind_of_error() {
        assertThat(new ErrorLine(err, false, false).report(failure(Outcome.UNKNOWN)))
                .isEqualTo(ExitCode.OUTCOME_UNKNOWN);
    }

    @Test
    void as_json_an_error_is_one_document_on_one_line() {
        Run show = Run.on("demo").run("show", "nobody", "-o", "json");

        assertThat(show.err().lines()).hasSize(1);
        JsonNode document = new Run(0, show.err(), "").json();
        assertThat(document.get("kind").asText()).isEqualTo("error");
        assertThat(document.get("exitCode").asInt()).isEqualTo(3);
        assertThat(document.get("error").get("error").asText()).isEqualTo("NOT_FOUND");
        assertThat(document.get("error").get("outcome").asText()).isEqualTo("NOT_APPLIED");
        assertThat(show.out()).isEmpty();
    }

    @Test
    void a_defect_of_the_command_says_so_and_shows_its_trace_only_when_asked() {
        ExitCode code = new ErrorLine(err, false, false).report(new IllegalStateException("oops"));
        assertThat(code).isEqualTo(ExitCode.GENERAL);
        assertThat(printed().lines()).hasSize(1);
        assertThat(printed()).contains("internal error (IllegalStateException: oops); please report it");

        new ErrorLine(err, false, true).report(new IllegalStateException("oops"));
        assertThat(printed()).contains("at io.polyvisor.cli.ErrorLineTest");
    }
}
