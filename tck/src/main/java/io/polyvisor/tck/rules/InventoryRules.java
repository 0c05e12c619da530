package io.polyvisor.tck.rules;

import static io.polyvisor.tck.Expect.expect;
import static io.polyvisor.tck.Expect.expectKind;
import static io.polyvisor.tck.Expect.expectThat;

import io.polyvisor.Endpoint;
import io.polyvisor.EndpointView;
import io.polyvisor.Fleet;
import io.polyvisor.Guest;
import io.polyvisor.error.AmbiguousException;
import io.polyvisor.error.ErrorKind;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.memory.faults.FaultRule;
import io.polyvisor.memory.faults.Mishap;
import io.polyvisor.model.Capability;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Permission;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.Verb;
import io.polyvisor.tck.Feature;
import io.polyvisor.tck.Profile;
import io.polyvisor.tck.RuleBook;
import io.polyvisor.tck.TckContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reading in bulk: the same as reading one by one, in few calls, and never a hole that reads as "deleted". */
final class InventoryRules {

    private InventoryRules() {}

    static void write(RuleBook book) {
        equality(book);
        calls(book);
        lookups(book);
        failures(book);
    }

    private static void equality(RuleBook book) {
        book.must(
                        1,
                        "In every state a guest's summary in the inventory equals its individual observation, field by field.")
                .because(
                        "libvirt's bulk statistics say what a balloon has, its definition what was configured; SUSPENDED reads as SHUTOFF there.")
                .lookAt("the field that differs: the driver reads it from two places.")
                .check(InventoryRules::summaryEqualsView);
        book.must(2, "Guests are listed by name, then id, each once.")
                .because(
                        "Natural orders differ per hypervisor and between calls; a table that jumps cannot be compared.")
                .lookAt("the driver's inventory.")
                .check(InventoryRules::sorted);
        book.must(
                        3,
                        "Details are absent when they were not asked for, and equal the individual observation when they were.")
                .because(
                        "An empty list that means 'not read' reads as 'none' (yavijava#297: without a login getters answer null).")
                .lookAt("the driver's reader of details.")
                .check(InventoryRules::detailsEqualView);
        book.must(4, "Templates, snapshots and control domains are never among the guests.")
                .in(Profile.CLONES)
                .needs(Capability.TEMPLATES)
                .because(
                        "XAPI keeps templates, snapshots and dom0 as VM rows; on libvirt a template is a definition like any other.")
                .lookAt("the filter in the driver's inventory.")
                .check(InventoryRules::templatesAreNoGuests);
    }

    private static void summaryEqualsView(TckContext tck) {
        for (PowerState state : tck.reachableStates()) {
            Guest guest = tck.in(state);
            Optional<GuestView> row = tck.endpoint().inventory().guest(guest.id());
            expect("the summary of a guest that is " + state, row.map(GuestView::summary))
                    .is(Optional.of(guest.view().summary()));
        }
    }

    private static void sorted(TckContext tck) {
        tck.off();
        tck.off();
        tck.off();
        List<GuestView> listed = tck.endpoint().inventory().guests();
        List<GuestView> sorted = listed.stream()
                .distinct()
                .sorted(Comparator.comparing(GuestView::name).thenComparing(GuestView::id))
                .toList();
        expect("the guests in order", names(listed)).is(names(sorted));
    }

    private static List<GuestName> names(List<GuestView> guests) {
        return guests.stream().map(GuestView::name).toList();
    }

    private static void detailsEqualView(TckContext tck) {
        Guest guest =
                tck.given(tck.spec().description("seen twice").tag("a", "b").build());
        Optional<GuestView> summary = tck.endpoint().inventory().guest(guest.id());
        expect("the details that were not asked for", summary.flatMap(GuestView::details))
                .is(Optional.empty());
        Optional<GuestView> full =
                tck.endpoint().inventory(InventoryField.DETAILS).guest(guest.id());
        expect("the details that were asked for", full).is(Optional.of(guest.view()));
    }

