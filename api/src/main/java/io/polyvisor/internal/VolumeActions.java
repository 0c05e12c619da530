package io.polyvisor.internal;

import io.polyvisor.error.Fault;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Effect;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Provisioning;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.Verb;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Volumes;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Verbs on volumes. A volume's id is its key: it was looked up to be free, so what is found there later is what was made. */
final class VolumeActions {

    private VolumeActions() {}

    static Action<VolumeView> create(VolumeSpec spec, CreationKey key) {
        return make(Verb.VOLUME_CREATE, spec.id(), work -> {
            requireSense(work, spec, spec.provisioning() == Provisioning.THICK ? spec.size() : Memory.ZERO);
            return sending ->
                    sending.send((driver, call) -> sending.facet(Volumes.class).create(key, spec, call));
        });
    }

    static Action<VolumeView> importFrom(VolumeSpec spec, InputStream bytes, Optional<String> sha256, CreationKey key) {
        return make(Verb.VOLUME_IMPORT, spec.id(), work -> {
            requireSense(work, spec, spec.size());
            return sending -> {
                Checksummed counted = new Checksummed(bytes);
                VolumeView made = sending.send(
                        (driver, call) -> sending.facet(Volumes.class).importFrom(key, spec, counted, call));
                sha256.ifPresent(expected -> requireSame(sending, made, expected, counted.sha256()));
                return made;
            };
        });
    }

    static Action<VolumeView> copy(VolumeId source, VolumeId target, CreationKey key) {
        return make(Verb.VOLUME_CLONE, target, work -> {
            VolumeView from = require(work, source);
            List<SpecProblem> problems = new ArrayList<>();
            References.check(target.storage(), from.allocated(), work, problems);
            SpecRules.refuse(problems, work);
            return sending ->
                    sending.send((driver, call) -> sending.facet(Volumes.class).copy(key, source, target, call));
        });
    }

    static Action<Effect> grow(VolumeId volume, Memory size) {
        return Action.on(Verb.VOLUME_GROW, "volume " + volume, volume, work -> {
            requireFacet(work, Verb.VOLUME_GROW);
            Memory now = require(work, volume).capacity();
            if (now.equals(size)) {
                return Plan.already(Effect.UNCHANGED);
            }
            refuseShrinking(work, now, size);
            return Plan.send(
                    sending -> {
                        sending.tell(
                                (driver, call) -> sending.facet(Volumes.class).grow(volume, size, call));
                        return Effect.APPLIED;
                    },
                    looking -> ConfigurationActions.verdict(
                            !size.isMoreThan(require(looking, volume).capacity()), Effect.APPLIED));
        });
    }

    static Action<Effect> delete(VolumeId volume) {
        return Action.on(Verb.VOLUME_DELETE, "volume " + volume, volume, work -> {
            requireFacet(work, Verb.VOLUME_DELETE);
            Optional<VolumeView> view = find(work, volume);
            if (view.isEmpty()) {
                return Plan.already(Effect.UNCHANGED);
            }
            requireUnused(work, view.get());
            return Plan.send(
                    sending -> {
                        sending.tell(
                                (driver, call) -> sending.facet(Volumes.class).delete(volume, call));
                        return Effect.APPLIED;
                    },
                    looking ->
                            ConfigurationActions.verdict(find(looking, volume).isEmpty(), Effect.APPLIED));
        });
    }

    static Optional<VolumeView> find(Work work, VolumeId volume) {
        return work.read((driver, call) -> work.facet(Volumes.class).volume(volume, call));
    }

    static void refuseShrinking(Work work, Memory now, Memory wanted) {
        if (now.isMoreThan(wanted)) {
            SpecRules.refuse(
                    List.of(new SpecProblem(
                            "size", wanted + " is less than the present " + now + "; volumes never shrink")),
                    work);
        }
    }

    private static Action<VolumeView> make(
            Verb verb, VolumeId volume, Function<Work, Function<Work, VolumeView>> planned) {
        return Action.on(verb, "volume " + volume, volume, work -> {
            requireFacet(work, verb);
            if (work.read((driver, call) -> work.facet(Volumes.class).taken(volume, call))) {
                throw work.refused(new Fault.AlreadyExists("volume " + volume));
            }
            return Plan.send(
                    planned.apply(work),
                    looking -> find(looking, volume)
                            .<Plan.Verdict<VolumeView>>map(made -> verb == Verb.VOLUME_IMPORT
                                    ? new Plan.Verdict.Open<>()
                                    : new Plan.Verdict.Proved<>(made))
                            .orElseGet(Plan.Verdict.Disproved::new));
        });
    }

    private static void requireFacet(Work work, Verb verb) {
        Guard guard = work.endpoint().guard();
        guard.requireWritable(verb, work.failures());
        guard.require(verb == Verb.VOLUME_IMPORT ? Capability.VOLUME_IMPORT : Capability.VOLUMES, work.failures());
    }

    private static void requireSense(Work work, VolumeSpec spec, Memory atOnce) {
        work.endpoint()
                .guard()
                .require(
                        spec.provisioning() == Provisioning.THIN ? Capability.VOLUME_THIN : Capability.VOLUME_THICK,
                        work.failures());
        List<SpecProblem> problems = new ArrayList<>();
        if (spec.size().bytes() < 512) {
            problems.add(
                    new SpecProblem("size", spec.size() + " is too little; at least one sector of 512 B is right"));
        }
        References.check(spec.id().storage(), atOnce, work, problems);
        SpecRules.refuse(problems, work);
    }

    private static VolumeView require(Work work, VolumeId volume) {
        return find(work, volume)
                .orElseThrow(() -> work.refused(new Fault.NotFound("volume " + volume, Optional.empty())));
    }

    private static void requireUnused(Work work, VolumeView volume) {
        volume.usedBy().filter(users -> !users.isEmpty()).ifPresent(users -> {
            throw work.refused(new Fault.InvalidState(
                    "volume " + volume.id() + " is used by guests " + users, Optional.of("detach it there first")));
        });
        Set<VolumeId> children = new java.util.LinkedHashSet<>();
        work.read((driver, call) -> driver.inventory(EnumSet.of(InventoryField.VOLUMES), call)).volumes().stream()
                .filter(other -> other.backing().filter(volume.id()::equals).isPresent())
                .forEach(other -> children.add(other.id()));
        if (!children.isEmpty()) {
            throw work.refused(new Fault.InvalidState(
                    "volumes " + children + " are linked to " + volume.id(), Optional.of("delete them first")));
        }
    }

    private static void requireSame(Work work, VolumeView made, String expected, String actual) {
        if (!expected.equalsIgnoreCase(actual)) {
            work.tell((driver, call) -> work.facet(Volumes.class).delete(made.id(), call));
            SpecRules.refuse(
                    List.of(new SpecProblem(
                            "sha256",
                            "the stream hashes to " + actual + ", not to " + expected + "; the volume was removed")),
                    work);
        }
    }
}
