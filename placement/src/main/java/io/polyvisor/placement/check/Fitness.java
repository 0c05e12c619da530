package io.polyvisor.placement.check;

import io.polyvisor.model.StorageId;
import io.polyvisor.placement.policy.GuestMatch;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.policy.PolicyRule;
import io.polyvisor.placement.policy.Requirement;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Service;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteEndpoint;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteHost;
import io.polyvisor.placement.site.SiteStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whether a guest may come to a host, whatever else runs there. */
final class Fitness {
    private final Site site;
    private final Policy policy;

    Fitness(Site site, Policy policy) {
        this.site = site;
        this.policy = policy;
    }

    boolean fits(SiteGuest guest, SiteHost to, Manner manner, Set<HostState> usable) {
        return faults(guest, to, manner, usable).isEmpty();
    }

    /** Everything that forbids it. */
    List<Violation> faults(SiteGuest guest, SiteHost to, Manner manner, Set<HostState> usable) {
        String where = "guest " + guest.name() + " on host " + to.key() + ": ";
        List<Violation> faults = new ArrayList<>();
        if (!usable.contains(to.state())) {
            faults.add(Rule.HOST_STATE.broken(where + "the host is " + to.state()));
        }
        if (!pinsAllow(guest.pins(), to)) {
            faults.add(Rule.PINS.broken(where + "pinned elsewhere"));
        }
        if (!policyAllows(guest, to)) {
            faults.add(Rule.POLICY.broken(where + "policy " + policy.name() + " wants it elsewhere"));
        }
        if (!carriesNetworks(guest, to, manner)) {
            faults.add(Rule.VLAN.broken(where + "not every VLAN of " + guest.vlans() + " is there"));
        }
        if (guest.cpuVendor().isPresent() && !guest.cpuVendor().equals(to.cpuVendor())) {
            faults.add(Rule.VENDOR.broken(where + "runs on " + guest.cpuVendor().get() + " only"));
        }
        if (manner == Manner.MADE) {
            faults.addAll(faultsOfMaking(guest, to, where));
        } else {
            faults.addAll(faultsOfBringing(guest, to, manner, where));
        }
        return faults;
    }

    private List<Violation> faultsOfMaking(SiteGuest guest, SiteHost to, String where) {
        List<Violation> faults = new ArrayList<>();
        for (GuestDisk disk : guest.disks()) {
            if (disk.storage().isPresent()
                    && !to.storages().contains(disk.storage().get())) {
                faults.add(
                        Rule.STORAGE.broken(where + "storage " + disk.storage().get() + " is not reached"));
            }
        }
        Set<String> images = endpoint(to).images().keySet();
        if (guest.image().isPresent() && !images.contains(guest.image().get())) {
            faults.add(Rule.IMAGE.broken(where + "image " + guest.image().get() + " is not there"));
        }
        return faults;
    }

    private List<Violation> faultsOfBringing(SiteGuest guest, SiteHost to, Manner manner, String where) {
        List<Violation> faults = new ArrayList<>();
        SiteHost from = site.host(guest.place().orElseThrow());
        if (guest.mobility() == Mobility.FIXED) {
            faults.add(Rule.FIXED.broken(where + "it cannot be moved"));
        }
        if (from.state() == HostState.UNREACHABLE && manner != Manner.RESTARTED) {
            faults.add(Rule.HOST_STATE.broken(where + "its host is not observed: it may run or not"));
        }
        if (!from.pool().equals(to.pool())) {
            faults.add(Rule.POOL.broken(where + "it is in pool " + from.pool()));
        }
        if (guest.disks().stream().anyMatch(disk -> !sharedAt(disk, to))) {
            faults.add(Rule.STORAGE.broken(where + "a disk of it is not on shared storage that is reached"));
        }
        boolean live = manner == Manner.MOVED && guest.active() && guest.mobility() == Mobility.LIVE;
        if (live && crossesVendors(from, to)) {
            faults.add(Rule.VENDOR.broken(
                    where + "it would move live from " + from.cpuVendor() + " to " + to.cpuVendor() + " processors"));
        }
        return faults;
    }

    /**
     * The guest on that host. One that has yet to be made has its disks where they will be made: without a storage's name where the
     * endpoint makes disks, else on the only storage that the host reaches. Of one that exists nothing is guessed.
     */
    SiteGuest asMade(SiteGuest wanted, HostKey host) {
        SiteGuest guest = isRebuilt(wanted, host) ? rebuilt(wanted) : wanted;
        if (guest.place().isPresent()) {
            return guest.at(host);
        }
        List<GuestDisk> disks = guest.disks().stream()
                .map(disk -> disk.storage().isPresent() ? disk : new GuestDisk(unnamed(site.host(host)), disk.size()))
                .toList();
        return guest.with(disks).at(host);
    }

