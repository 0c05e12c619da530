package io.polyvisor.placement.search;

import io.polyvisor.model.VlanId;
import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.PolicyRule;
import io.polyvisor.placement.policy.Requirement;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.SiteStorage;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps a guest from a host whatever else runs there. Capacity and groups are not looked at here: they depend on where other
 * guests go.
 */
public final class Eligibility {
    private final Site site;
    private final Policy policy;
    private final Set<HostState> usable;

    /** For hosts in these states, beside the one that a guest is on already. */
    public Eligibility(Site site, Policy policy, Set<HostState> usable) {
        this.site = site;
        this.policy = policy;
        this.usable = Set.copyOf(usable);
    }

    /** For hosts that are up. */
    public static Eligibility of(Site site, Policy policy) {
        return new Eligibility(site, policy, Set.of(HostState.UP));
    }

    /** The hardest obstacle between that guest and that host; a guest may always stay where it is. */
    public Optional<Constraint> obstacle(SiteGuest guest, SiteHost host) {
        return guest.place().equals(Optional.of(host.key())) ? Optional.empty() : obstacleToComing(guest, host);
    }

    /** The same as if the guest were not there yet: so that guests of different hosts, which are alike else, can share what is found. */
    Optional<Constraint> obstacleToComing(SiteGuest guest, SiteHost host) {
        if (guest.place().isPresent() && guest.mobility() == Mobility.FIXED) {
            return Optional.of(Constraint.FIXED);
        }
        if (!usable.contains(host.state())) {
            return Optional.of(Constraint.HOST_STATE);
        }
        if (!samePool(guest, host)) {
            return Optional.of(Constraint.POOL);
        }
        if (!guest.pins().allow(host.key(), site.endpointOf(host.key()).location())) {
            return Optional.of(Constraint.PIN);
        }
        Optional<Constraint> rule = ruledOut(guest, host);
        return rule.isPresent() ? rule : lacking(guest, host);
    }

    /** What the host itself does not have that the guest needs. */
    private Optional<Constraint> lacking(SiteGuest guest, SiteHost host) {
        if (!carries(guest, host)) {
            return Optional.of(Constraint.VLAN);
        }
        if (!runsOn(guest, host)) {
            return Optional.of(Constraint.CPU_VENDOR);
        }
        if (!reaches(guest, host)) {
            return Optional.of(Constraint.STORAGE);
        }
        return hasImage(guest, host) ? Optional.empty() : Optional.of(Constraint.IMAGE);
    }

    private boolean samePool(SiteGuest guest, SiteHost host) {
        return guest.place().isEmpty() || site.host(guest.place().get()).pool().equals(host.pool());
    }

    private Optional<Constraint> ruledOut(SiteGuest guest, SiteHost host) {
        Optional<PolicyRule> rule = policy.ruleFor(guest);
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        Requirement required = rule.get().then();
        SiteEndpoint endpoint = site.endpointOf(host.key());
        if (required.allows(endpoint)) {
            return Optional.empty();
        }
        if (!required.owners().isEmpty() && !required.owners().contains(endpoint.owner())) {
            return Optional.of(Constraint.CLASS);
        }
        boolean elsewhere =
                !required.locations().isEmpty() && !required.locations().contains(endpoint.location());
        return Optional.of(elsewhere ? Constraint.LOCATION : Constraint.ENDPOINT);
    }

    private boolean carries(SiteGuest guest, SiteHost host) {
        return host.vlans().keySet().containsAll(guest.vlans()) && named(guest, host);
    }

    /** A guest that must be made needs to know what the endpoint calls its networks. */
    private boolean named(SiteGuest guest, SiteHost host) {
        Service service = site.services().get(guest.name());
        Set<VlanId> known = site.endpointOf(host.key()).networks().keySet();
        return service == null || guest.place().isPresent() || known.containsAll(service.vlans());
    }

    private boolean runsOn(SiteGuest guest, SiteHost host) {
        boolean pinned = guest.cpuVendor().isPresent() && !guest.cpuVendor().equals(host.cpuVendor());
        return !pinned && !(movesLive(guest) && vendorsDiffer(guest, host));
    }

    private static boolean movesLive(SiteGuest guest) {
        return guest.active() && guest.mobility() == Mobility.LIVE;
    }

    private boolean vendorsDiffer(SiteGuest guest, SiteHost host) {
        if (guest.place().isEmpty() || site.poolOf(host.key()).liveAcrossVendors()) {
            return false;
        }
        SiteHost from = site.host(guest.place().get());
        boolean lost = from.state() == HostState.LOST;
        return !lost
                && from.cpuVendor().isPresent()
                && host.cpuVendor().isPresent()
                && !from.cpuVendor().equals(host.cpuVendor());
    }

    private boolean reaches(SiteGuest guest, SiteHost host) {
        for (GuestDisk disk : guest.disks()) {
            if (!reaches(disk, guest.place(), host)) {
                return false;
            }
        }
        return true;
    }

    /** A disk that exists moves only on storage that both ends share; one that is to be made may be wherever its host reaches. */
    private boolean reaches(GuestDisk disk, Optional<HostKey> place, SiteHost host) {
        if (disk.storage().isEmpty()) {
            return place.isEmpty();
        }
        SiteStorage storage = site.storages().get(disk.storage().get());
        boolean reached = host.storages().contains(disk.storage().get());
        return reached && (place.isEmpty() || (storage != null && storage.shared()));
    }

    private boolean hasImage(SiteGuest guest, SiteHost host) {
        return guest.place().isPresent()
                || guest.image().isEmpty()
                || site.endpointOf(host.key())
                        .images()
                        .containsKey(guest.image().get());
    }
}
