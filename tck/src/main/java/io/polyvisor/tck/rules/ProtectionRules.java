package io.polyvisor.tck.rules;

import static io.polyvisor.tck.Expect.expect;

import io.polyvisor.Guest;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Enforcer;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Protection;
import io.polyvisor.model.ProtectionView;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.Optional;

/** Protection is intent; who enforces it is another question. */
final class ProtectionRules {

    private ProtectionRules() {}

    static void write(RuleBook book) {
        book.must(1, "The protection of a spec is kept with the guest and read back, also where nobody enforces it.")
                .because(
                        "A pool of 18 hosts plans by protection level; on KVM the level must live somewhere until failover asks.")
                .lookAt("the mark, and the driver's writer and reader of it.")
                .check(ProtectionRules::kept);
        book.must(2, "Protection that is changed is read back as changed, with the tags and key as they were.")
                .because("Key, tags and protection share one piece of metadata; a writer of one loses the others.")
                .lookAt("what the driver's mark() replaces.")
                .check(ProtectionRules::changed);
        book.must(3, "Every answer about protection names who enforces it: the hypervisor, an operator, or nobody.")
                .because("XAPI's ha_always_run without HA enabled protects nobody and reads as if it did.")
                .lookAt("the driver's Protecting facet, and what it declares of PROTECTION_ENFORCED.")
                .check(ProtectionRules::enforcerIsNamed);
    }

    private static void enforcerIsNamed(TckContext tck) {
        Guest guest = tck.given(tck.spec().protection(Protection.PROTECTED).build());
        ProtectionView view = guest.protection();
        expect("why it is so", view.why()).isNot("");
        if (tck.provides(Capability.PROTECTION_ENFORCED)) {
            tck.note(view.enforcer() + " sees to its protection: " + view.why());
        } else {
            expect("who sees to the protection", view.enforcer()).isNot(Enforcer.BACKEND);
            expect("what was meant", view.protection()).is(Protection.PROTECTED);
        }
    }

    private static void kept(TckContext tck) {
        for (Protection level : Protection.values()) {
            Guest guest = tck.make(tck.spec().protection(level).build());
            expect("the protection", protection(guest)).is(Optional.of(level));
        }
    }

    private static void changed(TckContext tck) {
        Guest guest = tck.given(tck.spec().tag("a", "b").build());
        Optional<Mark> before = guest.view().requireDetails().mark();
        tck.done(guest.reconfigure(GuestChange.set().protection(Protection.PROTECTED)));
        expect("the mark", guest.view().requireDetails().mark())
                .is(before.map(mark -> mark.withProtection(Protection.PROTECTED)));
    }

    private static Optional<Protection> protection(Guest guest) {
        return guest.view().requireDetails().mark().map(Mark::protection);
    }
}
