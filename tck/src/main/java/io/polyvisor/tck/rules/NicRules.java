package io.polyvisor.tck.rules;

import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Guest;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Capability;
import io.polyvisor.model.Effect;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.MacAddress;
import io.polyvisor.model.NetworkId;
import io.polyvisor.model.NetworkView;
import io.polyvisor.model.NicId;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.NicView;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** NICs and the networks that they join. */
final class NicRules {
    private static final MacAddress CHOSEN = MacAddress.of("52:54:00:7c:00:01");

    private NicRules() {}

    static void write(RuleBook book) {
        making(book);
        changing(book);
        networks(book);
    }

    private static void making(RuleBook book) {
        book.must(1, "A NIC of a spec is on its network with the MAC address that was asked for.")
                .in(Profile.PROVISIONING)
                .needs(Capability.NETWORKS)
                .needs(Feature.NETWORK)
                .because("DHCP leases and licences hang on the address.")
                .lookAt("the driver's writer and reader of NICs.")
                .check(NicRules::specIsKept);
        book.must(2, "A NIC without an address in its spec gets one that is unicast and that no other NIC has.")
                .in(Profile.PROVISIONING)
                .needs(Capability.NETWORKS)
                .needs(Feature.NETWORK)
                .because("Two guests with one address is the outage that nobody finds.")
                .lookAt("who chooses the address: the hypervisor, or the driver from the creation key.")
                .check(NicRules::addressIsChosen);
        book.must(3, "A spec that uses one MAC address twice is refused as INVALID_SPEC by path, and nothing is made.")
                .in(Profile.PROVISIONING)
                .needs(Capability.NETWORKS)
                .needs(Feature.NETWORK)
                .because("Two NICs with one address break each other, and nothing in a definition forbids it.")
                .lookAt("the rules of specs.")
                .check(NicRules::sameAddressTwice);
    }

    private static void specIsKept(TckContext tck) {
        NetworkId network = tck.environment().network().get();
        Guest guest =
                tck.make(tck.spec().nic(NicSpec.on(network).withMac(CHOSEN)).build());
        NicView nic = lastNic(guest);
        expect("the MAC address", nic.mac()).is(CHOSEN);
        expect("the network", nic.network()).is(Optional.of(network));
    }

