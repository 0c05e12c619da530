package io.polyvisor.apply;

import io.polyvisor.Guest;
import io.polyvisor.apply.Copies.Copy;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.PowerState;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.site.HostKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must be so before an action whatever its plan says: a plan may be written by hand, and undoing has no conditions of its own. Never
 * two running copies, never the last definition of a guest, never a volume that the plan did not make.
 */
final class Safeguards {
    private final Ground ground;
    private final Sight sight;
    private final Foresight foresight;

    Safeguards(Ground ground, Sight sight, Foresight foresight) {
        this.ground = ground;
        this.sight = sight;
        this.foresight = foresight;
    }

    List<Finding> findings(Action action) {
        if (action instanceof Action.Create create) {
            return with(madeElsewhere(create.guest(), create.host()), beforeCreate(create));
        }
        if (action instanceof Action.Start start) {
            return with(madeElsewhere(start.guest(), start.host()), beforeStart(start));
        }
        if (action instanceof Action.Recover recover) {
            return with(madeElsewhere(recover.guest(), recover.host()), beforeRecover(recover));
        }
        if (action instanceof Action.Retire retire) {
            return beforeRetire(retire);
        }
        if (action instanceof Action.Discard discard) {
            return beforeDiscard(discard);
        }
        if (action instanceof Action.Fence fence) {
            return beforeFence(fence.host());
        }
        if (action instanceof Action.Engage engage) {
            return beforeEngage(engage.host());
        }
        return action instanceof Action.Rejoin rejoin ? beforeRejoin(rejoin.host()) : List.of();
    }

