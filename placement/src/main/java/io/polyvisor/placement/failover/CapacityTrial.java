package io.polyvisor.placement.failover;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Whether a pool of a changed site survives so many failures. Losses that were too much once are tried first: mostly they still are, and
 * nothing else need be looked at.
 */
final class CapacityTrial implements Trial {
    /** Sites that are looked at in full: each may take as long as the first answer. */
    private static final int MOST = 8;

    private final Policy policy;
    private final Set<Protection> counted;
    private final Meaning meaning;
    private final Effort effort;
    private final String pool;
    private final int failures;
    private final List<List<HostKey>> tooMuch = new ArrayList<>();
    private int full;

    CapacityTrial(
            Policy policy,
            Set<Protection> counted,
            Meaning meaning,
            Effort effort,
            String pool,
            int failures,
            List<HostKey> counterExample) {
        this.policy = policy;
        this.counted = counted;
        this.meaning = meaning;
        this.effort = effort;
        this.pool = pool;
        this.failures = failures;
        tooMuch.add(counterExample);
    }

    @Override
    public boolean mayDo(Site changed) {
        PoolLoad load = load(changed);
        AtOnce check = new AtOnce(load, new Budget(effort));
        return tooMuch.stream()
                .allMatch(lost -> check.survivesLossOf(lost.stream()
                        .mapToInt(load.hosts::indexOf)
                        .filter(host -> host >= 0)
                        .toArray()));
    }

    @Override
    public boolean does(Site changed) {
        if (!mayDo(changed) || full++ >= MOST) {
            return false;
        }
        CapacityStudy study = new CapacityStudy(load(changed), meaning, effort);
        boolean survives = study.survives(failures);
        if (!survives && !study.counterExample().isEmpty()) {
            tooMuch.add(study.counterExample());
        }
        return survives;
    }

    private PoolLoad load(Site site) {
        Map<String, HostKey> places = new LinkedHashMap<>();
        site.guests().forEach((name, guest) -> guest.place().ifPresent(place -> places.put(name, place)));
        SiteLoad loads = new SiteLoad(site, policy, counted, Set.of(pool), places);
        return Objects.requireNonNull(loads.pools().get(pool));
    }
}