    private static void templatesAreNoGuests(TckContext tck) {
        Guest source = tck.off();
        GuestName name = tck.freshName();
        TemplateId template = tck.owned(tck.done(source.makeTemplate(name)));
        Inventory seen = tck.endpoint().inventory(InventoryField.TEMPLATES);
        expect(
                        "the ids of templates",
                        seen.templates().stream().map(TemplateView::id).toList())
                .has(template);
        expect("guests of the template's name", seen.named(name)).is(List.of());
    }

    private static void calls(RuleBook book) {
        book.must(5, "The summary of all guests crosses to the driver in one call, however many guests there are.")
                .because("vmware_exporter#43 (100 guests, 101 calls) and #157 (17,000 guests time out).")
                .lookAt("whether something in the core observes guests one by one.")
                .check(InventoryRules::oneCall);
        book.must(6, "The inventory tolerates guests that come and go while it is read.")
                .because(
                        "terraform-provider-libvirt#1348 and cloudstack#3526: a guest that vanishes between list and lookup failed the whole list.")
                .lookAt("how the driver handles 'not found' inside its inventory.")
                .check(InventoryRules::guestsComeAndGo);
    }

    private static void oneCall(TckContext tck) {
        tck.off();
        tck.running();
        Endpoint endpoint = tck.connect(options -> options);
        tck.edge().forget();
        endpoint.inventory();
        expect("the calls of a summary", tck.edge().calls()).is(List.of("Driver.inventory"));
    }

