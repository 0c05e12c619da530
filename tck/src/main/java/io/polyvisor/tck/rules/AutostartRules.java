package io.polyvisor.tck.rules;

import static io.polyvisor.tck.Expect.expect;

import io.polyvisor.Guest;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.GuestView;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.List;
import java.util.Optional;

/** Starting with the host. */
final class AutostartRules {

    private AutostartRules() {}

    static void write(RuleBook book) {
        book.must(
                        1,
                        "Autostart of a spec, and autostart that is set later, show in the summary; setting it again comes to UNCHANGED.")
                .in(Profile.PROVISIONING)
                .needs(Capability.AUTOSTART)
                .because(
                        "It is a link in a folder on libvirt, other_config on XAPI, a host's list on ESXi, a line of a file on vz.")
                .lookAt("the driver's autostart and its inventory.")
                .check(AutostartRules::setAndSeen);
        book.must(2, "Autostart survives a change of configuration, a start and a stop.")
                .in(Profile.PROVISIONING)
                .needs(Capability.AUTOSTART, Capability.RECONFIGURE_COLD)
                .because("libvirt's undefine forgets it, and some changes are an undefine and a define.")
                .lookAt("whether the driver's reconfigure undefines.")
                .check(AutostartRules::survives);
    }

    private static void setAndSeen(TckContext tck) {
        Guest guest = tck.make(tck.spec().autostart(true).build());
        expect("autostart in the summary", summary(tck, guest)).is(Optional.of(true));
        expect("the effect of unsetting", tck.done(guest.autostart(false))).is(Effect.APPLIED);
        expect("autostart in the summary", summary(tck, guest)).is(Optional.of(false));
        tck.edge().forget();
        expect("the effect of unsetting again", tck.done(guest.autostart(false)))
                .is(Effect.UNCHANGED);
        expect("what was sent", tck.edge().mutatingCalls()).is(List.of());
    }

    private static void survives(TckContext tck) {
        Guest guest = tck.off();
        tck.done(guest.autostart(true));
        tck.done(guest.reconfigure(GuestChange.set().vcpus(2).description("changed")));
        tck.done(guest.start());
        tck.done(guest.powerOff());
        expect("autostart in the summary", summary(tck, guest)).is(Optional.of(true));
    }

    private static Optional<Boolean> summary(TckContext tck, Guest guest) {
        return tck.endpoint().inventory().guest(guest.id()).map(GuestView::autostart);
    }
}
