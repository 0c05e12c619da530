package io.polyvisor.apply.site;

import io.polyvisor.apply.Birth;
import io.polyvisor.apply.file.Services;
import io.polyvisor.model.Inventory;
import io.polyvisor.placement.site.Mobility;
import java.util.List;
import java.util.Optional;

/**
 * Guests that a plan was making on a host that does not answer now, or had just made there, when it was cut off: nobody has seen them.
 * They are on the books of that host, so that nobody makes them again elsewhere, until it answers or is fenced. Not thread-safe.
 */
final class BeingMade {
    private final Remembered remembered;
    private final Services services;
    private final List<Look> looks;
    private final Hosts hosts;
    private final Guests guests;
    private final List<String> remarks;

    BeingMade(
            Remembered remembered,
            Services services,
            List<Look> looks,
            Hosts hosts,
            Guests guests,
            List<String> remarks) {
        this.remembered = remembered;
        this.services = services;
        this.looks = looks;
        this.hosts = hosts;
        this.guests = guests;
        this.remarks = remarks;
    }

    void follow() {
        remembered.births().stream()
                .filter(birth -> !remembered.fenced().contains(birth.host()) && mayBeThere(birth))
                .filter(birth -> !guests.all().containsKey(birth.guest()) && !isShown(birth))
                .forEach(this::believe);
    }

    /** Nothing was seen of it that it could be made again from: failover leaves it where it is taken to be. */
    private void believe(Birth birth) {
        Optional.ofNullable(services.byName().get(birth.guest()))
                .filter(service -> hosts.all().containsKey(birth.host()))
                .ifPresent(service ->
                        guests.believe(service.guest().at(birth.host()).movable(Mobility.FIXED)));
        remarks.add("guest " + birth.guest() + " is nowhere to be seen: " + birth.words()
                + (answers(birth) ? ", which does not show all that it has" : ", which does not answer")
                + "; it is taken to be there, and may run. Once " + birth.host()
                + " answers, go on with that plan; if it is lost, fence it: polyvisor failover " + birth.host()
                + "; then place the guest again");
    }

    private boolean answers(Birth birth) {
        return looks.stream().anyMatch(look -> look.name().equals(birth.host().endpoint()) && look.answers());
    }

    /** Its endpoint does not answer, or leaves something out. */
    private boolean mayBeThere(Birth birth) {
        return looks.stream()
                .filter(look -> look.name().equals(birth.host().endpoint()) && look.canBeAsked())
                .anyMatch(look -> !look.answers()
                        || look.inventory().filter(Inventory::complete).isEmpty());
    }

    /** Shown by anything that answers, under whatever name: it bears the key that it was made under. */
    private boolean isShown(Birth birth) {
        return birth.key().isPresent()
                && looks.stream()
                        .filter(Look::answers)
                        .flatMap(look -> look.inventory().stream())
                        .flatMap(inventory -> inventory.guests().stream())
                        .flatMap(view -> view.details().stream())
                        .flatMap(details -> details.mark().stream())
                        .anyMatch(mark -> mark.key().equals(birth.key()));
    }
}