    private static void guestsComeAndGo(TckContext tck) {
        List<io.polyvisor.Operation<?>> deletions = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Guest guest = tck.off();
            deletions.add(guest.delete(io.polyvisor.model.Deletion.withOwnedVolumes()));
            tck.endpoint().inventory(InventoryField.DETAILS);
        }
        deletions.forEach(tck::done);
    }

    private static void lookups(RuleBook book) {
        book.must(7, "A name that no guest has fails as NOT_FOUND and says the name.")
                .because(
                        "libvirt, XAPI (an empty list), vSphere (null) and vzctl (exit 0) each say 'not there' differently.")
                .lookAt("the driver's named().")
                .check(tck -> {
                    GuestName name = tck.freshName();
                    PolyvisorException failure = failure(() -> tck.endpoint().guest(name));
                    expectKind(failure, ErrorKind.NOT_FOUND);
                    expect("the message", failure.getMessage()).has(name);
                });
        book.must(8, "A name that two guests have fails as AMBIGUOUS and lists both, instead of picking one.")
                .because("XAPI allows equal names; vcsim's FindByUuid picked one of two guests silently.")
                .lookAt("the core's lookup by name; the situation is made between core and driver.")
                .check(InventoryRules::twoOfOneName);
        book.must(9, "A guest that could not be observed is UNKNOWN, never guessed, and every verb on it is refused.")
                .because(
                        "A vCenter host that is not connected and a XAPI host that is not live still answer with their last memory.")
                .lookAt("the transition table's UNKNOWN column; the situation is made between core and driver.")
                .check(InventoryRules::unknownIsRefused);
    }

    private static void twoOfOneName(TckContext tck) {
        Guest guest = tck.off();
        GuestName name = DeletionRules.nameOf(guest);
        GuestId other = GuestId.of("pvtck-other");
        tck.edge().answer("Driver.named", () -> List.of(guest.id(), other));
        PolyvisorException failure = failure(() -> tck.endpoint().guest(name));
        expectThat(failure instanceof AmbiguousException, "the lookup is AMBIGUOUS", failure);
        List<String> candidates = ((AmbiguousException) failure).fault().candidates();
        expect("the candidates", candidates).has(guest.id().value());
        expect("the candidates", candidates).has(other.value());
    }

    private static void unknownIsRefused(TckContext tck) {
        Guest guest = tck.running();
        GuestView unseen = guest.view()
                .withPower(Power.unknown(
                        PowerState.RUNNING, tck.environment().time().now()));
        tck.edge().answer("Driver.observe", () -> Optional.of(unseen));
        expect("the power state", guest.view().power().state()).is(PowerState.UNKNOWN);
        for (Verb verb : Verb.values()) {
            if (verb.actsOnGuest()) {
                expectThat(
                        guest.may(verb) instanceof Permission.Refused,
                        verb + " on UNKNOWN is refused",
                        guest.may(verb));
            }
        }
        tck.refuses(ErrorKind.INVALID_STATE, guest::powerOff);
    }

    private static void failures(RuleBook book) {
        book.must(
                        10,
                        "An endpoint that does not answer fails as UNREACHABLE; it never answers with an empty or partial list.")
                .because(
                        "vzlist -a without its kernel prints nothing and exits 0; an expired vSphere session answers with a missing set.")
                .lookAt("how the driver tells 'none' from 'cannot tell'.")
                .check(InventoryRules::silenceIsNoAbsence);
        book.must(
                        11,
                        "In a fleet a member that does not answer is an entry with its error and its last view, and the others are complete.")
                .because(
                        "inovex/prometheus-libvirt-exporter#58: one guest that hangs blanks the metrics of its whole host; a site must not go that way.")
                .lookAt("the fleet's parallel reading.")
                .check(InventoryRules::fleetHasNoHoles);
        book.must(12, "Guests that a second client makes and starts are in the next inventory as they are.")
                .needs(Feature.FOREIGN_CLIENT)
                .because("People use virsh beside us; a cache that serves reads must not outlive their changes.")
                .lookAt("caches in the driver.")
                .check(InventoryRules::othersAreSeen);
    }

    private static void silenceIsNoAbsence(TckContext tck) {
        Endpoint endpoint = tck.connect(options -> options);
        tck.edge().strike(FaultRule.every("*", Mishap.UNREACHABLE));
        expect("what the inventory meets", failure(endpoint::inventory).kind()).is(ErrorKind.UNREACHABLE);
        tck.edge().calm();
        expectThat(
                endpoint.inventory().complete(),
                "the inventory is complete again",
                endpoint.inventory().gaps());
        tck.edge().strike(FaultRule.first(Verb.INVENTORY, Mishap.TRUNCATED_INVENTORY));
        expectThat(!endpoint.inventory().complete(), "a truncated inventory says that it is not complete", "no gap");
    }

    private static void fleetHasNoHoles(TckContext tck) {
        GuestName name = DeletionRules.nameOf(tck.off());
        Endpoint first = tck.connect(options -> options.named("pvtck-first"));
        tck.connect(options -> options.named("pvtck-second"));
        Fleet fleet = tck.fleet();
        fleet.inventory();
        first.close();
        List<EndpointView> views = fleet.inventory();
        EndpointView.Unseen gone = views.stream()
                .filter(view ->
                        view instanceof EndpointView.Unseen && view.endpoint().equals("pvtck-first"))
                .map(EndpointView.Unseen.class::cast)
                .findFirst()
                .orElseThrow(() ->
                        new io.polyvisor.tck.RuleViolation("the closed member is an entry", "views are " + views));
        expect(
                        "the last view of the closed member",
                        gone.last().map(last -> last.named(name).size()))
                .is(Optional.of(1));
        boolean seen = views.stream()
                .filter(view -> view.endpoint().equals("pvtck-second"))
                .anyMatch(view -> view instanceof EndpointView.Seen there
                        && there.inventory().named(name).size() == 1);
        expectThat(seen, "the other member is complete", views);
    }

    private static void othersAreSeen(TckContext tck) {
        GuestId foreign = tck.foreign();
        tck.endpoint().inventory();
        tck.environment().foreignClient().get().start(foreign);
        expect(
                        "the power state of a guest that somebody else started",
                        tck.endpoint()
                                .inventory()
                                .guest(foreign)
                                .map(view -> view.power().state()))
                .is(Optional.of(PowerState.RUNNING));
    }

    static PolyvisorException failure(java.util.function.Supplier<?> read) {
        try {
            Object came = read.get();
            throw new io.polyvisor.tck.RuleViolation("it fails", "it came to " + came);
        } catch (PolyvisorException failure) {
            return failure;
        }
    }
}
