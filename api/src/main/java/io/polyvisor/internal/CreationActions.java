package io.polyvisor.internal;

import io.polyvisor.error.Fault;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.Verb;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Verbs that make guests and templates: every one carries the caller's key, and is looked up by it after a lost reply. */
final class CreationActions {

    private CreationActions() {}

    /** A key of the caller's may have been used before; one of our own has not. */
    static Action<GuestId> create(GuestSpec spec, Optional<CreationKey> given) {
        CreationKey key = given.orElseGet(CreationKey::fresh);
        return Action.on(Verb.CREATE, "guest " + spec.name(), spec.name(), work -> {
            Guard guard = work.endpoint().guard();
            guard.requireWritable(Verb.CREATE, work.failures());
            SpecRules.needs(spec).forEach(capability -> guard.require(capability, work.failures()));
            List<SpecProblem> problems = new ArrayList<>();
            SpecRules.guest(spec, work, problems);
            GuestSpec resolved = References.resolve(spec, work, problems);
            SpecRules.refuse(problems, work);
            requireFree(work, spec.name());
            given.ifPresent(known -> requireUnused(work, known));
            Mark mark = new Mark(Optional.of(key), spec.tags(), spec.protection());
            CreateOrder order = new CreateOrder(key, resolved, mark);
            return Plan.send(
                    sending -> arrived(sending, sending.send((driver, call) -> driver.create(order, call))),
                    found(key));
        });
    }

    static Action<GuestId> cloneOf(GuestId source, CloneSpec spec, Optional<CreationKey> given) {
        CreationKey key = given.orElseGet(CreationKey::fresh);
        return Action.onGuest(Verb.CLONE, source, work -> {
            GuestView view = work.requireGuest(source);
            requireMode(work, spec, Capability.CLONE_LINKED);
            work.guard(Verb.CLONE, view, Set.of());
            requireSense(work, spec);
            given.ifPresent(known -> requireUnused(work, known));
            Mark mark = freshMark(view.requireDetails().mark(), key);
            Cloning.Order order = new Cloning.Order(key, spec, mark);
            return Plan.send(
                    sending -> arrived(
                            sending,
                            sending.send((driver, call) ->
                                    sending.facet(Cloning.class).cloneGuest(source, order, call))),
                    found(key));
        });
    }

    static Action<GuestId> deploy(TemplateId template, CloneSpec spec, Optional<CreationKey> given) {
        CreationKey key = given.orElseGet(CreationKey::fresh);
        return Action.on(Verb.TEMPLATE_DEPLOY, "template " + template, spec.name(), work -> {
            Guard guard = work.endpoint().guard();
            guard.requireWritable(Verb.TEMPLATE_DEPLOY, work.failures());
            guard.require(Capability.TEMPLATES, work.failures());
            requireMode(work, spec, Capability.VOLUME_LINKED);
            requireTemplate(work, template);
            requireSense(work, spec);
            given.ifPresent(known -> requireUnused(work, known));
            Cloning.Order order = new Cloning.Order(key, spec, freshMark(Optional.empty(), key));
            return Plan.send(
                    sending -> arrived(
                            sending,
                            sending.send((driver, call) ->
                                    sending.facet(Templates.class).deploy(template, order, call))),
                    found(key));
        });
    }

    static Action<TemplateId> makeTemplate(GuestId source, GuestName name, CreationKey key) {
        return Action.onGuest(Verb.TEMPLATE_MAKE, source, work -> {
            work.guard(Verb.TEMPLATE_MAKE, work.requireGuest(source), Set.of());
            List<SpecProblem> problems = new ArrayList<>();
            SpecRules.name(name, work.endpoint().driver().nameRules(), problems);
            SpecRules.refuse(problems, work);
            requireFree(work, name);
            if (templateNamed(work, name).isPresent()) {
                throw work.refused(new Fault.AlreadyExists("a template named " + name));
            }
            return Plan.send(
                    sending -> sending.send(
                            (driver, call) -> sending.facet(Templates.class).make(source, key, name, call)),
                    looking -> templateNamed(looking, name)
                            .<Plan.Verdict<TemplateId>>map(made -> new Plan.Verdict.Proved<>(made.id()))
                            .orElseGet(Plan.Verdict.Disproved::new));
        });
    }

    private static Function<Work, Plan.Verdict<GuestId>> found(CreationKey key) {
        return looking -> looking.read((driver, call) -> driver.find(key, call))
                .<Plan.Verdict<GuestId>>map(guest -> new Plan.Verdict.Proved<>(arrived(looking, guest)))
                .orElseGet(Plan.Verdict.Disproved::new);
    }

    private static GuestId arrived(Work work, GuestId guest) {
        work.endpoint().arrived(guest);
        return guest;
    }

    private static void requireUnused(Work work, CreationKey key) {
        work.read((driver, call) -> driver.find(key, call)).ifPresent(guest -> {
            throw work.refused(new Fault.AlreadyExists("a guest made under key " + key + " (" + guest + ")"));
        });
    }

    private static void requireFree(Work work, GuestName name) {
        List<GuestId> bearers = work.read((driver, call) -> driver.named(name, call));
        if (!bearers.isEmpty()) {
            throw work.refused(new Fault.AlreadyExists("a guest named " + name + " (" + bearers.get(0) + ")"));
        }
    }

    private static void requireMode(Work work, CloneSpec spec, Capability linked) {
        Capability mode = spec.mode() == CopyMode.FULL ? Capability.CLONE_FULL : linked;
        work.endpoint().guard().require(mode, work.failures());
        if (spec.seed().isPresent()) {
            work.endpoint().guard().require(Capability.SEED, work.failures());
        }
    }

    private static void requireSense(Work work, CloneSpec spec) {
        List<SpecProblem> problems = new ArrayList<>();
        SpecRules.name(spec.name(), work.endpoint().driver().nameRules(), problems);
        spec.storage().ifPresent(storage -> References.check(storage, io.polyvisor.model.Memory.ZERO, work, problems));
        SpecRules.refuse(problems, work);
        requireFree(work, spec.name());
    }

    private static void requireTemplate(Work work, TemplateId template) {
        boolean there = work.read((driver, call) -> work.facet(Templates.class).templates(call)).stream()
                .anyMatch(view -> view.id().equals(template));
        if (!there) {
            throw work.refused(new Fault.NotFound("template " + template, Optional.empty()));
        }
    }

    private static Optional<TemplateView> templateNamed(Work work, GuestName name) {
        return work.read((driver, call) -> work.facet(Templates.class).templates(call)).stream()
                .filter(view -> view.name().equals(name))
                .findFirst();
    }

    private static Mark freshMark(Optional<Mark> source, CreationKey key) {
        return new Mark(
                Optional.of(key),
                source.map(Mark::tags).orElse(Map.of()),
                source.map(Mark::protection).orElse(Protection.DO_NOT_RESTART));
    }
}
