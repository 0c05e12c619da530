package io.polyvisor.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.SpecProblem;
import java.util.List;
import java.util.Optional;

/** Failures as JSON. Stateless. */
public final class ErrorJson {

    private ErrorJson() {}

    /** A failure of Polyvisor. */
    public static ObjectNode error(PolyvisorException error) {
        return new Fields()
                .put("error", error.kind())
                .put("message", String.valueOf(error.getMessage()))
                .put("outcome", error.outcome())
                .put("retry", error.retry())
                .put("endpoint", error.context().endpoint())
                .put("object", error.context().object())
                .put("operation", error.context().operation())
                .put("problems", problems(error.fault()))
                .put("native", error.nativeError().map(ErrorJson::nativeError))
                .node();
    }

    /** A failure of the command line itself, such as a wrong option. */
    public static ObjectNode own(String kind, String message) {
        return new Fields().put("error", kind).put("message", message).node();
    }

    private static Optional<List<ObjectNode>> problems(Fault fault) {
        return fault instanceof Fault.InvalidSpec invalid
                ? Optional.of(
                        invalid.problems().stream().map(ErrorJson::problem).toList())
                : Optional.empty();
    }

    private static ObjectNode problem(SpecProblem problem) {
        return new Fields()
                .put("path", problem.path())
                .put("why", problem.why())
                .node();
    }

    private static ObjectNode nativeError(NativeError said) {
        return new Fields()
                .put("source", said.source())
                .put("code", said.code())
                .put("message", said.message())
                .node();
    }
}
