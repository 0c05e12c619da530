package io.polyvisor.apply;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.SiteGuest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for copies of a guest on every host where it could be: by its name, and by every key that is known of it. */
final class Copies {
    private final Ground ground;
    private final Sight sight;

    Copies(Ground ground, Sight sight) {
        this.ground = ground;
        this.sight = sight;
    }

    /**
     * A copy.
     *
     * @param host where it is; a host that the site does not know is told by its endpoint
     */
    record Copy(HostKey host, GuestView view) {
        String words() {
            return view.name() + " (" + view.id() + ") is " + view.power().state() + " on " + host;
        }
    }

    /** All copies on hosts that can be seen. */
    List<Copy> all(String guest, HostKey around) {
        Set<GuestId> ids = ids(guest);
        String own = ground.own(guest);
        Set<String> endpoints = new LinkedHashSet<>();
        ground.haunts(guest, around).forEach(host -> endpoints.add(host.endpoint()));
        List<Copy> copies = new ArrayList<>();
        for (String endpoint : endpoints) {
            for (GuestView view : sight.guests(endpoint)) {
                if (view.name().value().equals(own) || ids.contains(view.id())) {
                    HostKey place = sight.place(endpoint, view).orElse(new HostKey(endpoint, "?"));
                    copies.add(new Copy(place, view));
                }
            }
        }
        return copies;
    }

    /** A guest may have been renamed since the plan was made; its keys stay. */
    private Set<GuestId> ids(String guest) {
        Set<GuestId> ids = new LinkedHashSet<>();
        ids.addAll(ground.story().ids(guest));
        Optional.ofNullable(ground.site().guests().get(guest))
                .flatMap(SiteGuest::id)
                .ifPresent(ids::add);
        ground.plan().steps().stream().flatMap(step -> step.before().stream()).forEach(condition -> {
            if (condition instanceof Condition.GuestIs it && it.guest().equals(guest)) {
                it.id().ifPresent(ids::add);
            }
        });
        ground.plan().steps().forEach(step -> {
            if (step.action() instanceof Action.Recover recover
                    && recover.guest().equals(guest)) {
                ground.lastSeen(recover).ifPresent(kept -> ids.add(kept.view().id()));
            }
        });
        return ids;
    }

    /** Copies that run, or may run on a host that is not known to be fenced, elsewhere than there. */
    List<Finding> running(String guest, HostKey around, Optional<HostKey> but) {
        List<Finding> findings = new ArrayList<>();
        for (Copy copy : all(guest, around)) {
            if (but.equals(Optional.of(copy.host()))) {
                continue;
            }
            PowerState power = copy.view().power().state();
            if (power == PowerState.RUNNING || power == PowerState.PAUSED) {
                findings.add(Finding.differs(
                        "guest " + guest, "running on no other host of its pool", "IT RUNS: " + copy.words()));
            } else if (power == PowerState.UNKNOWN && sight.host(copy.host()).answers()) {
                findings.add(Finding.unseen("guest " + guest, "running on no other host of its pool", copy.words()));
            }
        }
        return findings;
    }

    /** Hosts where it could run that can neither be seen nor are known to be fenced. */
    List<HostKey> unseen(String guest, HostKey around) {
        return ground.haunts(guest, around).stream()
                .filter(host -> !sight.host(host).answers() || !complete(host))
                .filter(host -> !ground.fenced(host))
                .toList();
    }

    private boolean complete(HostKey host) {
        return sight.inventory(host.endpoint()).map(seen -> seen.complete()).orElse(false);
    }
}
