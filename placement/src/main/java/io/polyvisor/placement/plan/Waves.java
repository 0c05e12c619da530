package io.polyvisor.placement.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Puts errands into waves. Whoever can go without keeping another one out goes first; where nobody can, one that may do harm is chosen;
 * where nobody finds room at all, who must stop anyway stops early, and last a running guest takes a way round through a third host.
 */
final class Waves {
    private final Loads loads;
    private final Pace pace;
    private final List<Errand> pending;
    private final List<HostLoad> awakening;
    private final Detours detours;
    private final Optional<SplittableRandom> chance;
    private final List<Drafted> drafts = new ArrayList<>();
    private boolean chose;
    private int number;

    /**
     * @param after the number of the last wave before
     * @param awakening hosts that are switched on in the first wave
     * @param chance how to choose among moves that may do harm; empty for the most promising
     */
    Waves(
            Loads loads,
            Detours detours,
            Pace pace,
            List<Errand> errands,
            int after,
            List<HostLoad> awakening,
            Optional<SplittableRandom> chance) {
        this.loads = loads;
        this.pace = pace;
        this.awakening = awakening;
        this.chance = chance;
        pending = new ArrayList<>(errands);
        pending.sort(Errand.ORDER);
        this.detours = detours;
        number = after;
        pending.forEach(errand -> errand.to().await(errand.guest(), 1));
        awakening.forEach(host -> host.ready(false));
    }

    /** Goes on until all is done, or nothing can go on. */
    Waves run() {
        boolean first = true;
        while (!pending.isEmpty()) {
            Wave wave = new Wave(pace, ++number);
            loads.beginWave();
            boolean any = goOn(wave);
            wave.end();
            pending.removeIf(Errand::done);
            if (first) {
                awakening.forEach(host -> host.ready(true));
            }
            if (!any && !(first && !awakening.isEmpty())) {
                number--;
                break;
            }
            first = false;
        }
        return this;
    }

    private boolean goOn(Wave wave) {
        if (takeAllThatHarmNobody(wave)) {
            return true;
        }
        if (takeOneThatMayHarm(wave)) {
            takeAllThatHarmNobody(wave);
            return true;
        }
        return takeOneThatMustStopAnyway(wave) || takeOneWayRound(wave);
    }

    private boolean takeAllThatHarmNobody(Wave wave) {
        boolean any = false;
        for (Errand errand : pending) {
            if (!errand.done() && harmless(errand) && wave.admits(errand)) {
                take(wave, errand);
                any = true;
            }
        }
        return any;
    }

    private static boolean harmless(Errand errand) {
        return errand.held() || errand.impatient() || errand.to().hasRoomForAllAwaited();
    }

    private boolean takeOneThatMayHarm(Wave wave) {
        List<Errand> able = pending.stream()
                .filter(errand -> !errand.done() && wave.admits(errand))
                .toList();
        if (able.isEmpty()) {
            return false;
        }
        chose |= able.size() > 1;
        take(wave, able.get(chance.map(random -> random.nextInt(able.size())).orElseGet(() -> mostPromising(able))));
        return true;
    }

    /** One that leaves a host where others wait, if there is one. */
    private static int mostPromising(List<Errand> able) {
        for (int i = 0; i < able.size(); i++) {
            if (!able.get(i).leg().from().hasRoomForAllAwaited()) {
                return i;
            }
        }
        return 0;
    }

    private boolean takeOneThatMustStopAnyway(Wave wave) {
        for (int i = pending.size() - 1; i >= 0; i--) {
            Errand errand = pending.get(i);
            if (errand.canBeImpatient()) {
                errand.hurry();
                take(wave, errand);
                return true;
            }
        }
        return false;
    }

    private boolean takeOneWayRound(Wave wave) {
        Optional<Errand> errand = detours.arrange(pending);
        errand.ifPresent(found -> take(wave, found));
        return errand.isPresent();
    }

    private void take(Wave wave, Errand errand) {
        Leg leg = errand.leg();
        long cost = wave.take(errand);
        drafts.add(new Drafted(wave.number(), errand.guest(), leg, errand.detoured(), cost));
    }

    List<Drafted> drafts() {
        return drafts;
    }

    /** Errands that did not come to their end. */
    List<Errand> stuck() {
        return pending;
    }

    /** The number of the last wave. */
    int last() {
        return number;
    }

    /** Whether another choice might have led further. */
    boolean chose() {
        return chose;
    }
}
