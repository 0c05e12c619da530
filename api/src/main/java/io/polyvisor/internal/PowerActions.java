package io.polyvisor.internal;

import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Loss;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Progress;
import io.polyvisor.model.Shutdown;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Pausing;
import io.polyvisor.spi.Rebooting;
import io.polyvisor.spi.Suspending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Verbs on a guest's power axis. */
final class PowerActions {

    private PowerActions() {}

    static Action<Effect> start(GuestId guest) {
        return goal(
                Verb.START,
                guest,
                PowerState.RUNNING,
                Set.of(),
                (work, view) -> work.tell((driver, call) -> driver.start(guest, call)));
    }

    static Action<Effect> powerOff(GuestId guest, Set<Loss> accepted) {
        return goal(Verb.POWER_OFF, guest, PowerState.OFF, accepted, (work, view) -> {
            if (view.power().is(PowerState.SUSPENDED)) {
                work.tell((driver, call) -> work.facet(Suspending.class).discard(guest, call));
            } else {
                work.tell((driver, call) -> driver.powerOff(guest, call));
            }
            work.endpoint().shutdownAnswered(guest);
        });
    }

    static Action<Effect> pause(GuestId guest) {
        return goal(
                Verb.PAUSE,
                guest,
                PowerState.PAUSED,
                Set.of(),
                (work, view) ->
                        work.tell((driver, call) -> work.facet(Pausing.class).pause(guest, call)));
    }

    static Action<Effect> resume(GuestId guest) {
        return goal(Verb.RESUME, guest, PowerState.RUNNING, Set.of(), (work, view) -> {
            if (view.power().is(PowerState.SUSPENDED)) {
                work.tell((driver, call) -> work.facet(Suspending.class).wake(guest, call));
            } else {
                work.tell((driver, call) -> work.facet(Pausing.class).unpause(guest, call));
            }
        });
    }

    static Action<Effect> suspend(GuestId guest) {
        return goal(
                Verb.SUSPEND,
                guest,
                PowerState.SUSPENDED,
                Set.of(),
                (work, view) ->
                        work.tell((driver, call) -> work.facet(Suspending.class).suspend(guest, call)));
    }

    static Action<Effect> reboot(GuestId guest) {
        return once(
                Verb.REBOOT,
                guest,
                work -> work.tell((driver, call) -> work.facet(Rebooting.class).reboot(guest, call)));
    }

    static Action<Effect> reset(GuestId guest) {
        return once(Verb.RESET, guest, work -> {
            work.tell((driver, call) -> work.facet(Rebooting.class).reset(guest, call));
            work.endpoint().shutdownAnswered(guest);
        });
    }

    /**
     * A request cannot be recalled: once it went out, a failure leaves the outcome open, and it is never sent again because the guest
     * took its time.
     */
    static Action<Effect> shutdown(GuestId guest, Shutdown how, Duration operationDeadline) {
        return goal(Verb.SHUTDOWN, guest, PowerState.OFF, Set.of(), (work, view) -> {
            requireTime(work, how, operationDeadline);
            request(work, guest);
            work.report(Progress.of("waiting for the guest to shut down"));
            boolean off = work.until(() -> isOff(work, guest), how.patience());
            if (!off) {
                giveUpOn(work, guest, how);
            }
            work.endpoint().shutdownAnswered(guest);
        });
    }

    private static void requireTime(Work work, Shutdown how, Duration operationDeadline) {
        if (how.patience().compareTo(operationDeadline) >= 0) {
            throw work.refused(new Fault.InvalidSpec(List.of(new SpecProblem(
                    "patience",
                    how.patience()
                            + " leaves nothing of the operation's deadline, " + operationDeadline
                            + "; give the guest less, or the operation more with within(...)"))));
        }
    }

    private static void request(Work work, GuestId guest) {
        work.endpoint().shutdownRequested(guest);
        try {
            work.tell((driver, call) -> driver.requestShutdown(guest, call));
        } catch (PolyvisorException refused) {
            if (refused.outcome() == Outcome.NOT_APPLIED) {
                work.endpoint().shutdownAnswered(guest);
            }
            throw refused;
        }
    }

    private static void giveUpOn(Work work, GuestId guest, Shutdown how) {
        work.sendNoMore();
        if (!how.powerOffAfter()) {
            throw work.failures()
                    .of(
                            new Fault.DeadlineExceeded(
                                    "waiting for the guest to shut down; the request stands, power it off to end it"),
                            Outcome.UNKNOWN);
        }
        work.report(Progress.of("taking its power away"));
        try {
            work.tell((driver, call) -> driver.powerOff(guest, call));
        } catch (PolyvisorException late) {
            if (!isOff(work, guest)) {
                throw work.failures().with(Outcome.UNKNOWN, late);
            }
        }
    }

    private static boolean isOff(Work work, GuestId guest) {
        return work.observe(guest).map(view -> view.power().is(PowerState.OFF)).orElse(true);
    }

    private static Action<Effect> goal(
            Verb verb, GuestId guest, PowerState goal, Set<Loss> accepted, BiConsumer<Work, GuestView> step) {
        return Action.onGuest(verb, guest, work -> {
            GuestView view = work.requireGuest(guest);
            if (work.guard(verb, view, accepted) == GuardVerdict.ALREADY) {
                return Plan.already(Effect.UNCHANGED);
            }
            return Plan.send(
                    sending -> {
                        step.accept(sending, view);
                        return Effect.APPLIED;
                    },
                    reached(guest, goal));
        });
    }

    /** A transient guest that was powered off is gone: that is as OFF as it gets. */
    private static Function<Work, Plan.Verdict<Effect>> reached(GuestId guest, PowerState goal) {
        return looking -> {
            Optional<PowerState> state =
                    looking.observe(guest).map(view -> view.power().state());
            boolean there = state.map(goal::equals).orElse(goal == PowerState.OFF);
            return there ? new Plan.Verdict.Proved<>(Effect.APPLIED) : new Plan.Verdict.Disproved<>();
        };
    }

    private static Action<Effect> once(Verb verb, GuestId guest, java.util.function.Consumer<Work> step) {
        return Action.onGuest(verb, guest, work -> {
            work.guard(verb, work.requireGuest(guest), Set.of());
            return Plan.send(
                    sending -> {
                        step.accept(sending);
                        return Effect.APPLIED;
                    },
                    Plan.unprovable());
        });
    }
}
