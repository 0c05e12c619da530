package io.polyvisor.apply;

import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Mark;
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
                boolean alike = view.name().value().equals(own) || ids.contains(view.id());
                if (alike && !isAnother(guest, around, endpoint, view)) {
                    HostKey place = sight.place(endpoint, view).orElse(new HostKey(endpoint, "?"));
                    copies.add(new Copy(place, view));
                }
            }
        }
        return copies;
    }

    /** Two guests may bear one name: told apart where the site knows both, and both were made under keys of their own. */
    private boolean isAnother(String guest, HostKey around, String endpoint, GuestView view) {
        boolean known =
                nameOf(endpoint, view).filter(name -> !name.equals(guest)).isPresent();
        if (!known) {
            return false;
        }
        Optional<CreationKey> its = key(endpoint, view.id());
        Optional<CreationKey> ours = sight.guests(around.endpoint()).stream()
                .filter(each -> nameOf(around.endpoint(), each).equals(Optional.of(guest)))
                .findFirst()
                .flatMap(each -> key(around.endpoint(), each.id()));
        return its.isPresent() && ours.isPresent() && !its.equals(ours);
    }

    /** What the site calls that guest. */
    Optional<String> nameOf(String endpoint, GuestView view) {
        return ground.site().guests().values().stream()
                .filter(known -> known.id().equals(Optional.of(view.id())))
                .filter(known -> known.place()
                        .filter(place -> place.endpoint().equals(endpoint))
                        .isPresent())
                .map(SiteGuest::name)
                .findFirst();
    }

    private Optional<CreationKey> key(String endpoint, GuestId id) {
        try {
            return ground.endpoints()
                    .named(endpoint)
                    .guest(id)
                    .view()
                    .requireDetails()
                    .mark()
                    .flatMap(Mark::key);
        } catch (PolyvisorException unseen) {
            return Optional.empty();
        }
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
