package io.polyvisor.placement.oracle;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Small problems by their seeds. */
final class Problems {
    private static final int HOSTS = 5;
    private static final int GUESTS = 6;

    private Problems() {}

    /** New guests into a site that has some already. */
    static Problem placing(long seed) {
        Site site = SmallSites.site(seed, HOSTS, GUESTS, 35);
        return new Problem(seed, site, SmallSites.policy(seed), new Question.Place(homeless(site)));
    }

    /** Something about a site whose guests mostly have places. */
    static Problem moving(long seed) {
        Site site = SmallSites.site(seed + 500_000, HOSTS, GUESTS + 4, 95);
        Dice dice = new Dice(seed);
        List<HostKey> hosts = site.hosts().values().stream()
                .filter(host -> host.state() != HostState.OFF)
                .map(SiteHost::key)
                .toList();
        List<HostKey> any = hosts.isEmpty() ? List.copyOf(site.hosts().keySet()) : hosts;
        Question question = switch ((int) (seed % 4)) {
            case 0 -> new Question.Rebalance(dice.between(0, 4));
            case 1 ->
                new Question.Consolidate(
                        dice.chance(70) ? OptionalInt.empty() : OptionalInt.of(dice.between(1, HOSTS)));
            case 2 -> new Question.Evacuate(dice.of(any));
            default -> new Question.FailOver(Set.of(dice.of(any)));
        };
        return new Problem(seed, site, SmallSites.policy(seed + 500_000), question);
    }

    /** New guests that are all made from services, so that they can be planned. */
    static Problem serving(long seed) {
        Site site = SmallSites.serviceSite(seed + 700_000, HOSTS, GUESTS, 30);
        return new Problem(seed, site, SmallSites.policy(seed + 700_000), new Question.Place(homeless(site)));
    }

    /** A guest of a site whose protection is to be another one. */
    static Problem reprotecting(long seed) {
        Site site = SmallSites.serviceSite(seed + 900_000, HOSTS, GUESTS, 90);
        Dice dice = new Dice(seed);
        List<SiteGuest> settled = site.guests().values().stream()
                .filter(guest -> guest.place().isPresent())
                .toList();
        SiteGuest guest = dice.of(settled.isEmpty() ? List.copyOf(site.guests().values()) : settled);
        Protection to = dice.of(List.of(Protection.values()));
        Question question = new Question.ChangeProtection(guest.name(), to);
        return new Problem(seed, site, SmallSites.policy(seed + 900_000), question);
    }

    private static Set<String> homeless(Site site) {
        return site.guests().values().stream()
                .filter(guest -> guest.place().isEmpty())
                .map(SiteGuest::name)
                .collect(Collectors.toSet());
    }
}
