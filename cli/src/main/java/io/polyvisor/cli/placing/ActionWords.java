package io.polyvisor.cli.placing;

import io.polyvisor.apply.file.Words;
import io.polyvisor.placement.plan.Action;
import io.polyvisor.placement.plan.Condition;
import io.polyvisor.placement.site.HostKey;
import java.util.Locale;
import java.util.stream.Collectors;

/** What steps do, and what they rest on, in words. Stateless. */
public final class ActionWords {

    private ActionWords() {}

    /** The one word of an action: {@code create}, {@code move}. */
    public static String verb(Action action) {
        return action.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** What it is about: a guest, or a host. */
    public static String subject(Action action) {
        return action.subject().orElseGet(() -> action.host().toString());
    }

    /** How, or where, it is done; empty when the verb says all. */
    public static String detail(Action action) {
        if (action instanceof Action.Create create) {
            return "on " + create.host()
                    + create.replaces()
                            .map(old -> ", rebuilt from its service: the data on " + old + " stay behind")
                            .orElse("");
        }
        if (action instanceof Action.Move move) {
            return move.from() + " -> " + move.host() + (move.live() ? ", live" : ", cold");
        }
        if (action instanceof Action.Recover recover) {
            return recover.lost() + " -> " + recover.host() + ", from its last observation";
        }
        if (action instanceof Action.Protect protect) {
            return Words.of(protect.from()) + " -> " + Words.of(protect.to());
        }
        if (action instanceof Action.Autostart autostart) {
            return (autostart.on() ? "on, " : "off, ") + autostart.host();
        }
        return action instanceof Action.OnGuest guest ? "on " + guest.host() : "";
    }

    /** All of it: {@code move web kvm1 -> kvm2, live}. */
    public static String sentence(Action action) {
        return (verb(action) + " " + subject(action) + " " + detail(action)).strip();
    }

    /** What must be so before a step. */
    public static String of(Condition condition) {
        if (condition instanceof Condition.GuestIs guest) {
            return guest.guest() + " is " + powers(guest) + " on " + guest.host();
        }
        if (condition instanceof Condition.NameFree free) {
            return "no other guest on " + free.endpoint() + " is called " + free.guest();
        }
        if (condition instanceof Condition.HostTakesGuests takes) {
            return takes.host() + " takes guests";
        }
        if (condition instanceof Condition.Room room) {
            return room(room.host(), room.memory() + " and " + vcpus(room.vcpus()));
        }
        if (condition instanceof Condition.HostEmpty empty) {
            return "no active guest is on " + empty.host();
        }
        if (condition instanceof Condition.Fenced fenced) {
            return "there is evidence that nothing runs on " + fenced.host();
        }
        return ((Condition.RunsNowhere) condition).guest() + " runs nowhere";
    }

    private static String powers(Condition.GuestIs guest) {
        return guest.powers().stream().map(Words::of).sorted().collect(Collectors.joining(" or "));
    }

    private static String room(HostKey host, String what) {
        return host + " has room for " + what + " more";
    }

    private static String vcpus(int count) {
        return count == 1 ? "1 vCPU" : count + " vCPUs";
    }
}
