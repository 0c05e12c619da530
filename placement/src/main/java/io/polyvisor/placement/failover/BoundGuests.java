package io.polyvisor.placement.failover;

import io.polyvisor.placement.Constraint;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.GuestDisk;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Mobility;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteGuest;
import io.polyvisor.placement.site.SiteStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counted guests of a pool that no other host could start, whatever room there is: each with the reason. */
final class BoundGuests {
    private final Site site;
    private final Restartable restartable;
    private final PoolLoad load;

    BoundGuests(Site site, Policy policy, PoolLoad load) {
        this.site = site;
        this.load = load;
        restartable = new Restartable(site, policy);
    }

    /** In words, in the order of their names. */
    List<String> words() {
        Map<String, String> words = new TreeMap<>();
        for (int host = 0; host < load.size(); host++) {
            for (Item item : load.on(host)) {
                if (isBound(item, host)) {
                    words.put(item.name, item.name + " " + reason(site.guest(item.name), host));
                }
            }
        }
        return List.copyOf(words.values());
    }

    private boolean isBound(Item item, int own) {
        for (int host = 0; host < load.size(); host++) {
            if (host != own && item.openTo(host)) {
                return false;
            }
        }
        return true;
    }

    private String reason(SiteGuest guest, int own) {
        HostKey home = load.hosts.get(own);
        if (guest.mobility() == Mobility.FIXED) {
            return "is bound to host " + home;
        }
        Optional<String> unshared = guest.disks().stream()
                .filter(disk -> !shared(disk))
                .map(disk -> disk.storage().orElse("an unknown storage"))
                .findFirst();
        if (unshared.isPresent()) {
            return "has a disk on " + unshared.get() + ", which is not shared";
        }
        return "can be started on no other host of pool " + load.pool + ": " + obstacles(guest, own);
    }

    private boolean shared(GuestDisk disk) {
        return disk.storage().map(site.storages()::get).map(SiteStorage::shared).orElse(false);
    }

    private String obstacles(SiteGuest guest, int own) {
        Map<Constraint, List<String>> hosts = new TreeMap<>();
        for (int host = 0; host < load.size(); host++) {
            if (host != own) {
                HostKey key = load.hosts.get(host);
                restartable
                        .obstacle(guest, key, load.hosts.get(own))
                        .ifPresent(each -> hosts.computeIfAbsent(each, any -> new ArrayList<>())
                                .add(key.toString()));
            }
        }
        return hosts.isEmpty()
                ? "there is none"
                : hosts.entrySet().stream()
                        .map(each ->
                                each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " on "
                                        + String.join(", ", each.getValue()))
                        .collect(Collectors.joining("; "));
    }
}
