package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Mark;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets fields of guests that exist, now where QEMU can and the change wants it, else in the stored definition. */
final class KvmReconfiguring {
    private final KvmCalls calls;

    KvmReconfiguring(KvmCalls calls) {
        this.calls = calls;
    }

    /** Writes our mark on all there is of the guest. */
    void mark(GuestId guest, Mark mark) {
        String element = WrittenXml.of("mark", () -> MarkXml.bare(mark));
        calls.onGuest(guest, found -> {
            Affected affected = Affected.of(found.domain());
            found.send(() ->
                    found.domain().config().setMetadata(element, MarkXml.PREFIX, MarkXml.NAMESPACE, affected.flags()));
        });
    }

    Map<GuestField, GuestChange.When> reconfigure(GuestId guest, GuestChange change, Call call) {
        refuseOddMemory(change);
        return calls.guest(guest, found -> {
            Affected affected = Affected.of(found.domain());
            return affected.live() ? live(found, affected, change, call) : cold(found, change);
        });
    }

    private static void refuseOddMemory(GuestChange change) {
        change.memory()
                .flatMap(amount -> DomainWriter.wholeMebibytes("memory", amount))
                .ifPresent(problem -> {
                    throw DriverException.refused(new Fault.InvalidSpec(List.of(problem)));
                });
    }

    private static Map<GuestField, GuestChange.When> cold(GuestCall guest, GuestChange change) {
        redefine(guest, new Reconfiguration(change));
        Map<GuestField, GuestChange.When> answers = new EnumMap<>(GuestField.class);
        fields(change).forEach(field -> answers.put(field, GuestChange.When.NOW));
        return answers;
    }

    private static List<GuestField> fields(GuestChange change) {
        return change.fields().stream()
                .filter(field -> switch (field) {
                    case VCPUS, MEMORY, BOOT_ORDER, DESCRIPTION -> true;
                    case NAME, TAGS, PROTECTION, DISKS, NICS -> false;
                })
                .toList();
    }

    /** Changes the stored definition; what it says beyond the contract stays as it is. */
    private static void redefine(GuestCall guest, Reconfiguration reconfiguration) {
        Xml stored = Xml.parse(guest.domain().xml(Flags.XML_INACTIVE | Flags.XML_SECURE));
        String changed =
                WrittenXml.of("change", () -> reconfiguration.applyTo(stored).write());
        guest.send(() -> {
            try (DomainHandle redefined = guest.libvirt().domains().define(changed, Flags.NONE)) {
                assert redefined != null;
            }
        });
    }

    /** What changed live stays changed when it cannot be stored: then it is not so that nothing was done. */
    private static void store(GuestCall guest, GuestChange change, boolean changedLive) {
        try {
            redefine(guest, new Reconfiguration(change));
        } catch (DriverException failure) {
            throw changedLive && failure.outcome() == Outcome.NOT_APPLIED
                    ? DriverException.lost(failure.fault(), failure.nativeError(), failure)
                    : failure;
        }
    }

    private static Map<GuestField, GuestChange.When> live(
            GuestCall guest, Affected affected, GuestChange change, Call call) {
        LiveChange running = new LiveChange(guest, change.timing(), call);
        Map<GuestField, GuestChange.When> answers = new EnumMap<>(GuestField.class);
        change.bootOrder()
                .ifPresent(order -> running.requireMayWait("boot order", "firmware reads it at a start only"));
        change.vcpus().ifPresent(count -> answers.put(GuestField.VCPUS, running.vcpus(count)));
        change.memory().ifPresent(amount -> answers.put(GuestField.MEMORY, running.memory(amount)));
        change.bootOrder().ifPresent(order -> answers.put(GuestField.BOOT_ORDER, GuestChange.When.NEXT_START));
        change.description().ifPresent(text -> answers.put(GuestField.DESCRIPTION, GuestChange.When.NOW));
        if (affected.stored()) {
            store(guest, change, running.changedSomething());
        } else if (answers.containsValue(GuestChange.When.NEXT_START)) {
            throw DriverException.refused(new Fault.InvalidState(
                    guest.about() + " is transient: it has no next start", Optional.of("define it first")));
        }
        return answers;
    }
}
