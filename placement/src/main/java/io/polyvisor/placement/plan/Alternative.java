package io.polyvisor.placement.plan;

import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the smallest guest, or set of the smallest, that has to be stopped so that all others get to their places. */
final class Alternative {
    private static final int TRIES = 12;

    private final Site site;
    private final Policy policy;
    private final Pace pace;
    private final Errands errands;

    Alternative(Site site, Policy policy, Pace pace, Errands errands) {
        this.site = site;
        this.policy = policy;
        this.pace = pace;
        this.errands = errands;
    }

    /** Which guests to stop, and for how long, in words. */
    String to(List<Errand> stuck) {
        List<SiteGuest> smallest = stuck.stream()
                .map(Errand::guest)
                .filter(guest -> guest.active() && guest.mobility() == Mobility.LIVE)
                .sorted(Comparator.comparing(SiteGuest::memory).thenComparing(SiteGuest::name))
                .toList();
        List<Set<String>> choices = new ArrayList<>();
        smallest.stream().limit(TRIES).forEach(guest -> choices.add(Set.of(guest.name())));
        for (int count = 2; count <= smallest.size(); count *= 2) {
            choices.add(names(smallest.subList(0, count)));
        }
        choices.add(names(smallest));
        for (Set<String> choice : choices) {
            Loads loads = new Loads(site, policy.reserve());
            Waves waves = new Waves(
                            loads,
                            new Detours(site, policy, loads),
                            pace,
                            errands.over(loads, choice),
                            0,
                            List.of(),
                            java.util.Optional.empty())
                    .run();
            Set<String> left = new TreeSet<>();
            waves.stuck().forEach(errand -> left.add(errand.guest().name()));
            if (stuck.stream().noneMatch(errand -> left.contains(errand.guest().name()))) {
                return words(choice, waves.drafts());
            }
        }
        return "no way was found by stopping guests, either";
    }

    private static Set<String> names(List<SiteGuest> guests) {
        Set<String> names = new TreeSet<>();
        guests.forEach(guest -> names.add(guest.name()));
        return names;
    }

    private String words(Set<String> choice, List<Drafted> drafts) {
        List<String> each = new ArrayList<>();
        for (String name : new TreeSet<>(choice)) {
            each.add("stop " + name + " for about " + downtime(name, drafts).toSeconds()
                    + " seconds: shut it down, move it cold, start it there");
        }
        return String.join("; ", each);
    }

    /** From the beginning of the wave in which it stops to the end of the one in which it starts. */
    private Duration downtime(String guest, List<Drafted> drafts) {
        Estimates estimates = new Estimates(pace);
        int first = Integer.MAX_VALUE;
        int last = 0;
        Map<Integer, Duration> waves = new LinkedHashMap<>();
        for (Drafted draft : drafts) {
            waves.merge(
                    draft.wave(),
                    estimates.of(draft.leg().kind(), draft.guest()),
                    (one, other) -> one.compareTo(other) > 0 ? one : other);
            if (draft.guest().name().equals(guest)) {
                first = Math.min(first, draft.wave());
                last = Math.max(last, draft.wave());
            }
        }
        Duration sum = Duration.ZERO;
        for (int wave = first; wave <= last; wave++) {
            sum = sum.plus(waves.getOrDefault(wave, Duration.ZERO));
        }
        return sum;
    }
}