    private static void addressIsChosen(TckContext tck) {
        NetworkId network = tck.environment().network().get();
        Set<MacAddress> seen = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            Guest guest = tck.make(
                    tck.spec().nic(NicSpec.on(network)).nic(NicSpec.on(network)).build());
            List<NicView> nics = guest.view().requireDetails().nics();
            List<NicView> ours = nics.subList(nics.size() - 2, nics.size());
            ours.forEach(nic -> expectThat(seen.add(nic.mac()), "every NIC has an address of its own", nic.mac()));
        }
    }

    private static void sameAddressTwice(TckContext tck) {
        NicSpec nic = NicSpec.on(tck.environment().network().get()).withMac(CHOSEN);
        GuestSpec spec = tck.spec().nic(nic).nic(nic).build();
        PolyvisorException refusal =
                tck.refuses(ErrorKind.INVALID_SPEC, () -> tck.endpoint().create(spec));
        expect("the paths that are named", CreationRules.paths(refusal))
                .has("nics[" + (spec.nics().size() - 1) + "].mac");
        expect("the names of guests", TckContext.names(tck.endpoint())).hasNo(spec.name());
    }

    private static void changing(RuleBook book) {
        book.must(
                        4,
                        "A NIC attached to a guest that is OFF is there over a start and a stop, and is gone when it was detached.")
                .in(Profile.PROVISIONING)
                .needs(Capability.NIC_COLD, Capability.NETWORKS)
                .needs(Feature.NETWORK)
                .because("libvirt attaches to the live guest, the definition or both, by flags.")
                .lookAt("the flags of the driver's attachNic and detachNic.")
                .check(NicRules::attachedCold);
        book.must(
                        5,
                        "A NIC attached to a guest that is RUNNING is there now and after the next start, and detaching it comes to an end.")
                .in(Profile.HOTPLUG)
                .needs(Capability.NIC_HOT, Capability.NETWORKS, Capability.CONSOLE_SERIAL)
                .needs(Feature.NETWORK, Feature.READY_GUEST)
                .because(
                        "A hot-unplug is a request to the guest; success before the guest let go leaves a ghost device.")
                .lookAt("what the driver waits for after the detach request.")
                .check(NicRules::attachedHot);
        book.must(6, "Detaching a NIC that is not there comes to UNCHANGED, and nothing is sent.")
                .in(Profile.PROVISIONING)
                .needs(Capability.NIC_COLD)
                .because("Clean-ups are repeated.")
                .lookAt("the look at the guest's NICs before the driver is called.")
                .check(tck -> {
                    Guest guest = tck.off();
                    tck.edge().forget();
                    expect("the effect", tck.done(guest.nics().detach(NicId.of("52:54:00:00:00:02"))))
                            .is(Effect.UNCHANGED);
                    expect("what was sent", tck.edge().mutatingCalls()).is(List.of());
                });
        book.must(
                        7,
                        "Attaching a NIC to a network that does not exist is refused as INVALID_SPEC by path, and the guest's NICs stay as they are.")
                .in(Profile.PROVISIONING)
                .needs(Capability.NIC_COLD, Capability.NETWORKS)
                .because("libvirt takes the definition and the guest does not start any more (code 43).")
                .lookAt("the check of references.")
                .check(NicRules::unknownNetwork);
    }

    private static void attachedCold(TckContext tck) {
        NetworkId network = tck.environment().network().get();
        Guest guest = tck.off();
        NicId id = tck.done(guest.nics().attach(NicSpec.on(network)));
        expect("the NIC's network", network(guest, id)).is(Optional.of(network));
        tck.done(guest.start());
        expect("the NIC's network while running", network(guest, id)).is(Optional.of(network));
        tck.done(guest.powerOff());
        expect("the NIC's network afterwards", network(guest, id)).is(Optional.of(network));
        expect("the effect of detaching", tck.done(guest.nics().detach(id))).is(Effect.APPLIED);
        expect("the NIC", guest.view().requireDetails().nic(id)).is(Optional.empty());
    }

    private static void attachedHot(TckContext tck) {
        NetworkId network = tck.environment().network().get();
        Guest guest = tck.ready();
        int before = tck.inside(guest, GuestEyes.NICS);
        NicId id = tck.done(guest.nics().attach(NicSpec.on(network)));
        expect("the NIC's network", network(guest, id)).is(Optional.of(network));
        tck.eventually("the guest sees one NIC more", () -> tck.inside(guest, GuestEyes.NICS) == before + 1);
        expect("the effect of detaching", tck.done(guest.nics().detach(id))).is(Effect.APPLIED);
        expect("the NIC", guest.view().requireDetails().nic(id)).is(Optional.empty());
        expect("how many NICs the guest sees", tck.inside(guest, GuestEyes.NICS))
                .is(before);
    }

    private static void unknownNetwork(TckContext tck) {
        Guest guest = tck.off();
        List<NicView> before = guest.view().requireDetails().nics();
        PolyvisorException refusal =
                tck.refuses(ErrorKind.INVALID_SPEC, () -> guest.nics().attach(NicSpec.on("pvtck-no-such-network")));
        expect("the paths that are named", CreationRules.paths(refusal)).has("nic.network");
        expect("the guest's NICs", guest.view().requireDetails().nics()).is(before);
    }

    private static void networks(RuleBook book) {
        book.must(8, "Networks are listed once each, with the one that the environment names among them.")
                .in(Profile.PROVISIONING)
                .needs(Capability.NETWORKS)
                .needs(Feature.NETWORK)
                .because(
                        "vSphere has port groups and distributed ones, XAPI networks and PIFs: one thing must not be two rows.")
                .lookAt("the driver's reader of networks.")
                .check(NicRules::networksAreListed);
        book.must(
                        9,
                        "An endpoint that declares VLAN_VISIBLE tells the VLAN of the networks that have one, and an empty VLAN is never told as zero.")
                .in(Profile.PROVISIONING)
                .needs(Capability.VLAN_VISIBLE, Capability.NETWORKS)
                .because("'No VLAN' and 'VLAN not visible' read alike and lead to guests on the wrong wire.")
                .lookAt("the driver's reader of networks.")
                .check(tck -> expectThat(
                        listed(tck).stream().anyMatch(network -> network.vlan().isPresent()),
                        "a backend that declares VLAN_VISIBLE shows a VLAN on some network",
                        listed(tck)));
    }

    private static void networksAreListed(TckContext tck) {
        List<NetworkId> ids = listed(tck).stream().map(NetworkView::id).toList();
        expect("the networks, each once", new HashSet<>(ids).size()).is(ids.size());
        expect("the networks", ids).has(tck.environment().network().get());
    }

    private static List<NetworkView> listed(TckContext tck) {
        return tck.endpoint().inventory(InventoryField.NETWORKS).networks();
    }

    private static Optional<NetworkId> network(Guest guest, NicId id) {
        return guest.view().requireDetails().nic(id).flatMap(NicView::network);
    }

    private static NicView lastNic(Guest guest) {
        List<NicView> nics = guest.view().requireDetails().nics();
        expectThat(!nics.isEmpty(), "the guest has a NIC", nics);
        return nics.get(nics.size() - 1);
    }
}
