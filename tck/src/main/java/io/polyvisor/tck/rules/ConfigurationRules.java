package io.polyvisor.tck.rules;

import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.model.PowerState.SUSPENDED;
import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestField;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NativeDefinition;
import io.polyvisor.model.Reconfigured;
import io.polyvisor.tck.EnvironmentFault;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.RuleViolation;
import io.polyvisor.tck.TckContext;
import java.util.Map;
import java.util.Optional;

/** Changing what a guest is, and when the change takes effect. */
final class ConfigurationRules {
    private static final Memory OTHER = Memory.mib(88);
    private static final long STEP_MIB = 16;

    private ConfigurationRules() {}

    static void write(RuleBook book) {
        cold(book);
        hot(book);
        refusals(book);
        names(book);
        conditions(book);
        nativeWords(book);
    }

    private static void cold(RuleBook book) {
        book.must(
                        1,
                        "Processors and memory that are changed while the guest is OFF are observed as changed, now and after a start, and the answer says NOW for each.")
                .in(Profile.PROVISIONING)
                .needs(Capability.RECONFIGURE_COLD)
                .because(
                        "XAPI has four memory numbers and two vCPU numbers with an order between them; libvirt has a maximum and a current value.")
                .lookAt("the driver's reconfigure and the order of its native calls.")
                .check(ConfigurationRules::coldChange);
        book.must(2, "A change that sets what is so already comes to UNCHANGED, and nothing is sent.")
                .in(Profile.PROVISIONING)
                .needs(Capability.RECONFIGURE_COLD)
                .because("Desired-state tools send everything every time; a rewrite on each run is a rewrite too many.")
                .lookAt("how observe reads the fields of the change.")
                .check(ConfigurationRules::sameChange);
        book.must(3, "A change leaves every field as it is that it does not name.")
                .in(Profile.PROVISIONING)
                .needs(Capability.RECONFIGURE_COLD)
                .because(
                        "A definition that is written anew from what is known loses what is not: that is how metadata and drives vanish.")
                .lookAt("whether the driver edits the definition or replaces it.")
                .check(ConfigurationRules::otherFieldsStay);
    }

    private static void coldChange(TckContext tck) {
        Guest guest = tck.off();
        Reconfigured answer =
                tck.done(guest.reconfigure(GuestChange.set().vcpus(2).memory(OTHER)));
        expect("the effect", answer.effect()).is(Effect.APPLIED);
        expect("when each field takes effect", answer.fields())
                .is(Map.of(GuestField.VCPUS, GuestChange.When.NOW, GuestField.MEMORY, GuestChange.When.NOW));
        expectSizes(guest, 2, OTHER);
        tck.done(guest.start());
        expectSizes(guest, 2, OTHER);
    }

    private static void sameChange(TckContext tck) {
        Guest guest = tck.off();
        GuestView view = guest.view();
        tck.edge().forget();
        Reconfigured answer =
                tck.done(guest.reconfigure(GuestChange.set().vcpus(view.vcpus()).memory(view.memory())));
        expect("the effect", answer.effect()).is(Effect.UNCHANGED);
        expect("what was sent", tck.edge().mutatingCalls()).is(java.util.List.of());
    }

    private static void otherFieldsStay(TckContext tck) {
        Guest guest =
                tck.given(tck.spec().description("stays").tag("stays", "too").build());
        GuestView before = guest.view();
        tck.done(guest.reconfigure(GuestChange.set().vcpus(2)));
        GuestView after = guest.view();
        expect("the name", after.name()).is(before.name());
        expect("the memory", after.memory()).is(before.memory());
        expect("the description", after.requireDetails().description()).is("stays");
        expect("the mark", after.requireDetails().mark())
                .is(before.requireDetails().mark());
        expect("the disks", after.requireDetails().disks())
                .is(before.requireDetails().disks());
        expect("the NICs", after.requireDetails().nics())
                .is(before.requireDetails().nics());
        expect("the boot order", after.requireDetails().bootOrder())
                .is(before.requireDetails().bootOrder());
    }

    private static void hot(RuleBook book) {
        book.must(
                        4,
                        "Processors that are added to a RUNNING guest within its maximum are there NOW, and after the next start.")
                .in(Profile.HOTPLUG)
                .needs(Capability.VCPU_HOT_ADD)
                .because("libvirt adds live, stored, or both, by flags; vSphere needs a switch that was set while off.")
                .lookAt("the flags of the driver's reconfigure, and maxVcpus.")
                .check(ConfigurationRules::hotProcessors);
        hotMemory(book);
        book.must(
                        6,
                        "A change for the NEXT_START of a RUNNING guest leaves the present values, shows as pending, and is there after the next start.")
                .in(Profile.PROVISIONING)
                .needs(Capability.RECONFIGURE_COLD, Capability.RECONFIGURE_PENDING)
                .because("A pending change that nobody sees surprises at the next reboot, months later.")
                .lookAt("where observe reads current values and where pending ones: live and stored definition.")
                .check(ConfigurationRules::nextStart);
        book.must(7, "Description, tags and protection are changed on a RUNNING guest NOW.")
                .because("Metadata that libvirt writes to the running guest only is lost at its next start.")
                .lookAt("the flags of the driver's mark() and description.")
                .check(ConfigurationRules::annotateRunning);
    }

