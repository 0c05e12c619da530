package io.polyvisor.internal;

import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Reconfigured;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Autostarting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Verbs on a guest's configuration: reconfigure with renaming and annotating, autostart, adopt. */
final class ConfigurationActions {
    private static final Set<GuestField> HARDWARE =
            EnumSet.of(GuestField.VCPUS, GuestField.MEMORY, GuestField.BOOT_ORDER);
    private static final Set<GuestField> MARKED = EnumSet.of(GuestField.TAGS, GuestField.PROTECTION);

    private ConfigurationActions() {}

    static Action<Effect> autostart(GuestId guest, boolean withHost) {
        return Action.onGuest(Verb.SET_AUTOSTART, guest, work -> {
            GuestView view = work.requireGuest(guest);
            work.guard(Verb.SET_AUTOSTART, view, Set.of());
            if (view.autostart() == withHost) {
                return Plan.already(Effect.UNCHANGED);
            }
            return Plan.send(
                    sending -> {
                        sending.tell((driver, call) ->
                                sending.facet(Autostarting.class).autostart(guest, withHost, call));
                        return Effect.APPLIED;
                    },
                    looking -> verdict(looking.requireGuest(guest).autostart() == withHost, Effect.APPLIED));
        });
    }

    static Action<Effect> adopt(GuestId guest) {
        return Action.onGuest(Verb.ADOPT, guest, work -> {
            GuestView view = work.requireGuest(guest);
            work.guard(Verb.ADOPT, view, Set.of());
            if (view.requireDetails().mark().isPresent()) {
                return Plan.already(Effect.UNCHANGED);
            }
            return Plan.send(
                    sending -> {
                        sending.tell((driver, call) -> driver.mark(guest, Mark.adopted(), call));
                        return Effect.APPLIED;
                    },
                    looking -> verdict(
                            looking.requireGuest(guest).requireDetails().mark().isPresent(), Effect.APPLIED));
        });
    }

    static Action<Reconfigured> reconfigure(GuestId guest, GuestChange change) {
        Verb verb = leadingVerb(change.fields());
        return Action.onGuest(verb, guest, work -> {
            requireSense(work, change);
            GuestView view = work.requireGuest(guest);
            Set<GuestField> differing = differing(view, change);
            requireCapabilities(work, view, change);
            verbsOf(change.fields()).forEach(each -> work.guard(each, view, Set.of()));
            if (differing.isEmpty()) {
                return Plan.already(new Reconfigured(Effect.UNCHANGED, now(change.fields())));
            }
            requireMark(work, view, differing);
            if (differing.contains(GuestField.NAME)) {
                requireFreeName(work, guest, change.name().orElseThrow());
            }
            return Plan.send(
                    sending -> apply(sending, guest, view, change, differing),
                    looking -> verdict(
                            differing(looking.requireGuest(guest), change).isEmpty(),
                            new Reconfigured(Effect.APPLIED, now(change.fields()))));
        });
    }

    private static Reconfigured apply(
            Work work, GuestId guest, GuestView view, GuestChange change, Set<GuestField> differing) {
        Map<GuestField, GuestChange.When> effects = now(change.fields());
        List<String> done = new ArrayList<>();
        Set<GuestField> driven = EnumSet.copyOf(differing);
        driven.removeAll(MARKED);
        driven.remove(GuestField.NAME);
        try {
            if (!driven.isEmpty()) {
                GuestChange part = only(change, driven);
                effects.putAll(work.send((driver, call) -> change.onlyIf().isPresent()
                        ? driver.reconfigureIfUnchanged(guest, part, call)
                        : driver.reconfigure(guest, part, call)));
                done.add(driven.toString());
            }
            if (differing.stream().anyMatch(MARKED::contains)) {
                work.tell((driver, call) -> driver.mark(guest, changedMark(view, change), call));
                done.add("[TAGS, PROTECTION]");
            }
            if (differing.contains(GuestField.NAME)) {
                work.tell((driver, call) -> driver.rename(guest, change.name().orElseThrow(), call));
            }
            return new Reconfigured(Effect.APPLIED, effects);
        } catch (PolyvisorException failure) {
            if (done.isEmpty() || failure.outcome() == Outcome.UNKNOWN) {
                throw failure;
            }
            throw work.failures()
                    .of(new Fault.PartialFailure(done, List.of(failure.fault().message()), List.of()), Outcome.APPLIED);
        }
    }

    private static Set<GuestField> differing(GuestView view, GuestChange change) {
        GuestDetails details = view.requireDetails();
        Set<GuestField> all = EnumSet.noneOf(GuestField.class);
        addIf(all, GuestField.NAME, change.name().filter(to -> !to.equals(view.name())));
        addIf(all, GuestField.VCPUS, change.vcpus().filter(to -> to != view.vcpus()));
        addIf(all, GuestField.MEMORY, change.memory().filter(to -> !to.equals(view.memory())));
        addIf(all, GuestField.BOOT_ORDER, change.bootOrder().filter(to -> !to.equals(details.bootOrder())));
        addIf(all, GuestField.DESCRIPTION, change.description().filter(to -> !to.equals(details.description())));
        Mark mark = details.mark().orElseGet(Mark::adopted);
        addIf(all, GuestField.TAGS, change.tags().filter(to -> !to.equals(mark.tags())));
        addIf(all, GuestField.PROTECTION, change.protection().filter(to -> to != mark.protection()));
        Set<GuestField> pending = EnumSet.copyOf(change.fields());
        pending.retainAll(details.pending());
        all.addAll(pending);
        return all;
    }