    /** Whether the guest, coming there from another pool, is made again from its service. */
    boolean isRebuilt(SiteGuest guest, HostKey to) {
        return guest.place().isPresent()
                && site.services().containsKey(guest.name())
                && !site.host(guest.place().get()).pool().equals(site.host(to).pool());
    }

    /** What is made again has the disks, the image and the pins of its service: those of the guest that is there stay behind. */
    SiteGuest rebuilt(SiteGuest guest) {
        Service service = Objects.requireNonNull(site.services().get(guest.name()));
        return new SiteGuest(
                guest.name(),
                guest.vcpus(),
                guest.memory(),
                guest.protection(),
                guest.vlans(),
                guest.cpuVendor(),
                service.image(),
                service.disks(),
                service.pins(),
                guest.mobility(),
                guest.active(),
                Optional.empty(),
                Optional.empty(),
                guest.tags());
    }

    private Optional<String> unnamed(SiteHost host) {
        Optional<StorageId> chosen = endpoint(host).newDisksIn();
        for (SiteStorage storage : site.storages().values()) {
            StorageId there = storage.on().get(host.key().endpoint());
            if (chosen.isPresent() && chosen.get().equals(there)) {
                return Optional.of(storage.name());
            }
        }
        return host.storages().size() == 1 ? host.storages().stream().findAny() : Optional.empty();
    }

    private boolean crossesVendors(SiteHost from, SiteHost to) {
        return from.state() != HostState.LOST
                && !site.poolOf(to.key()).liveAcrossVendors()
                && from.cpuVendor().isPresent()
                && to.cpuVendor().isPresent()
                && !from.cpuVendor().equals(to.cpuVendor());
    }

    private boolean sharedAt(GuestDisk disk, SiteHost to) {
        if (disk.storage().isEmpty()) {
            return false;
        }
        SiteStorage storage = site.storages().get(disk.storage().get());
        return storage != null && storage.shared() && to.storages().contains(storage.name());
    }

    private boolean carriesNetworks(SiteGuest guest, SiteHost to, Manner manner) {
        Service service = site.services().get(guest.name());
        boolean named = manner != Manner.MADE
                || service == null
                || service.vlans().stream().allMatch(endpoint(to).networks()::containsKey);
        return named && guest.vlans().stream().allMatch(to.vlans()::containsKey);
    }

    private boolean pinsAllow(Pins pins, SiteHost host) {
        return anyOr(pins.hosts(), host.key())
                && anyOr(pins.endpoints(), host.key().endpoint())
                && anyOr(pins.locations(), endpoint(host).location())
                && !pins.never().contains(host.key());
    }

    /** Whether the first rule of the policy that is about the guest lets it be there. */
    boolean policyAllows(SiteGuest guest, SiteHost host) {
        for (PolicyRule rule : policy.rules()) {
            if (isAbout(rule.when(), guest)) {
                Requirement then = rule.then();
                return anyOr(then.owners(), endpoint(host).owner())
                        && anyOr(then.locations(), endpoint(host).location())
                        && anyOr(then.endpoints(), host.key().endpoint());
            }
        }
        return true;
    }

    private static boolean isAbout(GuestMatch match, SiteGuest guest) {
        for (Map.Entry<String, String> tag : match.tags().entrySet()) {
            if (!tag.getValue().equals(guest.tags().get(tag.getKey()))) {
                return false;
            }
        }
        return anyOr(match.protections(), guest.protection())
                && match.name().map(glob -> globMatches(glob, guest.name())).orElse(true);
    }

    /** Asterisks stand for any text: what is before the first must lead, then each part may be as early as it can, the last ends it. */
    private static boolean globMatches(String glob, String name) {
        int star = glob.indexOf('*');
        if (star < 0) {
            return glob.equals(name);
        }
        if (!name.startsWith(glob.substring(0, star))) {
            return false;
        }
        String rest = glob.substring(star + 1);
        for (int skipped = star; skipped <= name.length(); skipped++) {
            if (globMatches(rest, name.substring(skipped))) {
                return true;
            }
        }
        return false;
    }

    private SiteEndpoint endpoint(SiteHost host) {
        return site.endpointOf(host.key());
    }

    private static <T> boolean anyOr(Set<T> only, T value) {
        return only.isEmpty() || only.contains(value);
    }
}
