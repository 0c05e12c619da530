package io.polyvisor.placement.failover;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** An oracle: tries every choice of guests of lost hosts, the best first. */
final class EveryRestart {
    private final Site site;
    private final Set<HostKey> lost;

    EveryRestart(Site site, Set<HostKey> lost) {
        this.site = site;
        this.lost = lost;
    }

    /** How many protected guests, and how many guests, cannot be restarted. */
    long[] best() {
        List<SiteGuest> victims = site.guests().values().stream()
                .filter(SiteGuest::active)
                .filter(guest -> guest.protection() != Protection.DO_NOT_RESTART)
                .filter(guest -> guest.place().filter(lost::contains).isPresent())
                .toList();
        long musts = victims.stream().filter(EveryRestart::must).count();
        return IntStream.range(0, 1 << victims.size())
                .filter(chosen -> possible(victims, chosen))
                .mapToObj(chosen ->
                        new long[] {musts - count(victims, chosen, true), victims.size() - Integer.bitCount(chosen)})
                .min((one, other) ->
                        one[0] != other[0] ? Long.compare(one[0], other[0]) : Long.compare(one[1], other[1]))
                .orElseThrow();
    }

    private static boolean must(SiteGuest guest) {
        return guest.protection() == Protection.PROTECTED;
    }

    private static long count(List<SiteGuest> victims, int chosen, boolean must) {
        return IntStream.range(0, victims.size())
                .filter(number -> (chosen >> number & 1) == 1 && must(victims.get(number)) == must)
                .count();
    }

    /** Only the chosen ones are to be restarted; that is the question of one loss where only they count. */
    private boolean possible(List<SiteGuest> victims, int chosen) {
        Map<String, Protection> protection = new HashMap<>();
        site.guests().keySet().forEach(name -> protection.put(name, Protection.DO_NOT_RESTART));
        IntStream.range(0, victims.size())
                .filter(number -> (chosen >> number & 1) == 1)
                .forEach(number -> protection.put(victims.get(number).name(), Protection.PROTECTED));
        Site asked = site.withGuests(site.guests().values().stream()
                .map(guest -> guest.protectedAs(protection.get(guest.name())))
                .toList());
        return new EveryAssignment(asked, Set.of(Protection.PROTECTED)).survives(lost);
    }
}
