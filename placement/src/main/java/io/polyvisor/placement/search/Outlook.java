package io.polyvisor.placement.search;

import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A guest's choice of hosts as an answer leaves things: what keeps it from each, and what each would cost. */
final class Outlook {
    private static final int MOST_ADMISSIONS = 300;
    private final Site site;
    private final Policy policy;
    private final Answer answer;
    private final SiteGuest guest;
    private final Objections objections;
    private final Occupancy occupancy;
    private final Admission admission;
    private int admissions;

    Outlook(Site site, Policy policy, Answer answer, SiteGuest before) {
        this.answer = answer;
        this.policy = policy;
        this.guest = asAsked(site, answer, before);
        this.site = site.withGuests(site.guests().values().stream()
                .map(each -> each.name().equals(guest.name()) ? guest : each)
                .toList());
        this.objections = new Objections(this.site, policy, eligibility(), places(), guest);
        this.occupancy = objections.occupancy();
        Grid grid = new Grid(this.site, policy, Eligibility.of(this.site, policy));
        this.admission = new Admission(this.site, site, policy, grid, Effort.standard());
    }

    private Map<String, HostKey> places() {
        return answer.holds() ? answer.places() : now();
    }

    private Map<String, HostKey> now() {
        Map<String, HostKey> places = new LinkedHashMap<>();
        site.guests().forEach((name, each) -> each.place().ifPresent(place -> places.put(name, place)));
        return places;
    }

    /** Protected as the question has it; and as if it were new, where it is made anew in another pool. */
    private static SiteGuest asAsked(Site site, Answer answer, SiteGuest before) {
        if (!(answer.question() instanceof Question.ChangeProtection change)
                || !change.guest().equals(before.name())) {
            return before;
        }
        SiteGuest asked = before.protectedAs(change.to());
        Service service = site.services().get(before.name());
        Optional<String> from = before.place().map(place -> site.host(place).pool());
        Optional<String> to =
                answer.placeOf(before.name()).map(place -> site.host(place).pool());
        boolean leaves = from.isPresent() && to.isPresent() && !from.equals(to);
        return service != null && leaves ? Reprotecting.made(asked, service) : asked;
    }

    private Eligibility eligibility() {
        return answer.question() instanceof Question.Consolidate
                ? new Eligibility(site, policy, Set.of(HostState.UP, HostState.OFF))
                : Eligibility.of(site, policy);
    }

    SiteGuest guest() {
        return guest;
    }

    /** The host that the answer gives it; empty for none. */
    Optional<HostKey> chosen() {
        return Optional.ofNullable(places().get(guest.name()));
    }

    /** Whether it is where it was. */
    boolean stays() {
        return chosen().isPresent() && chosen().equals(guest.place());
    }

    String currency() {
        return site.currency();
    }

    Occupancy occupancy() {
        return occupancy;
    }

    /** What keeps it from that host; empty when it would do. */
    Optional<Objection> objection(HostKey host) {
        return asked(host)
                .or(() -> objections.to(site.host(host)))
                .or(() -> tooDear(host))
                .or(() -> weakening(host));
    }

    private Optional<Objection> asked(HostKey host) {
        if (answer.question() instanceof Question.Evacuate evacuate
                && evacuate.host().equals(host)) {
            return Optional.of(new Objection(Constraint.HOST_STATE, "is being emptied", ""));
        }
        if (answer.question() instanceof Question.FailOver failOver
                && failOver.lost().contains(host)) {
            return Optional.of(new Objection(Constraint.HOST_STATE, "is lost", host + " back"));
        }
        if (answer.question() instanceof Question.Consolidate
                && answer.released().contains(host)) {
            return Optional.of(new Objection(Constraint.HOST_STATE, "is to be empty", ""));
        }
        return Optional.empty();
    }

    private Optional<Objection> tooDear(HostKey host) {
        Money after = answer.costAfter().plus(difference(host));
        boolean over = policy.budget().isPresent()
                && after.compareTo(policy.budget().get()) > 0
                && after.compareTo(answer.costBefore()) > 0;
        return over
                ? Optional.of(new Objection(
                        Constraint.BUDGET,
                        "costs too much: " + after + " " + site.currency() + " a year in all, the budget is "
                                + policy.budget().get(),
                        "a budget of " + after + " " + site.currency()))
                : Optional.empty();
    }

    private Optional<Objection> weakening(HostKey host) {
        if (!admission.isNeeded() || admissions++ >= MOST_ADMISSIONS) {
            return Optional.empty();
        }
        boolean admitted = admission.put(List.of(guest.name()), host, this::placesOfOthers);
        admission.take(List.of(guest.name()), host);
        String pool = site.host(host).pool();
        return admitted
                ? Optional.empty()
                : Optional.of(new Objection(
                        Constraint.FAILOVER,
                        "would leave pool " + pool + " unable to lose as many hosts as it must",
                        "a lower failover capacity of pool " + pool));
    }

    private Map<String, HostKey> placesOfOthers() {
        Map<String, HostKey> others = new LinkedHashMap<>(places());
        others.remove(guest.name());
        return others;
    }

    /** What the guest would cost more on that host in a year than where it is put. */
    Money difference(HostKey host) {
        return occupancy.costOn(host).minus(chosen().map(occupancy::costOn).orElse(Money.ZERO));
    }

    /** Why the guest is not on that host although it would do. */
    String notPreferred(HostKey host) {
        if (admission.isNeeded() && admissions > MOST_ADMISSIONS) {
            return "would do, unless it left its pool too weak: that was not looked at for so many hosts";
        }
        int compared = difference(host).compareTo(Money.ZERO);
        if (chosen().isEmpty()) {
            return "would do as things are now; it was not chosen for all guests together";
        }
        if (compared > 0) {
            return "would do, but costs " + difference(host) + " " + site.currency() + " more a year";
        }
        if (chosen().equals(guest.place())) {
            return "would do, but the guest stays where it is";
        }
        if (compared < 0) {
            return "would do and cost " + Money.ZERO.minus(difference(host)) + " " + site.currency()
                    + " less a year by itself, but not with all guests together";
        }
        return switch (policy.fill()) {
            case PACK ->
                occupancy.others(host) == 0
                        ? "would do, but is empty: as few hosts as possible are used"
                        : "would do as well, at the same cost";
            case SPREAD ->
                "would do as well, at the same cost; " + occupancy.freeMemory(site.host(host), 0) + " are free there";
        };
    }
}
