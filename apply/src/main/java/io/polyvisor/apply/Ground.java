package io.polyvisor.apply;

import io.polyvisor.Endpoint;
import io.polyvisor.apply.FenceEvidence.ObservedOff;
import io.polyvisor.apply.StateDirectory.Fenced;
import io.polyvisor.model.CreationKey;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What every look and every deed of one plan rests on.
 *
 * @param story what the journal tells so far
 */
record Ground(
        Site site,
        Plan plan,
        Endpoints endpoints,
        StateDirectory state,
        ApplyOptions options,
        FenceRunner fences,
        InstantSource clock,
        JournalStory story) {

    HostsOf hosts() {
        return new HostsOf(site);
    }

    Sight look() {
        return Sight.now(hosts(), endpoints);
    }

    KeptGuests kept() {
        return new KeptGuests(state.observed());
    }

    Endpoint endpoint(HostKey host) {
        String why = options.why().isBlank() ? plan.purpose() : options.why();
        return endpoints
                .named(host.endpoint())
                .within(options.stepDeadline())
                .because(why + " (plan " + plan.id() + ")");
    }

    /** Hosts among which that guest could run: the pool of that host, and the one where the site says that the guest is. */
    List<HostKey> haunts(String guest, HostKey host) {
        Set<String> pools = new LinkedHashSet<>();
        pools.add(site.host(host).pool());
        Optional.ofNullable(site.guests().get(guest))
                .flatMap(SiteGuest::place)
                .ifPresent(place -> pools.add(site.host(place).pool()));
        return site.hosts().values().stream()
                .filter(each -> pools.contains(each.pool()))
                .map(each -> each.key())
                .toList();
    }

    /** Whether evidence says that nothing runs on a host that does not answer. */
    boolean fenced(HostKey host) {
        Fenced fenced = state.fenced().get(host);
        return fenced != null && !fenced.answeredSince() && !(fenced.evidence() instanceof ObservedOff);
    }

    /** The key that the plan makes that guest under on that host, if it does. */
    Optional<CreationKey> keyOf(String guest) {
        return plan.steps().stream()
                .map(step -> step.action())
                .filter(action -> action.subject().equals(Optional.of(guest)))
                .flatMap(action -> keyOf(action).stream())
                .findFirst();
    }

    private Optional<CreationKey> keyOf(Action action) {
        if (action instanceof Action.Create create) {
            return Optional.of(create.key());
        }
        return action instanceof Action.Recover recover ? Optional.of(keyOf(recover)) : Optional.empty();
    }

    /** The key that the guest had; where that is not known, one that the plan always gives it. */
    CreationKey keyOf(Action.Recover recover) {
        return lastSeen(recover).flatMap(KeptGuest::key).orElseGet(() -> {
            String text = plan.id() + "/" + recover.guest();
            return new CreationKey(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)));
        });
    }

    /** The last observation of a guest on its lost host. */
    Optional<KeptGuest> lastSeen(Action.Recover recover) {
        return kept().of(recover.lost().endpoint()).values().stream()
                .filter(guest -> guest.name().equals(recover.guest()))
                .filter(guest -> guest.host().equals(recover.lost()))
                .findFirst();
    }

    /** Whether the plan defines that guest anew after its host was lost. */
    boolean recovers(String guest) {
        return plan.steps().stream()
                .anyMatch(step -> step.action() instanceof Action.Recover recover
                        && recover.guest().equals(guest));
    }
}
