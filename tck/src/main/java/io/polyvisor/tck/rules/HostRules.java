package io.polyvisor.tck.rules;

import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.Host;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Effect;
import io.polyvisor.model.HostId;
import io.polyvisor.model.HostView;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.PowerState;
import io.polyvisor.tck.EnvironmentFault;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.List;
import java.util.Optional;

/** Hosts: where guests run, and where they can go. */
final class HostRules {

    private HostRules() {}

    static void write(RuleBook book) {
        seeing(book);
        maintenance(book);
    }

    private static void seeing(RuleBook book) {
        book.must(
                        1,
                        "Every host that is online is listed once, with its name, processors and memory, equal to its individual view.")
                .because("A libvirt endpoint is one host and a vCenter has hundreds: one list for both.")
                .lookAt("the driver's reader of hosts and its units.")
                .check(HostRules::listed);
        book.must(2, "The host that a guest tells is one of the endpoint's hosts.")
                .because("'Do you even know which host was running it?' must have an answer that can be looked up.")
                .lookAt("where the driver's reader takes the guest's host from.")
                .check(HostRules::guestsTellTheirHost);
        book.must(
                        3,
                        "The only host is that host where there is one, and AMBIGUOUS with all candidates where there are several.")
                .because("A script written for one libvirt host must not pick some host of a pool.")
                .lookAt("onlyHost().")
                .check(HostRules::onlyHost);
        book.must(
                        4,
                        "A host of an id that does not exist fails as NOT_FOUND, and a spec that names it is refused by path.")
                .because("vcsim panics when a host of a spec does not exist.")
                .lookAt("the check of references.")
                .check(HostRules::unknownHost);
    }

    private static void listed(TckContext tck) {
        List<HostView> views = tck.endpoint().inventory(InventoryField.HOSTS).hosts();
        expectThat(!views.isEmpty(), "there is a host", views);
        expect(
                        "the hosts, each once",
                        views.stream().map(HostView::id).distinct().count())
                .is((long) views.size());
        for (HostView view : views) {
            if (view.state() == HostView.State.ONLINE) {
                expectThat(
                        view.cpus() > 0 && view.memory().bytes() > 0, "a host tells its processors and memory", view);
            }
            HostView own = tck.endpoint().host(view.id()).view();
            expect("the name of host " + view.id(), own.name()).is(view.name());
            expect("the memory of host " + view.id(), own.memory()).is(view.memory());
        }
    }

    private static void guestsTellTheirHost(TckContext tck) {
        Guest guest = tck.running();
        Optional<HostId> host = guest.view().host();
        List<HostId> hosts = tck.endpoint().hosts().stream().map(Host::id).toList();
        expectThat(host.filter(hosts::contains).isPresent(), "the guest's host is one of " + hosts, host);
    }

    private static void onlyHost(TckContext tck) {
        List<Host> hosts = tck.endpoint().hosts();
        if (hosts.size() == 1) {
            expect("the only host", tck.endpoint().onlyHost().id())
                    .is(hosts.get(0).id());
            return;
        }
        PolyvisorException failure = InventoryRules.failure(() -> tck.endpoint().onlyHost());
        expect("the kind of failure", failure.kind()).is(ErrorKind.AMBIGUOUS);
        hosts.forEach(host -> expect("the candidates", failure.getMessage()).has(host.id()));
    }

    private static void unknownHost(TckContext tck) {
        HostId unknown = HostId.of("pvtck-no-such-host");
        PolyvisorException failure =
                InventoryRules.failure(() -> tck.endpoint().host(unknown).view());
        expect("the kind of failure", failure.kind()).is(ErrorKind.NOT_FOUND);
        PolyvisorException refusal = tck.refuses(
                ErrorKind.INVALID_SPEC,
                () -> tck.endpoint().create(tck.spec().host(unknown).build()));
        expect("the paths that are named", CreationRules.paths(refusal)).has("host");
    }

    private static void maintenance(RuleBook book) {
        book.must(
                        5,
                        "A host that entered maintenance says so and takes no new guests; when it left it takes them again; doing either twice comes to UNCHANGED.")
                .in(Profile.POOL)
                .needs(Capability.MAINTENANCE)
                .needs(Feature.SECOND_HOST)
                .because(
                        "vcsim enters maintenance and moves nothing; a libvirt host has no such mode and must say that.")
                .lookAt("the driver's maintenance facet, and where it places new guests.")
                .check(HostRules::maintained);
    }

    private static void maintained(TckContext tck) {
        tck.spoilReady();
        Host host = tck.endpoint().hosts().stream()
                .filter(candidate -> isEmpty(tck, candidate))
                .findFirst()
                .orElseThrow(() -> new EnvironmentFault("guests of others run on every host", null));
        tck.afterwards("maintenance of " + host.id(), () -> tck.done(host.leaveMaintenance()));
        expect("the effect of entering", tck.done(host.enterMaintenance())).is(Effect.APPLIED);
        expect("the host's state", host.view().state()).is(HostView.State.MAINTENANCE);
        expect("the effect of entering again", tck.done(host.enterMaintenance()))
                .is(Effect.UNCHANGED);
        tck.refuses(
                ErrorKind.INVALID_SPEC,
                () -> tck.endpoint().create(tck.spec().host(host.id()).build()));
        expect("the effect of leaving", tck.done(host.leaveMaintenance())).is(Effect.APPLIED);
        expect("the effect of leaving again", tck.done(host.leaveMaintenance())).is(Effect.UNCHANGED);
        Guest guest = tck.make(tck.spec().host(host.id()).build());
        expect("the guest's host", guest.view().host()).is(Optional.of(host.id()));
    }

    private static boolean isEmpty(TckContext tck, Host host) {
        return tck.endpoint().inventory().guests().stream()
                .noneMatch(guest -> guest.host().equals(Optional.of(host.id()))
                        && !guest.power().is(PowerState.OFF));
    }
}
