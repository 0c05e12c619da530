package io.polyvisor.placement.plan;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.plan.Leg.Kind;
import io.polyvisor.placement.plan.Plan.Obstacle;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an answer asks of each guest whose place or protection it changes. */
final class Errands {
    private final Site site;
    private final Answer answer;
    private final Set<HostKey> lost;
    private final List<Obstacle> obstacles = new ArrayList<>();

    Errands(Site site, Answer answer) {
        this.site = site;
        this.answer = answer;
        lost = answer.question() instanceof Question.FailOver failOver ? failOver.lost() : Set.of();
    }

    /** For every guest that has one, in the order of their names. What cannot be done at all is in {@link #obstacles}. */
    List<Errand> over(Loads loads) {
        return over(loads, Set.of());
    }

    /** The same, but these guests are stopped, moved and started though they could be moved while they run. */
    List<Errand> over(Loads loads, Set<String> stopped) {
        obstacles.clear();
        List<Errand> errands = new ArrayList<>();
        for (String name : site.guests().keySet().stream().sorted().toList()) {
            SiteGuest guest = site.guest(name);
            Optional<HostKey> place = answer.placeOf(name);
            if (place.isPresent()) {
                add(errands, loads, stopped.contains(name) ? guest.movable(Mobility.COLD) : guest, place.get());
            }
        }
        return errands;
    }

    List<Obstacle> obstacles() {
        return obstacles;
    }

    private void add(List<Errand> errands, Loads loads, SiteGuest guest, HostKey place) {
        List<Kind> kinds = new ArrayList<>();
        if (newProtection(guest).isPresent() && guest.place().isPresent()) {
            kinds.add(Kind.PROTECT);
        }
        if (!guest.place().equals(Optional.of(place))) {
            kinds.addAll(way(guest, place));
            if (kinds.contains(Kind.CREATE) && !makeable(guest, place)) {
                return;
            }
        }
        if (!kinds.isEmpty()) {
            HostLoad to = loads.of(place);
            HostLoad from = guest.place().map(loads::of).orElse(to);
            errands.add(new Errand(guest, loads.apart(guest.name()), from, to, kinds));
        }
    }

    private List<Kind> way(SiteGuest guest, HostKey to) {
        boolean active = guest.active();
        if (guest.place().isEmpty()) {
            return active ? List.of(Kind.CREATE, Kind.START) : List.of(Kind.CREATE);
        }
        HostKey from = guest.place().get();
        if (lost.contains(from) || site.host(from).state() == HostState.LOST) {
            return active
                    ? List.of(Kind.RECOVER, Kind.AUTOSTART_OFF, Kind.START)
                    : List.of(Kind.RECOVER, Kind.AUTOSTART_OFF);
        }
        if (!site.host(from).pool().equals(site.host(to).pool())) {
            return active ? List.of(Kind.STOP, Kind.CREATE, Kind.START) : List.of(Kind.CREATE);
        }
        if (!active) {
            return List.of(Kind.COLD);
        }
        return guest.mobility() == Mobility.LIVE ? List.of(Kind.LIVE) : List.of(Kind.STOP, Kind.COLD, Kind.START);
    }

    /** What the answer's question wants that guest to be protected as, where it is not. */
    Optional<Protection> newProtection(SiteGuest guest) {
        return answer.question() instanceof Question.ChangeProtection change
                        && change.guest().equals(guest.name())
                        && change.to() != guest.protection()
                ? Optional.of(change.to())
                : Optional.empty();
    }

    /** Whether the guest is defined anew because its host is lost. */
    boolean recovers(SiteGuest guest) {
        return comesBy(Kind.RECOVER, guest);
    }

    /** Whether the guest is made from its service. */
    boolean makes(SiteGuest guest) {
        return comesBy(Kind.CREATE, guest);
    }

    private boolean comesBy(Kind kind, SiteGuest guest) {
        Optional<HostKey> place = answer.placeOf(guest.name());
        return place.isPresent()
                && !place.equals(guest.place())
                && way(guest, place.get()).contains(kind);
    }

    private boolean makeable(SiteGuest guest, HostKey place) {
        if (guest.place().map(old -> old.endpoint().equals(place.endpoint())).orElse(false)) {
            obstacles.add(new Obstacle(
                    List.of(guest.name()),
                    true,
                    "guest " + guest.name() + " cannot be rebuilt on " + place + ": endpoint " + place.endpoint()
                            + " has the old guest of that name, which stays because its data do",
                    "save the data of the old guest and remove it, then ask again"));
            return false;
        }
        try {
            new Blueprint(site, answer).specOf(guest, place);
            return true;
        } catch (IllegalArgumentException cannot) {
            obstacles.add(new Obstacle(
                    List.of(guest.name()),
                    true,
                    "guest " + guest.name() + " cannot be made on " + place + ": " + cannot.getMessage(),
                    "describe service " + guest.name() + " so that endpoint " + place.endpoint() + " can make it"));
            return false;
        }
    }
}
