package io.polyvisor.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Fields of a guest's configuration to set; those left out stay as they are. The answer tells for each whether it took effect NOW
 * or waits for the NEXT_START.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name another name
 * @param vcpus another number of processors
 * @param memory another amount of memory
 * @param bootOrder another boot order
 * @param description another description
 * @param tags other tags, all of them
 * @param protection another protection
 * @param timing whether a change may wait
 * @param onlyIf set only if nothing changed since this observation; needs CONDITIONAL_RECONFIGURE
 */
public record GuestChange(
        Optional<GuestName> name,
        Optional<Integer> vcpus,
        Optional<Memory> memory,
        Optional<List<BootDevice>> bootOrder,
        Optional<String> description,
        Optional<Map<String, String>> tags,
        Optional<Protection> protection,
        Timing timing,
        Optional<GuestView> onlyIf) {

    /** Copies what could change. */
    public GuestChange {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(vcpus, "vcpus");
        Objects.requireNonNull(memory, "memory");
        bootOrder = bootOrder.map(List::copyOf);
        Objects.requireNonNull(description, "description");
        tags = tags.map(Map::copyOf);
        Objects.requireNonNull(protection, "protection");
        Objects.requireNonNull(timing, "timing");
        Objects.requireNonNull(onlyIf, "only if");
    }

    /** A change of nothing, to which fields are added. */
    public static GuestChange set() {
        return new GuestChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Timing.AS_SOON_AS_POSSIBLE,
                Optional.empty());
    }

    /** Whether a change may wait for the next start. */
    public enum Timing {
        /**
         * Now where the hypervisor can, else at the next start. Processors and memory of a guest that is not OFF wait only where
         * the endpoint provides {@link Capability#RECONFIGURE_PENDING}; elsewhere what cannot be now is refused as INVALID_STATE.
         */
        AS_SOON_AS_POSSIBLE,
        /** Now or not at all. */
        NOW,
        /**
         * At the next start, even where it could be now. For processors and memory of a guest that is not OFF it needs
         * {@link Capability#RECONFIGURE_PENDING}; a boot order waits everywhere, since firmware reads it at a start only.
         */
        NEXT_START
    }

    /** When a field's change takes effect. */
    public enum When {
        /** It is in effect. */
        NOW,
        /** It waits for the next start. */
        NEXT_START
    }

    /** The same with another name. */
    public GuestChange name(GuestName other) {
        return new GuestChange(
                Optional.of(other), vcpus, memory, bootOrder, description, tags, protection, timing, onlyIf);
    }

    /** The same with another number of processors. */
    public GuestChange vcpus(int count) {
        return new GuestChange(
                name, Optional.of(count), memory, bootOrder, description, tags, protection, timing, onlyIf);
    }

    /** The same with another amount of memory. */
    public GuestChange memory(Memory amount) {
        return new GuestChange(
                name, vcpus, Optional.of(amount), bootOrder, description, tags, protection, timing, onlyIf);
    }

    /** The same with another boot order. */
    public GuestChange bootOrder(List<BootDevice> order) {
        return new GuestChange(name, vcpus, memory, Optional.of(order), description, tags, protection, timing, onlyIf);
    }

    /** The same with another description. */
    public GuestChange description(String text) {
        return new GuestChange(name, vcpus, memory, bootOrder, Optional.of(text), tags, protection, timing, onlyIf);
    }

    /** The same with other tags, all of them. */
    public GuestChange tags(Map<String, String> all) {
        return new GuestChange(
                name, vcpus, memory, bootOrder, description, Optional.of(all), protection, timing, onlyIf);
    }

    /** The same with another protection. */
    public GuestChange protection(Protection meant) {
        return new GuestChange(name, vcpus, memory, bootOrder, description, tags, Optional.of(meant), timing, onlyIf);
    }

    /** The same, with another timing. */
    public GuestChange when(Timing other) {
        return new GuestChange(name, vcpus, memory, bootOrder, description, tags, protection, other, onlyIf);
    }

    /** The same, only if nothing changed since that observation. */
    public GuestChange onlyIf(GuestView observation) {
        return new GuestChange(
                name, vcpus, memory, bootOrder, description, tags, protection, timing, Optional.of(observation));
    }

    /** The fields that this change sets. */
    public Set<GuestField> fields() {
        EnumSet<GuestField> set = EnumSet.noneOf(GuestField.class);
        name.ifPresent(n -> set.add(GuestField.NAME));
        vcpus.ifPresent(n -> set.add(GuestField.VCPUS));
        memory.ifPresent(n -> set.add(GuestField.MEMORY));
        bootOrder.ifPresent(n -> set.add(GuestField.BOOT_ORDER));
        description.ifPresent(n -> set.add(GuestField.DESCRIPTION));
        tags.ifPresent(n -> set.add(GuestField.TAGS));
        protection.ifPresent(n -> set.add(GuestField.PROTECTION));
        return set;
    }
}
