package io.polyvisor.placement.plan;

import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes on at once: whether one more thing may join, and what it changes. Room that a guest leaves is free only when the wave has
 * ended; room that it goes to is taken at once.
 */
final class Wave {
    private final Pace pace;
    private final int number;
    private final Map<String, Integer> movesOfKind = new HashMap<>();
    private final List<Runnable> atTheEnd = new ArrayList<>();

    Wave(Pace pace, int number) {
        this.pace = pace;
        this.number = number;
    }

    int number() {
        return number;
    }

    /** Whether the errand's next leg may go on in this wave. */
    boolean admits(Errand errand) {
        Leg leg = errand.leg();
        return errand.rested(number) && leg.to().ready() && keepsPace(leg) && finds(errand, leg);
    }

    private boolean keepsPace(Leg leg) {
        if (leg.kind().moves()) {
            return leg.from().moves() < pace.movesPerHost()
                    && leg.to().moves() < pace.movesPerHost()
                    && movesOfKind.getOrDefault(leg.to().endpoint().kind(), 0) < pace.movesPerEndpoint();
        }
        return !leg.kind().makesOrBoots() || leg.to().starts() < pace.startsPerHost();
    }

    private static boolean finds(Errand errand, Leg leg) {
        if (errand.held() || leg.kind() == Leg.Kind.PROTECT) {
            return true;
        }
        if (!errand.impatient()) {
            return welcomes(errand, leg.kind() == Leg.Kind.LIVE ? leg.to() : errand.to());
        }
        return switch (leg.kind()) {
            case COLD, CREATE -> leg.to().isFreeOf(errand.apart());
            case START -> leg.to().hasRoomFor(errand.guest());
            case LIVE -> welcomes(errand, leg.to());
            default -> true;
        };
    }

    static boolean welcomes(Errand errand, HostLoad host) {
        return host.hasRoomFor(errand.guest()) && host.isFreeOf(errand.apart());
    }

    /** Takes the errand's next leg into this wave; what it changes in cost, in hundredths. */
    long take(Errand errand) {
        Leg leg = errand.leg();
        count(leg);
        arrive(errand, leg);
        depart(errand, leg);
        errand.advance(number);
        return cost(leg);
    }

    private void count(Leg leg) {
        if (leg.kind().moves()) {
            leg.from().countMove();
            leg.to().countMove();
            movesOfKind.merge(leg.to().endpoint().kind(), 1, Integer::sum);
        } else if (leg.kind().makesOrBoots()) {
            leg.to().countStart();
        }
    }

    private static void arrive(Errand errand, Leg leg) {
        if (leg.kind() == Leg.Kind.PROTECT || errand.held()) {
            return;
        }
        SiteGuest guest = errand.guest();
        if (errand.impatient()) {
            if (leg.kind() == Leg.Kind.COLD || leg.kind() == Leg.Kind.CREATE) {
                leg.to().join(errand.apart());
            } else if (leg.kind() == Leg.Kind.START) {
                stopAwaiting(errand);
                leg.to().occupy(guest);
            } else if (leg.kind() == Leg.Kind.LIVE) {
                leg.to().occupy(guest);
                leg.to().join(errand.apart());
            }
            return;
        }
        boolean onTheWay = leg.kind() == Leg.Kind.LIVE && leg.to() != errand.to();
        HostLoad host = onTheWay ? leg.to() : errand.to();
        host.occupy(guest);
        host.join(errand.apart());
        if (!onTheWay) {
            stopAwaiting(errand);
            errand.hold();
        }
    }

    private static void stopAwaiting(Errand errand) {
        errand.to().await(errand.guest(), -1);
    }

    private void depart(Errand errand, Leg leg) {
        SiteGuest guest = errand.guest();
        HostLoad from = leg.from();
        switch (leg.kind()) {
            case LIVE ->
                atTheEnd.add(() -> {
                    from.vacate(guest);
                    from.leave(errand.apart());
                });
            case STOP -> atTheEnd.add(() -> from.vacate(guest));
            case COLD -> atTheEnd.add(() -> from.leave(errand.apart()));
            case CREATE -> {
                if (errand.rebuilds()) {
                    atTheEnd.add(() -> from.leave(errand.apart()));
                }
            }
            default -> {}
        }
    }

    private static long cost(Leg leg) {
        return switch (leg.kind()) {
            case LIVE -> leg.to().costOfOneMore() - leg.from().savingOfOneLess();
            case STOP -> -leg.from().savingOfOneLess();
            case START -> leg.to().costOfOneMore();
            default -> 0;
        };
    }

    /** What left is gone now. */
    void end() {
        atTheEnd.forEach(Runnable::run);
        atTheEnd.clear();
    }
}
