package io.polyvisor.placement.check;

import io.polyvisor.placement.Question;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether those that come to a host may be there, whoever else is. */
final class Arrivals {
    private Arrivals() {}

    static List<Violation> faults(Situation situation) {
        List<Violation> faults = new ArrayList<>();
        Set<HostState> usable = EnumSet.of(HostState.UP);
        if (situation.question() instanceof Question.Consolidate) {
            usable.add(HostState.OFF);
        }
        Fitness fitness = new Fitness(situation.site(), situation.policy());
        for (SiteGuest guest : situation.arriving()) {
            HostKey key = Objects.requireNonNull(situation.after().get(guest.name()));
            SiteHost host = situation.site().host(key);
            if (situation.lost().contains(key)) {
                faults.add(Rule.HOST_STATE.broken("guest " + guest.name() + " comes to " + key + ", which is lost"));
            }
            boolean rebuilt =
                    situation.question() instanceof Question.ChangeProtection && fitness.isRebuilt(guest, key);
            SiteGuest coming = rebuilt ? fitness.rebuilt(guest) : guest;
            faults.addAll(fitness.faults(coming, host, manner(situation, coming), usable));
        }
        return faults;
    }

    private static Manner manner(Situation situation, SiteGuest guest) {
        if (guest.place().isEmpty()) {
            return Manner.MADE;
        }
        return situation.lost().contains(guest.place().get()) ? Manner.RESTARTED : Manner.MOVED;
    }
}
