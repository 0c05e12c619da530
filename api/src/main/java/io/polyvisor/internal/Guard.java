package io.polyvisor.internal;

import io.polyvisor.error.Fault;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.AccessMode;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CurrentOperation;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Loss;
import io.polyvisor.model.Permission;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Answer;
import io.polyvisor.spi.TransitionTable;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a verb is let through, from one observation: capability, ownership, what else is going on, then the transition
 * table. The same decision answers {@code may} and refuses calls, so that the two can't differ.
 */
final class Guard {
    private final TransitionTable table;
    private final Capabilities capabilities;
    private final AccessMode mode;

    Guard(TransitionTable table, Capabilities capabilities, AccessMode mode) {
        this.table = table;
        this.capabilities = capabilities;
        this.mode = mode;
    }

    GuardVerdict decide(Verb verb, GuestView view, Set<Loss> accepted, Failures failures) {
        requireWritable(verb, failures);
        requireCapability(verb, view, failures);
        requireOwned(verb, view, failures);
        requireQuiet(verb, view, failures);
        Answer answer = table.answer(verb, view.power().state());
        if (answer instanceof Answer.Refused refused) {
            throw failures.refused(new Fault.InvalidState(refused.obstacle(), refused.remedy()));
        }
        requireUnblocked(verb, view, failures);
        answer.losesWhat().filter(loss -> !accepted.contains(loss)).ifPresent(loss -> {
            throw failures.refused(
                    new Fault.InvalidState(loses(loss), Optional.of("pass Loss." + loss + " to accept that")));
        });
        return answer instanceof Answer.Already ? GuardVerdict.ALREADY : GuardVerdict.SEND;
    }

    Permission permission(Verb verb, GuestView view, Failures failures) {
        try {
            decide(verb, view, EnumSet.allOf(Loss.class), failures);
            return new Permission.Allowed();
        } catch (PolyvisorException refusal) {
            Fault fault = refusal.fault();
            return fault instanceof Fault.InvalidState state
                    ? new Permission.Refused(state.obstacle(), state.remedy())
                    : new Permission.Refused(fault.message(), Optional.empty());
        }
    }

    void requireWritable(Verb verb, Failures failures) {
        if (verb.mutates() && mode == AccessMode.READ_ONLY) {
            throw failures.refused(new Fault.Denied("the endpoint was opened read-only"));
        }
    }

    void require(Capability capability, Failures failures) {
        capabilities.whyAbsent(capability).ifPresent(why -> {
            throw failures.refused(new Fault.Unsupported(capability.words(), why));
        });
    }

    private void requireCapability(Verb verb, GuestView view, Failures failures) {
        for (Capability capability : VerbNeeds.of(verb, view.power().state())) {
            require(capability, failures);
        }
        List<Capability> alternatives = VerbNeeds.oneOf(verb);
        if (!alternatives.isEmpty() && alternatives.stream().noneMatch(capabilities::provides)) {
            require(alternatives.get(0), failures);
        }
    }

    private void requireOwned(Verb verb, GuestView view, Failures failures) {
        boolean free = mode == AccessMode.ALL || !verb.mutates() || verb == Verb.ADOPT;
        if (!free && view.details().flatMap(GuestDetails::mark).isEmpty()) {
            throw failures.refused(new Fault.Denied("guest " + view.name()
                    + " does not bear our mark; adopt it, or open the endpoint with AccessMode.ALL"));
        }
    }

    private static void requireQuiet(Verb verb, GuestView view, Failures failures) {
        if (!verb.mutates() || verb == Verb.POWER_OFF || verb == Verb.RESET || verb == Verb.ANNOTATE) {
            return;
        }
        Set<CurrentOperation> going =
                view.details().map(GuestDetails::currentOperations).orElse(Set.of());
        going.stream()
                .filter(other -> other.verb().filter(verb::equals).isEmpty())
                .findFirst()
                .ifPresent(other -> {
                    throw failures.refused(new Fault.Busy(other.detail() + " is going on"));
                });
    }

    private static void requireUnblocked(Verb verb, GuestView view, Failures failures) {
        if (verb == Verb.START || verb == Verb.RESUME) {
            view.details().flatMap(GuestDetails::blockedBy).ifPresent(what -> {
                throw failures.refused(
                        new Fault.InvalidState("the guest is blocked by " + what, Optional.of("resolve that first")));
            });
        }
    }

    private static String loses(Loss loss) {
        return switch (loss) {
            case OF_SAVED_MEMORY -> "the guest's saved memory would be lost";
            case OF_PRESENT_STATE -> "the guest's present state would be lost";
        };
    }
}
