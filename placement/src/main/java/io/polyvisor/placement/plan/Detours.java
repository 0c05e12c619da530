package io.polyvisor.placement.plan;

import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.search.Eligibility;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import java.util.List;
import java.util.Optional;

/** Finds a third host for a guest whose leaving lets another one go on. */
final class Detours {
    private final Eligibility eligibility;
    private final Loads loads;

    Detours(Site site, Policy policy, Loads loads) {
        this.loads = loads;
        eligibility = Eligibility.of(site, policy);
    }

    /** Gives the smallest guest that helps, and can, a way round; empty when none does. */
    Optional<Errand> arrange(List<Errand> pending) {
        for (int i = pending.size() - 1; i >= 0; i--) {
            Errand errand = pending.get(i);
            if (errand.canDetour() && helps(errand, pending)) {
                Optional<HostLoad> third = third(errand);
                if (third.isPresent()) {
                    errand.detour(third.get());
                    return Optional.of(errand);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether somebody who waits for the host that this one leaves would find room there then. */
    private static boolean helps(Errand leaving, List<Errand> pending) {
        HostLoad left = leaving.leg().from();
        left.vacate(leaving.guest());
        left.leave(leaving.apart());
        boolean helps = pending.stream()
                .anyMatch(errand ->
                        errand != leaving && !errand.held() && errand.to() == left && Wave.welcomes(errand, left));
        left.occupy(leaving.guest());
        left.join(leaving.apart());
        return helps;
    }

    private Optional<HostLoad> third(Errand errand) {
        SiteGuest here = errand.guest().at(errand.leg().from().key());
        return loads.roomiestOf(errand.to().host().pool()).stream()
                .filter(host -> host != errand.leg().from() && host != errand.to())
                .filter(host -> Wave.welcomes(errand, host))
                .filter(host -> eligibility.obstacle(here, host.host()).isEmpty())
                .filter(host -> eligibility
                        .obstacle(errand.guest().at(host.key()), errand.to().host())
                        .isEmpty())
                .findFirst();
    }
}
