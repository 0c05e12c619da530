package io.polyvisor.placement.plan;

import java.util.ArrayList;
import java.util.List;

/** Puts legs whose order is known into waves: one joins the wave of the one before where it does not depend on its end. */
final class Script {
    private final Loads loads;
    private final Pace pace;
    private final List<Drafted> drafts = new ArrayList<>();
    private int number;

    Script(Loads loads, Pace pace, int after) {
        this.loads = loads;
        this.pace = pace;
        number = after;
    }

    List<Drafted> play(List<Errand> legs) {
        Wave wave = begin();
        List<String> acting = new ArrayList<>();
        for (Errand errand : legs) {
            if (acting.contains(errand.guest().name()) || !wave.admits(errand)) {
                wave.end();
                wave = begin();
                acting.clear();
            }
            acting.add(errand.guest().name());
            Leg leg = errand.leg();
            drafts.add(new Drafted(number, errand.guest(), leg, aside(errand), wave.take(errand)));
        }
        wave.end();
        return drafts;
    }

    private static boolean aside(Errand errand) {
        return errand.guest()
                .place()
                .map(place -> !place.equals(errand.from().key()))
                .orElse(false);
    }

    private Wave begin() {
        loads.beginWave();
        return new Wave(pace, ++number);
    }
}
