package io.polyvisor.tck.mutants;

import io.polyvisor.AuditRecord;
import io.polyvisor.Cancellation;
import io.polyvisor.Check;
import io.polyvisor.EndpointOptions;
import io.polyvisor.Operation;
import io.polyvisor.error.FailureContext;
import io.polyvisor.error.Fault;
import io.polyvisor.error.NativeError;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.error.RetryAdvice;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.Effect;
import io.polyvisor.model.Health;
import io.polyvisor.model.Permission;
import io.polyvisor.model.Reconfigured;
import io.polyvisor.model.Verb;
import io.polyvisor.tck.Intercepted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What the core would answer if it were wrong, imitated between it and the rules. */
final class WrongCores {

    private WrongCores() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        effects(all);
        failures(all);
        answers(all);
        audit(all);
        return all;
    }

    private static void effects(List<Mutant> all) {
        for (Verb verb : List.of(
                Verb.START,
                Verb.POWER_OFF,
                Verb.SHUTDOWN,
                Verb.PAUSE,
                Verb.RESUME,
                Verb.SUSPEND,
                Verb.ADOPT,
                Verb.SET_AUTOSTART,
                Verb.DISK_DETACH,
                Verb.NIC_DETACH,
                Verb.MEDIA_CHANGE,
                Verb.SNAPSHOT_DELETE,
                Verb.VOLUME_GROW,
                Verb.VOLUME_DELETE,
                Verb.TEMPLATE_DELETE,
                Verb.HOST_MAINTENANCE)) {
            all.add(result(
                    verb, "says APPLIED where nothing changed", e -> e == Effect.UNCHANGED ? Effect.APPLIED : e));
            all.add(result(
                    verb, "says UNCHANGED where something changed", e -> e == Effect.APPLIED ? Effect.UNCHANGED : e));
        }
        all.add(result(
                Verb.DELETE,
                "says APPLIED for a guest that was gone",
                d -> d instanceof Deleted it ? new Deleted(Effect.APPLIED, it.deleted(), it.kept()) : d));
        all.add(result(
                Verb.DELETE,
                "does not list what went",
                d -> d instanceof Deleted it ? new Deleted(it.effect(), List.of(), it.kept()) : d));
        all.add(result(
                Verb.DELETE,
                "does not list what was kept",
                d -> d instanceof Deleted it ? new Deleted(it.effect(), it.deleted(), List.of()) : d));
        all.add(result(
                Verb.RECONFIGURE,
                "says APPLIED where nothing changed",
                r -> r instanceof Reconfigured it ? new Reconfigured(Effect.APPLIED, it.fields()) : r));
        all.add(result(
                Verb.RECONFIGURE,
                "does not say when",
                r -> r instanceof Reconfigured it ? new Reconfigured(it.effect(), Map.of()) : r));
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
        kinds(all);
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

    private static void answers(List<Mutant> all) {
        all.add(Mutant.told("may() allows everything", "Guest.may", any -> new Permission.Allowed()));
        all.add(Mutant.told(
                "may() refuses without an obstacle",
                "Guest.may",
                p -> p instanceof Permission.Refused ? new Permission.Refused(" ", Optional.empty()) : p));
        all.add(Mutant.told(
                "may() refuses everything", "Guest.may", any -> new Permission.Refused("no", Optional.empty())));
        all.add(check("checks pass always", c -> new Check(c.verb(), c.object(), true, Optional.empty())));
        all.add(check("checks never change anything", c -> new Check(c.verb(), c.object(), false, c.refusal())));
        all.add(check("checks always change something", c -> new Check(c.verb(), c.object(), true, c.refusal())));
        all.add(Mutant.core("checks do what they check", call -> {
            if (Mutant.is(call, "Guest.check")) {
                java.util.function.Function<io.polyvisor.Guest, Operation<?>> verb =
                        unchecked(call.arguments().get(0));
                try {
                    verb.apply(call.target(io.polyvisor.Guest.class)).await();
                } catch (PolyvisorException refused) {
                    return call.proceed();
                }
            }
            return call.proceed();
        }));
        all.add(Mutant.told("cancelling always succeeds", "Operation.cancel", any -> Cancellation.CANCELLED));
        all.add(Mutant.told("cancelling never succeeds", "Operation.cancel", any -> Cancellation.UNSUPPORTED));
        all.add(Mutant.core(
                "awaiting waits for the end",
                call -> Mutant.is(call, "Operation.await") && call.arguments().size() == 1
                        ? Optional.of(call.target(Operation.class).await())
                        : call.proceed()));
        all.add(Mutant.core("cancelling a stage cancels the operation", WrongCores::cancellingStage));
        all.add(Mutant.told(
                "the health is always well",
                "Endpoint.health",
                h -> ((Health) h).state() == Health.State.CLOSED
                        ? h
                        : new Health(Health.State.WELL, 0, ((Health) h).laneLimit(), List.of(), 0, 0)));
        all.add(Mutant.told("closing always drains", "Endpoint.close", any -> true));
        all.add(Mutant.core(
                "closing does not close", call -> Mutant.is(call, "Endpoint.close") ? closed(call) : call.proceed()));
        all.add(Mutant.core(
                "the only host is the first",
                call -> Mutant.is(call, "Endpoint.onlyHost")
                        ? call.target(io.polyvisor.Endpoint.class).hosts().get(0)
                        : call.proceed()));
        all.add(Mutant.core("a name that two have means the first", call -> {
            try {
                return call.proceed();
            } catch (io.polyvisor.error.AmbiguousException e) {
                return call.target(io.polyvisor.Endpoint.class)
                        .guest(io.polyvisor.model.GuestId.of(
                                e.fault().candidates().get(0)));
            }
        }));
        all.add(Mutant.core("capabilities are lost after a while", new ForgetfulDeclaration()));
        all.add(Mutant.core("reads that fail answer with nothing", call -> {
            try {
                return call.proceed();
            } catch (io.polyvisor.error.UnreachableException silent) {
                if (Mutant.is(call, "Endpoint.inventory")) {
                    return nothing();
                }
                throw silent;
            }
        }));
        all.add(Mutant.core("operations under way are not shown", call -> {
            Object answer = call.proceed();
            return Mutant.is(call, "Guest.view") ? quiet((io.polyvisor.model.GuestView) answer) : answer;
        }));
        all.add(Mutant.core("expected text is cut after the chunk", new ForgetfulConsole()));
        all.add(Mutant.core("events are told one number too high", new EventTellers(EventTellers.Fault.NUMBERS)));
        all.add(Mutant.core(
                "events say that nothing was seen before", new EventTellers(EventTellers.Fault.NOTHING_SEEN)));
        all.add(Mutant.core("deletions are not told", new EventTellers(EventTellers.Fault.NO_DELETIONS)));
        all.add(Mutant.core("gaps are not told", new EventTellers(EventTellers.Fault.NO_GAPS)));
        all.add(Mutant.core("events go on after a cancellation", new EventTellers(EventTellers.Fault.GOES_ON)));
        all.add(Mutant.core("the first levels are not told", new EventTellers(EventTellers.Fault.NO_BEGINNING)));
        all.add(Mutant.core("every second level is not told", new EventTellers(EventTellers.Fault.HALF)));
    }

    private static void audit(List<Mutant> all) {
        all.add(records("nothing is recorded", r -> List.of()));
        all.add(records("mutations are recorded twice", r -> List.of(r, r)));
        all.add(records("failures are not recorded", r -> r.error().isPresent() ? List.of() : List.of(r)));
        all.add(records("records do not say why", r -> List.of(record(r, r.who(), Optional.empty(), r.effect()))));
        all.add(records("records do not say who", r -> List.of(record(r, "somebody", r.why(), r.effect()))));
        all.add(records(
                "records say APPLIED for what was so already",
                r -> List.of(record(r, r.who(), r.why(), r.effect().map(e -> Effect.APPLIED)))));
    }

    private static Mutant records(String name, java.util.function.Function<AuditRecord, List<AuditRecord>> changed) {
        return Mutant.options(name, options -> audited(options, changed));
    }

    private static EndpointOptions audited(
            EndpointOptions o, java.util.function.Function<AuditRecord, List<AuditRecord>> changed) {
        return o.audited(o.who(), mutation -> changed.apply(mutation).forEach(o.audit()::accept));
    }

    private static AuditRecord record(AuditRecord r, String who, Optional<String> why, Optional<Effect> effect) {
        return new AuditRecord(
                r.operation(),
                r.at(),
                r.took(),
                who,
                why,
                r.endpoint(),
                r.verb(),
                r.object(),
                r.hosts(),
                r.outcome(),
                effect,
                r.error());
    }

    // ------------------------------------------------------------------ how they are put together

    /** What an operation of that verb comes to. */
    private static Mutant result(Verb verb, String what, UnaryOperator<Object> changed) {
        return Mutant.core(verb.words() + " " + what, call -> {
            Object answer = call.proceed();
            boolean concerned = Mutant.is(call, "Operation.await")
                    && call.target(Operation.class).verb() == verb;
            if (!concerned) {
                return answer;
            }
            return answer instanceof Optional<?> optional ? optional.map(changed) : changed.apply(answer);
        });
    }

    private static Mutant failing(
            String name, Predicate<PolyvisorException> which, UnaryOperator<PolyvisorException> changed) {
        return Mutant.core(name, call -> {
            try {
                return call.proceed();
            } catch (PolyvisorException failure) {
                throw which.test(failure) ? changed.apply(failure) : failure;
            }
        });
    }

    private static PolyvisorException with(
            PolyvisorException e,
            Fault fault,
            Outcome outcome,
            RetryAdvice retry,
            Optional<NativeError> said,
            @org.jspecify.annotations.Nullable Throwable cause) {
        FailureContext c = e.context();
        return PolyvisorException.of(
                        fault, new FailureContext(c.endpoint(), c.object(), c.operation(), outcome, retry, said), cause)
                .reconciledBy(e::reconcile);
    }

    private static Mutant check(String name, UnaryOperator<Check> changed) {
        return Mutant.core(name, call -> {
            Object answer = call.proceed();
            return answer instanceof Check check ? changed.apply(check) : answer;
        });
    }

    private static @org.jspecify.annotations.Nullable Object cancellingStage(Intercepted call) {
        if (!Mutant.is(call, "Operation.stage")) {
            return call.proceed();
        }
        Operation<?> operation = call.target(Operation.class);
        java.util.concurrent.CompletableFuture<Object> future = new java.util.concurrent.CompletableFuture<>() {
            @Override
            public boolean cancel(boolean interrupt) {
                operation.cancel();
                return super.cancel(interrupt);
            }
        };
        return future;
    }

    private static @org.jspecify.annotations.Nullable Object closed(Intercepted call) {
        return call.arguments().isEmpty() ? null : true;
    }

    private static io.polyvisor.model.Inventory nothing() {
        return new io.polyvisor.model.Inventory(
                java.time.Instant.EPOCH,
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static io.polyvisor.model.GuestView quiet(io.polyvisor.model.GuestView v) {
        return Views.detailed(
                v,
                d -> new io.polyvisor.model.GuestDetails(
                        d.mark(),
                        d.description(),
                        d.maxVcpus(),
                        d.maxMemory(),
                        d.disks(),
                        d.nics(),
                        d.bootOrder(),
                        d.agent(),
                        d.addresses(),
                        Set.of(),
                        d.blockedBy(),
                        d.pending()));
    }

    @SuppressWarnings("unchecked")
    private static <T> T unchecked(Object object) {
        return (T) object;
    }
}