    private static void addIf(Set<GuestField> all, GuestField field, Optional<?> differs) {
        if (differs.isPresent()) {
            all.add(field);
        }
    }

    private static Set<Verb> verbsOf(Set<GuestField> fields) {
        Set<Verb> verbs = EnumSet.of(leadingVerb(fields));
        if (fields.contains(GuestField.NAME)) {
            verbs.add(Verb.RENAME);
        }
        return verbs;
    }

    private static Verb leadingVerb(Set<GuestField> fields) {
        if (fields.stream().anyMatch(HARDWARE::contains)) {
            return Verb.RECONFIGURE;
        }
        return fields.contains(GuestField.NAME) ? Verb.RENAME : Verb.ANNOTATE;
    }

    private static void requireSense(Work work, GuestChange change) {
        List<SpecProblem> problems = new ArrayList<>();
        change.vcpus().ifPresent(count -> SpecRules.vcpus("vcpus", count, problems));
        change.memory().ifPresent(amount -> SpecRules.memory("memory", amount, problems));
        change.name()
                .ifPresent(name -> SpecRules.name(name, work.endpoint().driver().nameRules(), problems));
        change.bootOrder().ifPresent(order -> SpecRules.bootOrder(order, problems));
        change.tags().ifPresent(tags -> SpecRules.tags(tags, problems));
        change.description().ifPresent(text -> SpecRules.description(text, problems));
        boolean conditional = change.onlyIf().isPresent();
        if (conditional) {
            work.endpoint().guard().require(Capability.CONDITIONAL_RECONFIGURE, work.failures());
        }
        if (conditional && change.fields().stream().anyMatch(f -> f == GuestField.NAME || MARKED.contains(f))) {
            problems.add(new SpecProblem(
                    "onlyIf", "cannot cover name, tags or protection; set those in a change of their own"));
        }
        SpecRules.refuse(problems, work);
    }

    private static void requireCapabilities(Work work, GuestView view, GuestChange change) {
        Guard guard = work.endpoint().guard();
        if (change.bootOrder().isPresent()) {
            guard.require(Capability.BOOT_ORDER, work.failures());
        }
        if (!view.power().is(PowerState.OFF)) {
            sizeCapabilities(view, change).forEach(needed -> guard.require(needed, work.failures()));
        }
    }

    /** What the timing of a change of processors or memory rests on while the guest has memory. */
    private static List<Capability> sizeCapabilities(GuestView view, GuestChange change) {
        boolean sizes = change.vcpus().isPresent() || change.memory().isPresent();
        List<Capability> needed = new ArrayList<>();
        if (sizes && change.timing() == GuestChange.Timing.NEXT_START) {
            needed.add(Capability.RECONFIGURE_PENDING);
        }
        boolean hot = change.timing() == GuestChange.Timing.NOW;
        if (hot && change.vcpus().isPresent()) {
            needed.add(Capability.VCPU_HOT_ADD);
        }
        change.memory().filter(to -> hot && !to.equals(view.memory())).ifPresent(to -> {
            boolean more = to.isMoreThan(view.memory());
            needed.add(more ? Capability.MEMORY_HOT_ADD : Capability.MEMORY_HOT_REMOVE);
        });
        return needed;
    }

    private static void requireMark(Work work, GuestView view, Set<GuestField> differing) {
        if (differing.stream().anyMatch(MARKED::contains)
                && view.requireDetails().mark().isEmpty()) {
            throw work.refused(new Fault.InvalidState(
                    "tags and protection are kept in our mark, which this guest does not bear",
                    Optional.of("adopt it first")));
        }
    }

    private static void requireFreeName(Work work, GuestId guest, GuestName name) {
        List<GuestId> bearers = work.read((driver, call) -> driver.named(name, call));
        if (bearers.stream().anyMatch(other -> !other.equals(guest))) {
            throw work.refused(new Fault.AlreadyExists("a guest named " + name));
        }
    }

    private static Mark changedMark(GuestView view, GuestChange change) {
        Mark mark = view.requireDetails().mark().orElseGet(Mark::adopted);
        return new Mark(
                mark.key(),
                change.tags().orElse(mark.tags()),
                change.protection().orElse(mark.protection()));
    }

    private static GuestChange only(GuestChange change, Set<GuestField> fields) {
        return new GuestChange(
                Optional.empty(),
                change.vcpus().filter(v -> fields.contains(GuestField.VCPUS)),
                change.memory().filter(v -> fields.contains(GuestField.MEMORY)),
                change.bootOrder().filter(v -> fields.contains(GuestField.BOOT_ORDER)),
                change.description().filter(v -> fields.contains(GuestField.DESCRIPTION)),
                Optional.empty(),
                Optional.empty(),
                change.timing(),
                change.onlyIf());
    }

    private static Map<GuestField, GuestChange.When> now(Set<GuestField> fields) {
        Map<GuestField, GuestChange.When> all = new EnumMap<>(GuestField.class);
        fields.forEach(field -> all.put(field, GuestChange.When.NOW));
        return all;
    }

    static <T> Plan.Verdict<T> verdict(boolean so, T value) {
        return so ? new Plan.Verdict.Proved<>(value) : new Plan.Verdict.Disproved<>();
    }
}