    private static void hotMemory(RuleBook book) {
        book.must(5, "Memory that is taken from a RUNNING guest is observed as gone when the operation ends.")
                .in(Profile.HOTPLUG)
                .needs(Capability.MEMORY_HOT_REMOVE)
                .needs(Feature.READY_GUEST)
                .because("libvirt's setMemory returns a second before the balloon has moved.")
                .lookAt("what the driver waits for, and which of the balloon's two numbers observe reads.")
                .check(ConfigurationRules::memoryTaken);
        book.must(
                        15,
                        "Memory that is added to a RUNNING guest within its maximum is observed as there when the operation ends.")
                .in(Profile.HOTPLUG)
                .needs(Capability.MEMORY_HOT_ADD)
                .needs(Feature.READY_GUEST)
                .because(
                        "vSphere only adds, and only where a switch was set while the guest was off; QEMU's balloon adds when the guest follows.")
                .lookAt("what the driver waits for, and what it prepares when it makes a guest that may grow.")
                .check(ConfigurationRules::memoryAdded);
    }

    private static void hotProcessors(TckContext tck) {
        Guest guest = tck.given(tck.spec().vcpus(1).maxVcpus(2).build());
        tck.done(guest.start());
        Reconfigured answer = tck.done(guest.reconfigure(GuestChange.set().vcpus(2)));
        expect("when the processors take effect", answer.fields().get(GuestField.VCPUS))
                .is(GuestChange.When.NOW);
        expect("the processors", guest.view().vcpus()).is(2);
        tck.done(guest.powerOff());
        tck.done(guest.start());
        expect("the processors after the next start", guest.view().vcpus()).is(2);
    }

    private static void memoryTaken(TckContext tck) {
        Guest guest = tck.ready();
        Memory before = guest.view().memory();
        expectResized(tck, guest, lessThan(before));
        putBack(tck, guest, before, Capability.MEMORY_HOT_ADD);
    }

    private static void memoryAdded(TckContext tck) {
        Guest guest = tck.ready();
        Memory before = guest.view().memory();
        Memory more = Memory.mib(before.toMib() + STEP_MIB);
        if (!more.isMoreThan(guest.view().requireDetails().maxMemory())) {
            expectResized(tck, guest, more);
            putBack(tck, guest, before, Capability.MEMORY_HOT_REMOVE);
        } else if (tck.provides(Capability.MEMORY_HOT_REMOVE)) {
            tck.done(guest.reconfigure(GuestChange.set().memory(lessThan(before))));
            expectResized(tck, guest, before);
        } else {
            throw new EnvironmentFault("the guest with an operating system has no room to grow", null);
        }
    }

    private static Memory lessThan(Memory amount) {
        return Memory.mib(amount.toMib() - STEP_MIB);
    }

    private static void expectResized(TckContext tck, Guest guest, Memory amount) {
        Reconfigured answer = tck.done(guest.reconfigure(GuestChange.set().memory(amount)));
        expect("when the memory takes effect", answer.fields().get(GuestField.MEMORY))
                .is(GuestChange.When.NOW);
        expect("the memory", guest.view().memory()).is(amount);
    }

    /** For the next rule; whether that works is another rule's question. */
    private static void putBack(TckContext tck, Guest guest, Memory before, Capability needed) {
        if (tck.provides(needed)) {
            tck.done(guest.reconfigure(GuestChange.set().memory(before)));
        } else {
            tck.spoilReady();
        }
    }

    private static void nextStart(TckContext tck) {
        Guest guest = tck.running();
        GuestView before = guest.view();
        GuestChange change = GuestChange.set().vcpus(before.vcpus() + 1).when(GuestChange.Timing.NEXT_START);
        Reconfigured answer = tck.done(guest.reconfigure(change));
        expect("when the processors take effect", answer.fields().get(GuestField.VCPUS))
                .is(GuestChange.When.NEXT_START);
        expect("the processors", guest.view().vcpus()).is(before.vcpus());
        expect("what is pending", guest.view().requireDetails().pending()).has(GuestField.VCPUS);
        tck.done(guest.powerOff());
        tck.done(guest.start());
        expect("the processors after the next start", guest.view().vcpus()).is(before.vcpus() + 1);
        expect("what is pending", guest.view().requireDetails().pending()).hasNo(GuestField.VCPUS);
    }

