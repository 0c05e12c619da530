package io.polyvisor.tck.mutants;

import io.polyvisor.error.FailureContext;
import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.error.RetryAdvice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What failures would say if the core were wrong about them. */
final class WrongFailures {

    private WrongFailures() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        failures(all);
        kinds(all);
        return all;
    }

    private static void failures(List<Mutant> all) {
        for (Outcome told : List.of(Outcome.APPLIED, Outcome.UNKNOWN)) {
            all.add(failing(
                    "refusals are told as " + told,
                    e -> e.outcome() == Outcome.NOT_APPLIED,
                    e -> with(e, e.fault(), told, e.retry(), e.nativeError(), e.getCause())));
        }
        all.add(failing(
                "unknown outcomes are told as NOT_APPLIED",
                e -> e.outcome() == Outcome.UNKNOWN,
                e -> with(e, e.fault(), Outcome.NOT_APPLIED, e.retry(), e.nativeError(), e.getCause())));
        all.add(failing(
                "remedies are left out",
                e -> e.fault() instanceof Fault.InvalidState,
                e -> with(
                        e,
                        new Fault.InvalidState(((Fault.InvalidState) e.fault()).obstacle(), Optional.empty()),
                        e.outcome(),
                        e.retry(),
                        e.nativeError(),
                        e.getCause())));
        all.add(failing(
                "what the hypervisor said is dropped",
                e -> e.nativeError().isPresent(),
                e -> with(e, e.fault(), e.outcome(), e.retry(), Optional.empty(), null)));
        all.add(failing(
                "causes are dropped",
                e -> e.getCause() != null,
                e -> with(e, e.fault(), e.outcome(), e.retry(), e.nativeError(), null)));
        all.add(failing(
                "what a closed endpoint refuses is told as busy",
                e -> e.fault().equals(new Fault.Unreachable("the endpoint was closed")),
                e -> with(e, new Fault.Busy("something"), e.outcome(), e.retry(), e.nativeError(), e.getCause())));
        all.add(failing(
                "every failure may be tried again at once",
                e -> true,
                e -> with(e, e.fault(), e.outcome(), RetryAdvice.NOW, e.nativeError(), e.getCause())));
        all.add(failing(
                "only the first fault of a spec is named",
                e -> e.fault() instanceof Fault.InvalidSpec,
                e -> with(
                        e,
                        new Fault.InvalidSpec(
                                ((Fault.InvalidSpec) e.fault()).problems().subList(0, 1)),
                        e.outcome(),
                        e.retry(),
                        e.nativeError(),
                        e.getCause())));
        all.add(failing(
                "not found does not say where it moved",
                e -> e.fault() instanceof Fault.NotFound,
                e -> with(
                        e,
                        new Fault.NotFound(((Fault.NotFound) e.fault()).what(), Optional.empty()),
                        e.outcome(),
                        e.retry(),
                        e.nativeError(),
                        e.getCause())));
        all.add(failing(
                "not found does not say what",
                e -> e.fault() instanceof Fault.NotFound,
                e -> with(
                        e,
                        new Fault.NotFound("something", ((Fault.NotFound) e.fault()).movedTo()),
                        e.outcome(),
                        e.retry(),
                        e.nativeError(),
                        e.getCause())));
        all.add(failing(
                "ambiguous names one candidate",
                e -> e.fault() instanceof Fault.Ambiguous,
                e -> with(
                        e,
                        new Fault.Ambiguous(
                                ((Fault.Ambiguous) e.fault()).what(),
                                ((Fault.Ambiguous) e.fault()).candidates().subList(0, 1)),
                        e.outcome(),
                        e.retry(),
                        e.nativeError(),
                        e.getCause())));
    }

    private static void kinds(List<Mutant> all) {
        Fault broken = new Fault.BackendFault("something");
        Map<String, Class<? extends Fault>> kinds = Map.ofEntries(
                Map.entry("invalid state", Fault.InvalidState.class),
                Map.entry("already exists", Fault.AlreadyExists.class),
                Map.entry("not found", Fault.NotFound.class),
                Map.entry("denied", Fault.Denied.class),
                Map.entry("busy", Fault.Busy.class),
                Map.entry("unsupported", Fault.Unsupported.class),
                Map.entry("invalid spec", Fault.InvalidSpec.class),
                Map.entry("deadline exceeded", Fault.DeadlineExceeded.class),
                Map.entry("unreachable", Fault.Unreachable.class),
                Map.entry("cancelled", Fault.Cancelled.class),
                Map.entry("conflict", Fault.Conflict.class),
                Map.entry("ambiguous", Fault.Ambiguous.class),
                Map.entry("authentication failed", Fault.AuthenticationFailed.class));
        kinds.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(kind -> all.add(failing(
                        kind.getKey() + " is told as a fault of the backend",
                        e -> kind.getValue().isInstance(e.fault()),
                        e -> with(e, broken, e.outcome(), e.retry(), e.nativeError(), e.getCause()))));
        all.add(failing(
                "a fault of the backend is told as busy",
                e -> e.fault() instanceof Fault.BackendFault,
                e -> with(e, new Fault.Busy("something"), e.outcome(), e.retry(), e.nativeError(), e.getCause())));
    }

    static Mutant failing(String name, Predicate<PolyvisorException> which, UnaryOperator<PolyvisorException> changed) {
        return Mutant.core(name, call -> {
            try {
                return call.proceed();
            } catch (PolyvisorException failure) {
                throw which.test(failure) ? changed.apply(failure) : failure;
            }
        });
    }

    static PolyvisorException with(
            PolyvisorException e,
            Fault fault,
            Outcome outcome,
            RetryAdvice retry,
            Optional<NativeError> said,
            @Nullable Throwable cause) {
        FailureContext c = e.context();
        return PolyvisorException.of(
                        fault, new FailureContext(c.endpoint(), c.object(), c.operation(), outcome, retry, said), cause)
                .reconciledBy(e::reconcile);
    }
}