    private static List<Finding> with(List<Finding> some, List<Finding> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** It would not be started beside one that runs: its definition would be left over. */
    private List<Finding> beforeCreate(Action.Create create) {
        boolean anew = create.replaces().isEmpty() && !foresight.touches(create.guest());
        return anew
                ? new Copies(ground, sight).running(create.guest(), create.host(), Optional.of(create.host()))
                : List.of();
    }

    /** Another plan was cut off that was making it, and whether it did can be seen only where nobody answers. */
    private List<Finding> madeElsewhere(String guest, HostKey here) {
        return ground.births().stream()
                .filter(birth -> birth.guest().equals(guest) && !birth.host().equals(here))
                .filter(birth ->
                        ground.site().endpoints().containsKey(birth.host().endpoint()))
                .filter(birth -> !isTold(birth.host()))
                .filter(birth -> !ground.fenced(birth.host()) && !foresight.fences(birth.host()))
                .map(birth -> Finding.unseen(
                        "guest " + guest,
                        "running on no other host",
                        birth.words() + "; " + sight.words(birth.host()) + ", and no evidence says that it is fenced"))
                .toList();
    }

    /** Its endpoint shows all that is there. */
    private boolean isTold(HostKey host) {
        return sight.inventory(host.endpoint()).filter(Inventory::complete).isPresent();
    }

    /** Nobody but the operator can switch a host on. */
    private List<Finding> beforeEngage(HostKey host) {
        return sight.host(host).answers()
                ? List.of()
                : List.of(Finding.unseen(
                        "host " + host, "switched on", sight.words(host) + "; switch it on, then ask for this again"));
    }

    private List<Finding> beforeStart(Action.Start start) {
        Conditions conditions = new Conditions(ground, sight, foresight);
        if (ground.recovers(start.guest())) {
            return conditions.runsNowhere(start.guest(), start.host());
        }
        if (foresight.touches(start.guest())) {
            return List.of();
        }
        Copies copies = new Copies(ground, sight);
        List<Finding> all = new ArrayList<>(copies.running(start.guest(), start.host(), Optional.empty()));
        lastSeenUnseen(start.guest(), copies.unseen(start.guest(), start.host()))
                .ifPresent(host -> all.add(Finding.unseen(
                        "guest " + start.guest(),
                        "running on no other host of its pool",
                        "it was last seen on " + host + "; " + sight.words(host)
                                + ", and no evidence says that it is fenced")));
        cutOff(start)
                .ifPresent(passage -> all.add(Finding.unseen(
                        "guest " + start.guest(),
                        "running on no other host of its pool",
                        "plan " + passage.plan() + " was cut off while it brought it to " + passage.to() + "; "
                                + sight.words(passage.to()) + ", and no evidence says that it is fenced")));
        return all;
    }

    /** It may have got to where somebody was bringing it who was cut off, though its old host still has a definition of it. */
    private Optional<Passage> cutOff(Action.Start start) {
        return ground.passage(start.guest())
                .filter(passage -> !passage.arrived() && !passage.to().equals(start.host()))
                .filter(passage -> ground.site().hosts().containsKey(passage.to()))
                .filter(passage -> !sight.host(passage.to()).answers() && !ground.fenced(passage.to()));
    }

    /** The host where the guest was seen last, when that one can no longer be seen. */
    private Optional<HostKey> lastSeenUnseen(String guest, List<HostKey> unseen) {
        return ground.kept()
                .newest(ground.own(guest), ground.site().endpoints().keySet())
                .map(KeptGuest::host)
                .filter(unseen::contains);
    }

    private List<Finding> beforeRecover(Action.Recover recover) {
        String about = "guest " + recover.guest();
        List<Finding> all =
                new ArrayList<>(new Conditions(ground, sight, foresight).runsNowhere(recover.guest(), recover.host()));
        Optional<KeptGuest> kept = ground.lastSeen(recover);
        if (kept.isEmpty()) {
            all.add(Finding.differs(
                    about,
                    "an observation of it on " + recover.lost(),
                    "none was kept; make the guest anew from its service"));
            return all;
        }
        Rebirth.of(ground.site(), kept.get(), recover.host(), Optional.empty())
                .lost()
                .forEach(part -> all.add(Finding.differs(about, "all its disks and NICs on " + recover.host(), part)));
        if (kept.get().view().autostart() && !ground.options().despiteAutostart()) {
            all.add(Finding.differs(
                    about,
                    "not started by its hypervisor when " + recover.lost() + " returns",
                    "its autostart was on when it was last seen: it would run twice"));
        }
        return all;
    }

    private List<Finding> beforeRetire(Action.Retire retire) {
        if (foresight.touches(retire.guest())) {
            return List.of();
        }
        List<Finding> all = new ArrayList<>();
        List<Copy> copies = new Copies(ground, sight).all(retire.guest(), retire.host());
        for (Copy copy : copies) {
            boolean stale = copy.host().equals(retire.host());
            if (stale && !copy.view().power().is(PowerState.OFF)) {
                all.add(Finding.differs(
                        "stale copy of " + retire.guest(),
                        "OFF on " + retire.host(),
                        "IT IS " + copy.view().power().state() + "; find out which copy is the right one, by hand"));
            }
        }
        if (copies.stream().allMatch(copy -> copy.host().equals(retire.host()))) {
            all.add(Finding.differs(
                    "guest " + retire.guest(),
                    "defined on another host, too",
                    "no other definition of it is in sight: this one is not stale"));
        }
        return all;
    }

    private List<Finding> beforeDiscard(Action.Discard discard) {
        String about = "guest " + discard.guest();
        Optional<CreationKey> key = ground.madeUnder(discard.guest());
        if (key.isEmpty()) {
            return List.of(Finding.differs(about, "made by this plan", "no step of the plan makes it"));
        }
        Optional<GuestId> made;
        try {
            made = ground.endpoints()
                    .named(discard.host().endpoint())
                    .find(key.get())
                    .map(Guest::id);
        } catch (PolyvisorException e) {
            return List.of(Finding.unseen(about, "made by this plan", String.valueOf(e.getMessage())));
        }
        Found found = Found.look(sight, ground.own(discard.guest()), discard.host(), made);
        return made.isPresent() && found.isOn(discard.host())
                ? List.of()
                : List.of(
                        Finding.differs(about, "made under key " + key.get() + " on " + discard.host(), found.words()));
    }

    /** A host that answers and runs guests is not lost. */
    private List<Finding> beforeFence(HostKey host) {
        List<String> running = running(host);
        if (sight.host(host).answers() && !running.isEmpty()) {
            return List.of(Finding.differs(
                    "host " + host, "lost", "it answers and runs " + running + "; evacuate it instead"));
        }
        boolean evidence = sight.host(host).answers()
                || ground.options().fenceCommands().containsKey(host)
                || ground.options().statements().stream()
                        .anyMatch(statement -> statement.host().equals(host));
        return evidence
                ? List.of()
                : List.of(Finding.unseen(
                        "host " + host,
                        "fenced, by evidence",
                        sight.words(host) + ", and a lost connection is no evidence; give a fence command, or state"
                                + " --i-powered-off " + host + " once you did"));
    }

    private List<String> running(HostKey host) {
        return sight.guestsOn(host).stream()
                .filter(guest -> !isInactive(guest))
                .map(guest -> guest.name().value())
                .toList();
    }

    /** What runs on a host that came back was started by its hypervisor, and perhaps by somebody else on another host, too. */
    private List<Finding> mayRunElsewhere(String name, GuestView guest, Copies copies, HostKey host) {
        return isInactive(guest)
                ? List.of()
                : copies.unseen(name, host).stream()
                        .map(other -> Finding.unseen(
                                "guest " + name + ", which is " + guest.power().state() + " on " + host,
                                "running on no other host of its pool",
                                sight.words(other) + ", and no evidence says that it is fenced"))
                        .toList();
    }

    private static boolean isInactive(GuestView guest) {
        return guest.power().is(PowerState.OFF) || guest.power().is(PowerState.SUSPENDED);
    }

    private List<Finding> beforeRejoin(HostKey host) {
        if (!sight.host(host).answers()) {
            return List.of(Finding.unseen("host " + host, "answering", sight.words(host)));
        }
        List<Finding> all = new ArrayList<>();
        for (var guest : sight.guestsOn(host)) {
            Copies copies = new Copies(ground, sight);
            String name =
                    copies.nameOf(host.endpoint(), guest).orElse(guest.name().value());
            // A plan retires a copy by its guest's name; the site may call the copy otherwise, since it knows both.
            if (!foresight.touches(name) && !foresight.touches(guest.name().value())) {
                copies.all(name, host).stream()
                        .filter(copy -> !copy.host().equals(host))
                        .findFirst()
                        .ifPresent(copy -> all.add(Finding.differs(
                                "host " + host,
                                "without stale copies",
                                "it still has " + name + ", and " + copy.words())));
                all.addAll(mayRunElsewhere(name, guest, copies, host));
            }
        }
        return all;
    }
}
