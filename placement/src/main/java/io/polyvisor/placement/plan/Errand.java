package io.polyvisor.placement.plan;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What must happen to one guest, in order. It begins only when its last host has room for it, and keeps that room from then on; an
 * impatient one, which must stop on its way anyway, stops before there is room.
 */
final class Errand {
    /** Who goes first where not all can go at once: whoever must run most, then the biggest. */
    static final Comparator<Errand> ORDER = Comparator.comparing(
                    (Errand errand) -> errand.guest.protection(), Protection::compareTo)
            .thenComparing(errand -> errand.guest.memory(), Comparator.reverseOrder())
            .thenComparing(errand -> errand.guest.name());

    private final SiteGuest guest;
    private final int[] apart;
    private final HostLoad from;
    private final HostLoad to;
    private final List<Leg> legs;
    private int next;
    private int lastWave;
    private boolean held;
    private boolean impatient;
    private boolean detoured;

    Errand(SiteGuest guest, int[] apart, HostLoad from, HostLoad to, List<Leg.Kind> kinds) {
        this.guest = guest;
        this.apart = apart;
        this.from = from;
        this.to = to;
        legs = new ArrayList<>();
        for (Leg.Kind kind : kinds) {
            legs.add(new Leg(kind, from, to));
        }
    }

    SiteGuest guest() {
        return guest;
    }

    int[] apart() {
        return apart;
    }

    HostLoad from() {
        return from;
    }

    HostLoad to() {
        return to;
    }

    boolean done() {
        return next == legs.size();
    }

    Leg leg() {
        return legs.get(next);
    }

    /** A guest does one thing in a wave: the next must find the one before completed. */
    boolean rested(int wave) {
        return lastWave < wave;
    }

    void advance(int wave) {
        next++;
        lastWave = wave;
    }

    boolean held() {
        return held;
    }

    void hold() {
        held = true;
    }

    boolean impatient() {
        return impatient;
    }

    /** Whether it stops on its way, so that it could stop sooner. */
    boolean canBeImpatient() {
        return !done() && !held && !impatient && leg().kind() == Leg.Kind.STOP;
    }

    void hurry() {
        impatient = true;
    }

    /** Whether it is a live move that could take a way round. */
    boolean canDetour() {
        return !detoured && !done() && leg().kind() == Leg.Kind.LIVE;
    }

    void detour(HostLoad through) {
        Leg straight = legs.remove(next);
        legs.add(next, new Leg(Leg.Kind.LIVE, straight.from(), through));
        legs.add(next + 1, new Leg(Leg.Kind.LIVE, through, straight.to()));
        detoured = true;
    }

    boolean detoured() {
        return detoured;
    }

    boolean rebuilds() {
        return from != to && legs.stream().anyMatch(leg -> leg.kind() == Leg.Kind.CREATE);
    }
}
