package io.polyvisor.apply;

import io.polyvisor.placement.plan.Action;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.function.Function;

/** Says things to people. */
final class Words {
    private Words() {}

    /** Java names some failures by their class only. */
    static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return e instanceof NoSuchFileException ? "it is not there" : String.valueOf(e.getMessage());
    }

    /** What that action does, as an imperative. */
    static String of(Action action) {
        if (action instanceof Action.OnGuest onGuest) {
            return ofGuest(onGuest);
        }
        String host = "host " + action.host();
        if (action instanceof Action.Fence) {
            return "fence " + host;
        }
        if (action instanceof Action.Rejoin) {
            return "let " + host + " rejoin";
        }
        return action instanceof Action.Release ? "release " + host : "engage " + host;
    }

    private static String ofGuest(Action.OnGuest action) {
        Function<String, String> at = verb -> verb + " " + action.guest() + " on " + action.host();
        if (action instanceof Action.Move move) {
            return "move " + move.guest() + (move.live() ? " live" : " cold") + " from " + move.from() + " to "
                    + move.host();
        }
        if (action instanceof Action.Recover recover) {
            return "recover " + recover.guest() + " of lost host " + recover.lost() + " on " + recover.host();
        }
        if (action instanceof Action.Protect protect) {
            return "protect " + protect.guest() + " as " + protect.to() + " instead of " + protect.from();
        }
        if (action instanceof Action.Autostart autostart) {
            return "turn autostart of " + autostart.guest() + " on " + autostart.host()
                    + (autostart.on() ? " on" : " off");
        }
        if (action instanceof Action.Create) {
            return at.apply("create");
        }
        if (action instanceof Action.Discard) {
            return at.apply("discard");
        }
        if (action instanceof Action.Start) {
            return at.apply("start");
        }
        return at.apply(action instanceof Action.Stop ? "stop" : "retire");
    }
}
