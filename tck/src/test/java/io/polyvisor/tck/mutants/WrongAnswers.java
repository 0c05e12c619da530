package io.polyvisor.tck.mutants;

import io.polyvisor.Cancellation;
import io.polyvisor.Check;
import io.polyvisor.Endpoint;
import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.error.AmbiguousException;
import io.polyvisor.error.FailureContext;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.error.RetryAdvice;
import io.polyvisor.error.UnreachableException;
import io.polyvisor.model.Enforcer;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Health;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.NativeDefinition;
import io.polyvisor.model.Permission;
import io.polyvisor.model.ProtectionView;
import io.polyvisor.model.Verb;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.MemoryEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What handles would answer if the core were wrong. */
final class WrongAnswers {

    private WrongAnswers() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        answers(all);
        return all;
    }

    private static void answers(List<Mutant> all) {
        all.add(Mutant.core("an inventory also looks at each guest", call -> {
            Object answer = call.proceed();
            if (Mutant.is(call, "Endpoint.inventory")) {
                Endpoint endpoint = call.target(Endpoint.class);
                ((Inventory) answer)
                        .guests().stream()
                                .limit(2)
                                .forEach(guest -> endpoint.guest(guest.id()).may(Verb.START));
            }
            return answer;
        }));
        all.add(Mutant.told("may() allows what a driver subtracts", "Guest.may", any -> new Permission.Allowed())
                .on(() -> MemoryEnvironment.like("libxl")));
        all.add(WrongFailures.failing(
                        "what is unsupported is told as an invalid state",
                        e -> e.fault() instanceof Fault.Unsupported,
                        e -> WrongFailures.with(
                                e,
                                new Fault.InvalidState("not here", Optional.empty()),
                                e.outcome(),
                                e.retry(),
                                e.nativeError(),
                                e.getCause()))
                .on(() -> MemoryEnvironment.lacking("RESET")));
        all.add(Mutant.told(
                "every guest is protected by the hypervisor",
                "Guest.protection",
                v -> v instanceof ProtectionView it
                        ? new ProtectionView(it.protection(), Enforcer.BACKEND, it.why())
                        : v));
        all.add(Mutant.told(
                "every native definition is that of one guest",
                "Guest.definition",
                any -> new NativeDefinition("text", "guest of no name")));
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
                Function<Guest, Operation<?>> verb = verbOf(call);
                try {
                    verb.apply(call.target(Guest.class)).await();
                } catch (PolyvisorException refused) {
                    return call.proceed();
                }
            }
            return call.proceed();
        }));
        all.add(Mutant.told("cancelling always succeeds", "Operation.cancel", any -> Cancellation.CANCELLED));
        all.add(Mutant.told("cancelling never succeeds", "Operation.cancel", any -> Cancellation.UNSUPPORTED));
        all.add(Mutant.told("awaiting fails when its patience ends", "Operation.await", any -> {
            if (any instanceof Optional<?> came && came.isEmpty()) {
                throw PolyvisorException.of(
                        new Fault.DeadlineExceeded("waiting"),
                        new FailureContext(
                                "endpoint",
                                Optional.empty(),
                                "await",
                                Outcome.UNKNOWN,
                                RetryAdvice.LATER,
                                Optional.empty()),
                        null);
            }
            return any;
        }));
        all.add(Mutant.core("power off waits until a shutdown has ended", new PatientPowerOff()));
        all.add(Mutant.core("cancelling a stage cancels the operation", WrongAnswers::cancellingStage));
        all.add(Mutant.told(
                "the health is always well",
                "Endpoint.health",
                h -> ((Health) h).state() == Health.State.CLOSED
                        ? h
                        : new Health(Health.State.WELL, 0, ((Health) h).laneLimit(), List.of(), 0, 0)));
        all.add(Mutant.core("closing always drains", call -> {
            Object drained = call.proceed();
            return Mutant.is(call, "Endpoint.close") && drained != null ? true : drained;
        }));
        all.add(Mutant.core(
                "closing does not close", call -> Mutant.is(call, "Endpoint.close") ? closed(call) : call.proceed()));
        all.add(Mutant.core(
                "the only host is the first",
                call -> Mutant.is(call, "Endpoint.onlyHost")
                        ? call.target(Endpoint.class).hosts().get(0)
                        : call.proceed()));
        all.add(Mutant.core("a name that two have means the first", call -> {
            try {
                return call.proceed();
            } catch (AmbiguousException e) {
                return call.target(Endpoint.class)
                        .guest(GuestId.of(e.fault().candidates().get(0)));
            }
        }));
        all.add(Mutant.core("capabilities are lost after a while", new ForgetfulDeclaration()));
        all.add(Mutant.core("reads that fail answer with nothing", call -> {
            try {
                return call.proceed();
            } catch (UnreachableException silent) {
                if (Mutant.is(call, "Endpoint.inventory")) {
                    return nothing();
                }
                throw silent;
            }
        }));
        all.add(Mutant.core("operations under way are not shown", call -> {
            Object answer = call.proceed();
            return Mutant.is(call, "Guest.view") ? quiet((GuestView) answer) : answer;
        }));
        all.add(Mutant.core("expected text is cut after the chunk", new ForgetfulConsole()));
        all.add(Mutant.core("events are told one number too high", new EventTellers(EventTellers.Fault.NUMBERS)));
        all.add(Mutant.core(
                "events say that nothing was seen before", new EventTellers(EventTellers.Fault.NOTHING_SEEN)));
        all.add(Mutant.core("deletions are not told", new EventTellers(EventTellers.Fault.NO_DELETIONS)));
        all.add(Mutant.core("gaps are not told", new EventTellers(EventTellers.Fault.NO_GAPS)));
        all.add(Mutant.core("events go on after a cancellation", new EventTellers(EventTellers.Fault.GOES_ON)));
        all.add(Mutant.core("the first levels are not told", new EventTellers(EventTellers.Fault.NO_BEGINNING)));
        all.add(Mutant.core(
                "guests that run are told as OFF at first", new EventTellers(EventTellers.Fault.STALE_BEGINNING)));
        all.add(Mutant.core(
                "what becomes of guests without a mark is not told",
                new EventTellers(EventTellers.Fault.STALE_OTHERS)));
    }

    private static Mutant check(String name, UnaryOperator<Check> changed) {
        return Mutant.core(name, call -> {
            Object answer = call.proceed();
            return answer instanceof Check check ? changed.apply(check) : answer;
        });
    }

    // The interception hands on whatever a handle answers, futures too.
    @SuppressWarnings("FutureReturnValueIgnored")
    private static @Nullable Object cancellingStage(Intercepted call) {
        if (!Mutant.is(call, "Operation.stage")) {
            return call.proceed();
        }
        Operation<?> operation = call.target(Operation.class);
        CompletableFuture<Object> future = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean interrupt) {
                operation.cancel();
                return super.cancel(interrupt);
            }
        };
        return future;
    }

    private static @Nullable Object closed(Intercepted call) {
        return call.arguments().isEmpty() ? null : true;
    }

    private static Inventory nothing() {
        return new Inventory(
                Instant.EPOCH, Set.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static GuestView quiet(GuestView v) {
        return Views.detailed(
                v,
                d -> new GuestDetails(
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
    private static Function<Guest, Operation<?>> verbOf(Intercepted check) {
        return (Function<Guest, Operation<?>>) check.arguments().get(0);
    }
}
