package io.polyvisor.placement.check;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether an answer does what its question asks, to those that it is about, and leaves the others alone. */
final class Asked {
    private final Situation situation;
    private final Site site;
    private final Fitness fitness;
    private final List<Violation> faults = new ArrayList<>();

    private Asked(Situation situation) {
        this.situation = situation;
        this.site = situation.site();
        this.fitness = new Fitness(site, situation.policy());
    }

    static List<Violation> faults(Situation situation) {
        Asked asked = new Asked(situation);
        asked.site.guests().values().forEach(asked::look);
        asked.whole();
        return asked.faults;
    }

    private void look(SiteGuest guest) {
        boolean homeless = guest.place().isEmpty();
        boolean placed = situation.after().containsKey(guest.name());
        if (homeless && placed && !mayBeMade(guest)) {
            fault(Rule.MOVES, "guest " + guest.name() + " gets a place, and nobody asked for that");
        }
        if (!homeless && !placed && !mayVanish(guest)) {
            fault(Rule.MOVES, "guest " + guest.name() + " has no place any more");
        }
        if (!homeless && situation.arrives(guest) && !mayMove(guest)) {
            fault(Rule.MOVES, "guest " + guest.name() + " is moved, and must stay");
        }
    }

    private boolean mayBeMade(SiteGuest guest) {
        Question question = situation.question();
        if (question instanceof Question.Place place) {
            return place.guests().contains(guest.name());
        }
        return question instanceof Question.ChangeProtection change
                && change.guest().equals(guest.name());
    }

    private boolean mayVanish(SiteGuest guest) {
        return guest.place().map(situation.lost()::contains).orElse(false);
    }

    private boolean mayMove(SiteGuest guest) {
        Question question = situation.question();
        if (question instanceof Question.FailOver failOver) {
            boolean left = guest.active() && guest.protection() == Protection.DO_NOT_RESTART;
            return guest.place().map(failOver.lost()::contains).orElse(false) && !left;
        }
        if (question instanceof Question.ChangeProtection change) {
            return change.guest().equals(guest.name());
        }
        return !(question instanceof Question.Place);
    }

    private void whole() {
        Question question = situation.question();
        if (question instanceof Question.Place place) {
            everyoneIsPlaced(place);
        } else if (question instanceof Question.Rebalance rebalance) {
            notMoreThan(rebalance.moves(), situation.moved(), "moves");
        } else if (question instanceof Question.Consolidate consolidate
                && consolidate.hosts().isPresent()) {
            notMoreThan(consolidate.hosts().getAsInt(), situation.usedAfter().size(), "hosts in use");
        } else if (question instanceof Question.Evacuate evacuate) {
            everyoneHasLeft(evacuate.host());
        } else if (question instanceof Question.FailOver failOver) {
            everyoneIsRestarted(failOver.lost());
        } else if (question instanceof Question.ChangeProtection change) {
            isWhereThePolicyWants(change.guest());
        }
        if (!(question instanceof Question.FailOver)
                && !situation.answer().unplaced().isEmpty()) {
            fault(Rule.UNPLACED, situation.answer().unplaced() + " are said to have no place");
        }
    }

    private void everyoneIsPlaced(Question.Place place) {
        place.guests().stream()
                .filter(guest -> !situation.after().containsKey(guest))
                .sorted()
                .forEach(guest -> fault(Rule.UNPLACED, "guest " + guest + " has no place"));
    }

    private void notMoreThan(long most, long count, String what) {
        if (count > most) {
            fault(Rule.MOVES, count + " " + what + ", and " + most + " are allowed");
        }
    }

    private void everyoneHasLeft(HostKey host) {
        for (SiteGuest guest : site.guests().values()) {
            boolean stays = host.equals(situation.after().get(guest.name()));
            if (stays && (guest.active() || couldBeOn(guest, Set.of(host), Manner.CARRIED))) {
                fault(Rule.MOVES, "guest " + guest.name() + " is still on host " + host);
            }
        }
    }

    private void everyoneIsRestarted(Set<HostKey> lost) {
        for (SiteGuest guest : site.guests().values()) {
            boolean victim = guest.place().map(lost::contains).orElse(false) && guest.active();
            boolean wanted = victim && guest.protection() != Protection.DO_NOT_RESTART;
            HostKey after = situation.after().get(guest.name());
            if (victim && after != null && lost.contains(after)) {
                fault(Rule.MOVES, "guest " + guest.name() + " is left on host " + after + ", which is lost");
            }
            boolean without = wanted && after == null;
            if (without != (situation.answer().unplaced().contains(guest.name()) && wanted)) {
                fault(
                        Rule.UNPLACED,
                        "guest " + guest.name() + (without ? " has no place" : " has a place")
                                + ", and the answer says otherwise");
            }
            if (without && couldBeOn(guest, lost, Manner.RESTARTED)) {
                fault(Rule.UNPLACED, "guest " + guest.name() + " has no place, and there is one");
            }
        }
        for (String name : situation.answer().unplaced()) {
            SiteGuest guest = site.guests().get(name);
            boolean victim = guest != null && guest.place().map(lost::contains).orElse(false);
            if (!victim || situation.after().containsKey(name)) {
                fault(Rule.UNPLACED, "guest " + name + " is said to have no place");
            }
        }
    }

    /** Whether some other host would simply take the guest as the answer leaves things. */
    private boolean couldBeOn(SiteGuest guest, Set<HostKey> butNot, Manner manner) {
        return site.hosts().values().stream()
                .filter(host -> !butNot.contains(host.key()))
                .filter(host -> fitness.fits(guest, host, manner, Set.of(HostState.UP)))
                .filter(host -> situation.groupsLet(guest, host.key()))
                .anyMatch(host -> hasRoom(guest, host));
    }

    private boolean hasRoom(SiteGuest guest, SiteHost host) {
        List<SiteGuest> there = situation.activeAfter(host.key());
        long memory = guest.active() ? guest.memory().bytes() : 0;
        long vcpus = guest.active() ? guest.vcpus() : 0;
        return !guest.active()
                || Capacity.of(host, situation.policy())
                        .holds(Capacity.memory(there) + memory, Capacity.vcpus(there) + vcpus);
    }

    private void isWhereThePolicyWants(String name) {
        HostKey place = situation.after().get(name);
        if (place == null) {
            fault(Rule.UNPLACED, "guest " + name + " has no place");
        } else if (!fitness.policyAllows(site.guest(name), site.host(place))) {
            fault(Rule.POLICY, "guest " + name + " stays on host " + place + ", where the policy does not want it");
        }
    }

    private void fault(Rule rule, String words) {
        faults.add(rule.broken(words));
    }
}