    private static void annotateRunning(TckContext tck) {
        Guest guest = tck.running();
        tck.done(
                guest.reconfigure(GuestChange.set().description("while running").tags(Map.of("now", "yes"))));
        expectAnnotated(guest);
        tck.done(guest.powerOff());
        expectAnnotated(guest);
    }

    private static void expectAnnotated(Guest guest) {
        expect("the description", guest.view().requireDetails().description()).is("while running");
        expect("the tags", guest.view().requireDetails().mark().map(Mark::tags)).is(Optional.of(Map.of("now", "yes")));
    }

    private static void refusals(RuleBook book) {
        book.must(
                        8,
                        "A change that can neither be NOW nor wait is refused, and neither present nor stored values change.")
                .in(Profile.PROVISIONING)
                .needs(Capability.RECONFIGURE_COLD)
                .because(
                        "Live and stored configuration are two on libvirt, where half a change is neither; vSphere has one, where nothing can wait.")
                .lookAt(
                        "the driver's reconfigure beyond the maximum: with timing NOW, and with any where nothing can wait.")
                .check(ConfigurationRules::nowOrNot);
        book.must(9, "Hardware of a SUSPENDED guest is not changed: INVALID_STATE, and it still resumes.")
                .in(Profile.SUSPEND)
                .needs(Capability.SUSPEND, Capability.RECONFIGURE_COLD)
                .because(
                        "libvirt takes the new definition and then restores the old one: neither now nor at the next start.")
                .lookAt("the transition table's SUSPENDED column.")
                .check(ConfigurationRules::suspendedStays);
        book.must(10, "No processors, or no memory, are refused as INVALID_SPEC by path.")
                .because("vzctl accepts zero CPUs and the container does not start any more (exit 96).")
                .lookAt("the rules of specs.")
                .check(tck -> {
                    Guest guest = tck.off();
                    PolyvisorException refusal = tck.refuses(
                            ErrorKind.INVALID_SPEC,
                            () -> guest.reconfigure(GuestChange.set().vcpus(0).memory(Memory.ZERO)));
                    expect("the paths that are named", CreationRules.paths(refusal))
                            .has("vcpus");
                    expect("the paths that are named", CreationRules.paths(refusal))
                            .has("memory");
                });
    }

    private static void nowOrNot(TckContext tck) {
        Guest guest = tck.running();
        GuestView before = guest.view();
        int beyond = before.requireDetails().maxVcpus() + 1;
        tck.fails(() -> guest.reconfigure(GuestChange.set().vcpus(beyond).when(GuestChange.Timing.NOW)));
        if (!tck.provides(Capability.RECONFIGURE_PENDING)) {
            PolyvisorException failure =
                    tck.fails(() -> guest.reconfigure(GuestChange.set().vcpus(beyond)));
            expect("the kind of failure", failure.kind()).is(ErrorKind.INVALID_STATE);
        }
        expect("the processors", guest.view().vcpus()).is(before.vcpus());
        expect("what is pending", guest.view().requireDetails().pending())
                .is(before.requireDetails().pending());
        tck.done(guest.powerOff());
        expect("the processors when off", guest.view().vcpus()).is(before.vcpus());
    }

    private static void suspendedStays(TckContext tck) {
        Guest guest = tck.suspended();
        tck.refuses(
                ErrorKind.INVALID_STATE,
                () -> guest.reconfigure(GuestChange.set().vcpus(2)));
        tck.expectPower(guest, SUSPENDED);
        PowerRules.applied(tck, guest, Guest::resume, RUNNING);
    }

    private static void names(RuleBook book) {
        book.must(
                        11,
                        "A guest that was renamed while OFF is found by its new name and not by its old one, under the same id.")
                .because(
                        "libxl's driver has no rename, and a tool that redefines under another name makes a second guest.")
                .lookAt("the driver's rename, and named().")
                .check(ConfigurationRules::renamed);
        book.must(
                        12,
                        "Renaming a guest to a name that is taken is refused as ALREADY_EXISTS, and both keep their names.")
                .because("XAPI's set_name_label takes any name in any state; from then on no name means one guest.")
                .lookAt("the lookup by name before the driver's rename.")
                .check(ConfigurationRules::renamedToTaken);
    }

