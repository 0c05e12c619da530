package io.polyvisor.memory;

import io.polyvisor.error.Fault;
import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestChange.Timing;
import io.polyvisor.model.GuestChange.When;
import io.polyvisor.model.GuestDetails;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Verb;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Changes of a guest's configuration: all fields of a change, or none. Call it under the world's lock. */
final class Reconfiguring {
    private final Site site;
    private final Profile profile;
    private final Views views;

    Reconfiguring(MemorySession session) {
        this.site = session.site();
        this.profile = session.profile();
        this.views = session.views();
    }

    Map<GuestField, When> change(GuestId id, GuestChange change) {
        boolean hardware = change.vcpus().isPresent()
                || change.memory().isPresent()
                || change.bootOrder().isPresent();
        GuestState guest = site.require(id, hardware ? Verb.RECONFIGURE : Verb.ANNOTATE);
        Building.requireSome(
                change.vcpus().orElse(guest.stored().vcpus()),
                change.memory().orElse(guest.stored().memory()));
        Map<GuestField, When> answer = new EnumMap<>(GuestField.class);
        change.vcpus()
                .ifPresent(
                        count -> answer.put(GuestField.VCPUS, whenSized(guest, change, hotProcessors(guest, count))));
        change.memory()
                .ifPresent(amount -> answer.put(GuestField.MEMORY, whenSized(guest, change, hotMemory(guest, amount))));
        change.bootOrder()
                .ifPresent(order -> answer.put(
                        GuestField.BOOT_ORDER,
                        when(guest, change, guest.present().bootOrder().equals(order), true)));
        change.description().ifPresent(text -> answer.put(GuestField.DESCRIPTION, When.NOW));
        requireRoom(guest, change, answer);
        answer.forEach((field, when) -> set(guest, when, present -> applied(present, field, change)));
        site.tell(id);
        return answer;
    }

    /** The same, only if the guest is still as it was observed: nobody comes between, since the world's lock is held. */
    Map<GuestField, When> changeIfUnchanged(GuestId id, GuestChange change) {
        GuestState guest = site.require(id);
        GuestView seen = change.onlyIf().orElseThrow(() -> Refusal.spec("onlyIf", "name an observation"));
        GuestView present = views.full(guest);
        if (!essence(seen).equals(essence(present)) || !settingsEqual(seen, present)) {
            throw Refusal.of(new Fault.Conflict("guest " + guest.name() + " changed since it was observed"));
        }
        return change(id, change);
    }

    private static List<Object> essence(GuestView view) {
        return List.of(
                view.id(),
                view.name(),
                view.power().state(),
                view.host(),
                view.vcpus(),
                view.memory(),
                view.autostart());
    }

    /** Compares what clients set; addresses, agent and current operations move by themselves. */
    private static boolean settingsEqual(GuestView seen, GuestView present) {
        return seen.details().isEmpty()
                || present.details().isEmpty()
                || settings(seen.details().get())
                        .equals(settings(present.details().get()));
    }

    private static List<Object> settings(GuestDetails details) {
        return List.of(
                details.mark(),
                details.description(),
                details.maxVcpus(),
                details.maxMemory(),
                details.disks(),
                details.nics(),
                details.bootOrder(),
                details.pending());
    }

    private boolean hotProcessors(GuestState guest, int count) {
        int now = guest.present().vcpus();
        boolean grows = count > now && count <= guest.present().maxVcpus();
        return count == now || (grows && profile.provides(Capability.VCPU_HOT_ADD));
    }

    private boolean hotMemory(GuestState guest, Memory amount) {
        Memory now = guest.present().memory();
        if (amount.isMoreThan(now)) {
            return !amount.isMoreThan(guest.present().maxMemory()) && profile.provides(Capability.MEMORY_HOT_ADD);
        }
        return amount.equals(now) || profile.provides(Capability.MEMORY_HOT_REMOVE);
    }

    /** Processors and memory: of a hypervisor with one configuration per guest, what cannot be now cannot wait either. */
    private When whenSized(GuestState guest, GuestChange change, boolean couldBeNow) {
        return when(guest, change, couldBeNow, hasTwoConfigurations());
    }

    private boolean hasTwoConfigurations() {
        return profile.provides(Capability.RECONFIGURE_PENDING);
    }

    private static When when(GuestState guest, GuestChange change, boolean couldBeNow, boolean mayWait) {
        if (!guest.hasMemory() || (couldBeNow && change.timing() != Timing.NEXT_START)) {
            return When.NOW;
        }
        if (change.timing() == Timing.NOW || !mayWait) {
            throw Refusal.state(
                    "the guest is running and this cannot change while it is",
                    mayWait ? "let it wait for NEXT_START" : "shut it down first");
        }
        return When.NEXT_START;
    }

    private void requireRoom(GuestState guest, GuestChange change, Map<GuestField, When> answer) {
        if (guest.holdsHostMemory() && answer.get(GuestField.MEMORY) == When.NOW) {
            Memory more = change.memory()
                    .orElse(Memory.ZERO)
                    .minusOrZero(guest.present().memory());
            site.requireMemory(guest.host(), more);
        }
    }

    private static Configuration applied(Configuration to, GuestField field, GuestChange change) {
        return switch (field) {
            case VCPUS -> change.vcpus().map(to::processors).orElse(to);
            case MEMORY -> change.memory().map(to::memory).orElse(to);
            case BOOT_ORDER -> change.bootOrder().map(to::bootOrder).orElse(to);
            case DESCRIPTION -> change.description().map(to::description).orElse(to);
            // These have calls of their own.
            case NAME, TAGS, PROTECTION, DISKS, NICS -> to;
        };
    }

    /** What waits is written at once where there is one configuration: firmware looks at it at the next start. */
    private void set(GuestState guest, When when, UnaryOperator<Configuration> how) {
        Configuration stored = how.apply(guest.stored());
        if (when == When.NOW || !hasTwoConfigurations()) {
            guest.present(how.apply(guest.present()));
        }
        guest.store(stored);
    }
}
