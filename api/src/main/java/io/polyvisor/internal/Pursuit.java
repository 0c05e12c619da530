package io.polyvisor.internal;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Effect;
import io.polyvisor.model.VerbClass;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Carries a planned verb to its end, by the promise of its class:
 *
 * <ul>
 *   <li>GOAL: after a lost reply the guest is observed and, if the goal is not reached, the verb is planned and sent again;
 *   <li>KEYED: after a lost reply what was made is looked up by its key; it is never sent twice;
 *   <li>ONCE: after a lost reply an observation may prove it; otherwise the outcome stays UNKNOWN.
 * </ul>
 */
final class Pursuit {
    private static final int SENDINGS = 3;
    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration LAST_LOOK = Duration.ofMillis(800);
    private static final Set<ErrorKind> RACES =
            EnumSet.of(ErrorKind.INVALID_STATE, ErrorKind.NOT_FOUND, ErrorKind.CONFLICT);

    /** Whose request had its time, or was called off: it may still take effect, and sending it again would help nobody. */
    private static final Set<ErrorKind> ENDS = EnumSet.of(ErrorKind.DEADLINE_EXCEEDED, ErrorKind.CANCELLED);

    private final Work work;
    private final OperationTask<?> task;

    Pursuit(Work work, OperationTask<?> task) {
        this.work = work;
        this.task = task;
    }

    /** What a verb came to. */
    record Found<T>(T value, Effect effect) {}

    <T> Found<T> pursue(Action<T> action, boolean onlyCheck) {
        work.endpoint().guard().requireWritable(action.verb(), work.failures());
        for (int sending = 1; ; sending++) {
            Plan<T> plan = action.plan().apply(work);
            if (onlyCheck) {
                throw new CheckCollector.CheckedOnly(plan instanceof Plan.Send);
            }
            if (plan instanceof Plan.Already<T> already) {
                return new Found<>(already.value(), sending == 1 ? Effect.UNCHANGED : Effect.APPLIED);
            }
            Plan.Send<T> send = (Plan.Send<T>) plan;
            if (sending == 1 && !task.beginSending()) {
                throw work.refused(new Fault.Cancelled("looking, before anything was sent"));
            }
            try (Slots.Taken slot = Slots.of(work.endpoint()).take(action.verb(), work)) {
                return new Found<>(send.step().apply(work), Effect.APPLIED);
            } catch (PolyvisorException failure) {
                Found<T> found = afterFailure(action, send, failure, sending);
                if (found != null) {
                    return found;
                }
            }
        }
    }

    /** What it came to all the same; null when it shall be planned and sent again. */
    private <T> @org.jspecify.annotations.Nullable Found<T> afterFailure(
            Action<T> action, Plan.Send<T> send, PolyvisorException failure, int sending) {
        boolean goal = action.verb().verbClass() == VerbClass.GOAL;
        if (failure.outcome() == Outcome.NOT_APPLIED) {
            return goal && RACES.contains(failure.kind()) ? afterRace(action, failure) : rethrow(failure);
        }
        if (failure.outcome() == Outcome.APPLIED) {
            throw failure;
        }
        if (work.sendsNoMore()) {
            throw failure.reconciledBy(patience -> reconcile(action, send, patience));
        }
        Plan.Verdict<T> verdict = look(action, send);
        if (verdict instanceof Plan.Verdict.Proved<T> proved) {
            return provedDespite(failure, proved.value());
        }
        boolean again = goal && verdict instanceof Plan.Verdict.Disproved && sending < SENDINGS;
        if (again && !work.deadline().passed() && !ENDS.contains(failure.kind())) {
            return null;
        }
        throw failure.reconciledBy(patience -> reconcile(action, send, patience));
    }

    private <T> Found<T> provedDespite(PolyvisorException failure, T value) {
        if (failure.kind() == ErrorKind.DEADLINE_EXCEEDED) {
            throw work.failures().with(Outcome.APPLIED, failure);
        }
        return new Found<>(value, Effect.APPLIED);
    }

    /** Somebody else was quicker: if what was asked for is so now, that is no failure. */
    private <T> Found<T> afterRace(Action<T> action, PolyvisorException failure) {
        try {
            if (action.plan().apply(work) instanceof Plan.Already<T> already) {
                return new Found<>(already.value(), Effect.UNCHANGED);
            }
        } catch (PolyvisorException refusal) {
            throw refusal;
        }
        throw failure;
    }

    private static <T> Found<T> rethrow(PolyvisorException failure) {
        throw failure;
    }

    /** Looks once for verbs that can be sent again; for what was made, as long as it may still be settling. */
    private <T> Plan.Verdict<T> look(Action<T> action, Plan.Send<T> send) {
        boolean late = work.deadline().passed();
        Duration patience = late ? LAST_LOOK : work.deadline().remaining();
        Work looking = new Work(
                work.endpoint(),
                Deadline.in(patience, work.endpoint().time()),
                work.endpoint().options().readDeadline(),
                work.failures(),
                progress -> {},
                call -> {});
        Settled<T> settled = new Settled<>(send);
        boolean waits = action.verb().verbClass() == VerbClass.KEYED;
        looking.until(() -> settled.decidedBy(looking, waits), late ? LAST_LOOK : patience);
        return settled.verdict;
    }

    private <T> Outcome reconcile(Action<T> action, Plan.Send<T> send, Duration patience) {
        Work looking = work.endpoint().reading(action.verb(), work.failures().object(), patience);
        Settled<T> settled = new Settled<>(send);
        looking.until(() -> settled.decidedBy(looking, false), patience);
        if (settled.verdict instanceof Plan.Verdict.Proved) {
            return Outcome.APPLIED;
        }
        return settled.verdict instanceof Plan.Verdict.Disproved ? Outcome.NOT_APPLIED : Outcome.UNKNOWN;
    }

    /** Gathers what observations say until they decide; an endpoint that does not answer yet decides nothing. */
    private static final class Settled<T> {
        private final Plan.Send<T> send;
        private Plan.Verdict<T> verdict = new Plan.Verdict.Open<>();
        private long firstAnswer;
        private boolean answered;

        Settled(Plan.Send<T> send) {
            this.send = send;
        }

        boolean decidedBy(Work looking, boolean letsSettle) {
            try {
                verdict = send.proof().apply(looking);
            } catch (PolyvisorException unseen) {
                return !isPassing(unseen);
            }
            if (!answered) {
                answered = true;
                firstAnswer = looking.deadline().time().nanoTime();
            }
            boolean settling = looking.deadline().time().nanoTime() - firstAnswer < SETTLING.toNanos();
            return !(verdict instanceof Plan.Verdict.Disproved && letsSettle && settling);
        }

        private static boolean isPassing(PolyvisorException unseen) {
            Fault fault = unseen.fault();
            return fault instanceof Fault.Unreachable
                    || fault instanceof Fault.Busy
                    || fault instanceof Fault.DeadlineExceeded;
        }
    }
}