    private static void renamed(TckContext tck) {
        Guest guest = tck.off();
        if (!guest.may(io.polyvisor.model.Verb.RENAME).granted()) {
            tck.note("rename is subtracted here: only its refusal was checked");
            tck.refuses(
                    ErrorKind.INVALID_STATE,
                    () -> guest.reconfigure(GuestChange.set().name(tck.freshName())));
            return;
        }
        GuestName old = DeletionRules.nameOf(guest);
        GuestName fresh = tck.freshName();
        tck.done(guest.reconfigure(GuestChange.set().name(fresh)));
        expect("the guest of the new name", tck.endpoint().guest(fresh).id()).is(guest.id());
        expect(
                        "what the old name meets",
                        DeletionRules.failureOf(() -> tck.endpoint().guest(old)))
                .is(ErrorKind.NOT_FOUND);
        expect("the name", guest.view().name()).is(fresh);
    }

    private static void renamedToTaken(TckContext tck) {
        GuestName taken = DeletionRules.nameOf(tck.off());
        Guest guest = tck.off();
        GuestName own = DeletionRules.nameOf(guest);
        PolyvisorException failure =
                tck.fails(() -> guest.reconfigure(GuestChange.set().name(taken)));
        boolean right = failure.kind() == ErrorKind.ALREADY_EXISTS || failure.kind() == ErrorKind.INVALID_STATE;
        expectThat(right, "the failure is ALREADY_EXISTS, or INVALID_STATE where rename is subtracted", failure);
        expect("the guest's own name", DeletionRules.nameOf(guest)).is(own);
        expect(
                        "how many guests have the taken name",
                        tck.endpoint().inventory().named(taken).size())
                .is(1);
    }

    private static void conditions(RuleBook book) {
        book.must(
                        13,
                        "A change that holds only if nothing changed since an observation is a CONFLICT when something did, and changes nothing.")
                .in(Profile.PROVISIONING)
                .needs(Capability.CONDITIONAL_RECONFIGURE, Capability.RECONFIGURE_COLD)
                .because(
                        "vSphere's changeVersion is atomic, and a simulator accepted stale ones; an imitation by looking first is a race.")
                .lookAt("the driver's reconfigureIfUnchanged.")
                .check(ConfigurationRules::staleIsConflict);
        book.must(
                        14,
                        "Whatever a guest's configuration holds that the contract has no word for survives a reconfiguration.")
                .in(Profile.PROVISIONING)
                .needs(Capability.RECONFIGURE_COLD)
                .because("People tune definitions by hand: CPU pinning, watchdogs, their own metadata.")
                .lookAt("whether the driver edits the definition or writes it anew.")
                .untested("each backend's own tests know its native configuration; the public API cannot see it");
    }

    private static void nativeWords(RuleBook book) {
        book.must(
                        16,
                        "The native definition of a guest is that of this guest, the same whenever it is read of an OFF guest, and changes with its configuration.")
                .in(Profile.PROVISIONING)
                .needs(Capability.NATIVE_DEFINITION, Capability.RECONFIGURE_COLD)
                .because(
                        "A libvirt host takes its definitions with it when it dies; what was kept must be what was there.")
                .lookAt("which definition the driver reads: of a guest that runs, the one with which it will start.")
                .check(ConfigurationRules::definitionIsOfThisGuest);
    }

    private static void definitionIsOfThisGuest(TckContext tck) {
        Guest other = tck.off();
        Guest guest = tck.off();
        NativeDefinition before = guest.definition();
        expect("the definition read again", guest.definition()).is(before);
        expect("the definition of another guest", other.definition()).isNot(before);
        String name = DeletionRules.nameOf(guest).value();
        expectThat(before.text().contains(name), "the definition holds the guest's name " + name, before.text());
        tck.done(guest.reconfigure(GuestChange.set().vcpus(2)));
        expect("the definition after a change", guest.definition()).isNot(before);
    }

    private static void staleIsConflict(TckContext tck) {
        Guest guest = tck.off();
        GuestView stale = guest.view();
        tck.done(guest.reconfigure(GuestChange.set().vcpus(2)));
        PolyvisorException failure =
                tck.fails(() -> guest.reconfigure(GuestChange.set().vcpus(3).onlyIf(stale)));
        expect("the kind of failure", failure.kind()).is(ErrorKind.CONFLICT);
        expect("the processors", guest.view().vcpus()).is(2);
        tck.done(guest.reconfigure(GuestChange.set().vcpus(3).onlyIf(guest.view())));
        expect(
                        "the processors after a change on the present observation",
                        guest.view().vcpus())
                .is(3);
    }

    private static void expectSizes(Guest guest, int vcpus, Memory memory) {
        GuestView view = guest.view();
        if (view.vcpus() != vcpus || !view.memory().equals(memory)) {
            throw new RuleViolation(
                    vcpus + " processors and " + memory, "there are " + view.vcpus() + " and " + view.memory());
        }
    }
}
