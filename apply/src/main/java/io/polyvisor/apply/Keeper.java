package io.polyvisor.apply;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Keeps the last observation of every guest, so that guests of a dead host can be made again. Thread-safe. */
public final class Keeper {
    private final Site site;
    private final HostsOf hosts;
    private final KeptGuests kept;
    private final StateDirectory state;

    /** A keeper of that site's observations. */
    public Keeper(Site site, StateDirectory state) {
        this.site = site;
        hosts = new HostsOf(site);
        kept = new KeptGuests(state.observed());
        this.state = state;
    }

    /**
     * Keeps what these inventories, by endpoint's name, say about guests. They need {@link io.polyvisor.model.InventoryField#DETAILS}
     * and {@link io.polyvisor.model.InventoryField#HOSTS}. Guests without details or of unknown power do not replace what is kept of
     * them. What a complete inventory no longer has is put aside in a file of its own, for people: a host that was installed anew has
     * forgotten its guests, and nobody else knows them. A guest that a plan brought, or was bringing, to a host that does not answer
     * stays: it may be there, and what was seen of it before is all that anybody has. Blocks while it writes.
     *
     * @throws StateException when it cannot be written
     */
    public void keep(Map<String, Inventory> inventories) {
        keep(inventories, endpoint -> {
            throw new IllegalArgumentException("no endpoint is asked");
        });
    }

    /**
     * The same, and keeps the hypervisors' own definitions of guests that bear our mark, too: read again where the guest changed, and
     * once an hour. One that cannot be read does not replace what is kept of it. Blocks for a read of each.
     *
     * @throws StateException when it cannot be written
     */
    public void keep(Map<String, Inventory> inventories, Endpoints endpoints) {
        synchronized (kept) {
            Predicate<KeptGuest> elsewhere = new Absent(site, state, inventories);
            inventories.forEach((name, seen) -> keep(name, seen, new Definitions(name, endpoints), elsewhere));
            state.fenced().forEach((host, fenced) -> noteAnswer(host, fenced, inventories));
        }
    }

    /** Evidence about a host that answers again says nothing any more about what runs there. */
    private void noteAnswer(HostKey host, StateDirectory.Fenced fenced, Map<String, Inventory> inventories) {
        Inventory seen = inventories.get(host.endpoint());
        if (seen == null || fenced.answeredSince()) {
            return;
        }
        if (hosts.answers(host, seen)) {
            state.fence(Fences.answered(host, seen.observedAt()));
        }
    }

    private void keep(String endpoint, Inventory seen, Definitions definitions, Predicate<KeptGuest> elsewhere) {
        Map<GuestId, KeptGuest> all = new LinkedHashMap<>(kept.of(endpoint));
        if (seen.complete()) {
            List<KeptGuest> gone = all.values().stream()
                    .filter(guest -> seen.guest(guest.view().id()).isEmpty())
                    .filter(guest -> !elsewhere.test(guest))
                    .toList();
            kept.gone(gone, seen.observedAt());
            gone.forEach(guest -> all.remove(guest.view().id()));
        }
        for (GuestView view : seen.guests()) {
            Optional<HostKey> host = hosts.key(endpoint, view.host(), seen);
            boolean observed = view.details().isPresent() && !view.power().is(PowerState.UNKNOWN);
            if (host.isPresent() && observed) {
                KeptGuest fresh = new KeptGuest(host.get(), seen.observedAt(), view, Optional.empty());
                all.put(view.id(), definitions.of(fresh, Optional.ofNullable(all.get(view.id()))));
            }
        }
        kept.replace(endpoint, all.values());
    }
}
