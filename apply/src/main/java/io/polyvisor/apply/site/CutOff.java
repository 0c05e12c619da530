package io.polyvisor.apply.site;

import io.polyvisor.apply.Passage;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.SiteGuest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Guests whose applier was cut off while it brought them to a host that does not answer now: no endpoint shows them, and the last look
 * knows them elsewhere. They stay on the books, as any guest of a host that does not answer: where they were brought, once it is sure
 * that they are no longer where they came from. Not thread-safe.
 */
final class CutOff {
    private final Observed last;
    private final List<Look> looks;
    private final Hosts hosts;
    private final Guests guests;
    private final List<String> remarks;
    private final Set<String> told = new HashSet<>();

    CutOff(Observed last, List<Look> looks, Hosts hosts, Guests guests, List<String> remarks) {
        this.last = last;
        this.looks = looks;
        this.hosts = hosts;
        this.guests = guests;
        this.remarks = remarks;
    }

    void follow(List<Passage> passages) {
        for (Passage passage : passages) {
            Optional.ofNullable(last.site().guests().get(passage.guest()))
                    .filter(guest -> last.ours().contains(guest.name()) && !isShown(guest))
                    .filter(guest -> isSilent(passage.to()) && hosts.all().containsKey(passage.to()))
                    .ifPresent(guest -> follow(passage, guest));
        }
        miss();
    }

    private void follow(Passage passage, SiteGuest guest) {
        boolean left = hasLeft(passage.from())
                && guest.place()
                        .filter(place -> place.equals(passage.to()) || hasLeft(place))
                        .isPresent();
        HostKey place = left ? passage.to() : guest.place().orElse(passage.to());
        if (hosts.all().containsKey(place)) {
            look(place).ifPresent(look -> guests.recall(guest.at(place), look, last));
        }
        if (left) {
            remarks.add(departed(passage));
            told.add(guest.name());
        }
    }

    private static String departed(Passage passage) {
        return "guest " + passage.guest() + " is no longer on " + passage.from() + ": plan " + passage.plan()
                + (passage.arrived() ? " brought it to " : " was cut off while it brought it to ") + passage.to()
                + ", which does not answer; it is taken to be there, and may run. Once " + passage.to()
                + " answers, go on with that plan; if it is lost, polyvisor failover " + passage.to()
                + " makes the guest again from what was seen of it last";
    }

    /** Shown by anything that answers, under whatever name the site has for it now. */
    private boolean isShown(SiteGuest guest) {
        return looks.stream()
                .filter(Look::answers)
                .anyMatch(look -> look.inventory().stream()
                        .flatMap(inventory -> inventory.guests().stream())
                        .anyMatch(view -> isNamedLike(guest, view) || hasIdOf(guest, view, look)));
    }

    private static boolean isNamedLike(SiteGuest guest, GuestView view) {
        String own = view.name().value();
        String name = guest.name();
        return name.equals(own)
                || name.endsWith("/" + own)
                || name.startsWith(own + "#")
                || name.contains("/" + own + "#");
    }

    /** Two endpoints may give one id to two guests, unless it is of a kind that is given only once in the world. */
    private static boolean hasIdOf(SiteGuest guest, GuestView view, Look look) {
        boolean meansIt = Sighting.isUniqueInTheWorld(view.id().value())
                || guest.place()
                        .filter(place -> place.endpoint().equals(look.name()))
                        .isPresent();
        return meansIt && guest.id().equals(Optional.of(view.id()));
    }

    private Optional<Look> look(HostKey host) {
        return looks.stream()
                .filter(look -> look.name().equals(host.endpoint()))
                .findFirst();
    }

    private boolean isSilent(HostKey host) {
        return look(host).filter(look -> look.canBeAsked() && !look.answers()).isPresent();
    }

    /** Its endpoint answers and leaves nothing out; that the guest is not among what it shows is known already. */
    private boolean hasLeft(HostKey host) {
        return look(host)
                .filter(Look::answers)
                .flatMap(Look::inventory)
                .filter(Inventory::complete)
                .isPresent();
    }

    /** A guest of ours that is nowhere in sight may be where nobody answers: somebody was cut off who was bringing it there. */
    private void miss() {
        List<String> silent = looks.stream()
                .filter(look -> look.canBeAsked() && !look.answers())
                .map(Look::name)
                .toList();
        if (silent.isEmpty()) {
            return;
        }
        last.ours().stream()
                .filter(name -> !told.contains(name) && !guests.located().containsKey(name))
                .forEach(name -> {
                    String place = Optional.ofNullable(last.site().guests().get(name))
                            .flatMap(SiteGuest::place)
                            .map(HostKey::toString)
                            .orElse("a host that is not known");
                    remarks.add(
                            "guest " + name + " was last seen on " + place + " and is not there any more; it may be on "
                                    + String.join(" or ", silent)
                                    + ", which did not answer: see polyvisor history " + name
                                    + ", and resume the plan that was moving it");
                });
    }
}
