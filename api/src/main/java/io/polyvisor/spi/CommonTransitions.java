package io.polyvisor.spi;

import static io.polyvisor.model.PowerState.CRASHED;
import static io.polyvisor.model.PowerState.OFF;
import static io.polyvisor.model.PowerState.PAUSED;
import static io.polyvisor.model.PowerState.RUNNING;
import static io.polyvisor.model.PowerState.SUSPENDED;

import io.polyvisor.model.Loss;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The rows of the common transition table, in the order OFF, RUNNING, PAUSED, SUSPENDED, CRASHED. */
final class CommonTransitions {
    private static final Answer STAYS = new Answer.Stays(Optional.empty());
    private static final Answer ALREADY = new Answer.Already();
    private static final Answer IS_OFF = refused("the guest is off", "start it first");
    private static final Answer IS_RUNNING = refused("the guest is running", "shut it down, or power it off, first");
    private static final Answer IS_PAUSED = refused("the guest is paused", "resume it first");
    private static final Answer IS_PAUSED_STOP_IT =
            refused("the guest is paused", "resume it and shut it down, or power it off, first");
    private static final Answer IS_SUSPENDED =
            refused("the guest is suspended; its memory is on disk", "resume it first");
    private static final Answer IS_CRASHED = refused("the guest crashed", "power it off first");
    private static final Answer NOT_OBSERVED =
            refused("the guest's state could not be observed", "observe it again once its host answers");

    private CommonTransitions() {}

    static Map<Verb, Map<PowerState, Answer>> rows() {
        Map<Verb, Map<PowerState, Answer>> rows = new EnumMap<>(Verb.class);
        power(rows);
        configuration(rows);
        devices(rows);
        copies(rows);
        return rows;
    }

    private static void power(Map<Verb, Map<PowerState, Answer>> rows) {
        row(rows, Verb.START, becomes(RUNNING), ALREADY, IS_PAUSED, IS_SUSPENDED, IS_CRASHED);
        row(rows, Verb.SHUTDOWN, ALREADY, becomes(OFF), IS_PAUSED, IS_SUSPENDED, IS_CRASHED);
        Answer forgets = new Answer.Becomes(OFF, Optional.of(Loss.OF_SAVED_MEMORY));
        row(rows, Verb.POWER_OFF, ALREADY, becomes(OFF), becomes(OFF), forgets, becomes(OFF));
        row(rows, Verb.PAUSE, IS_OFF, becomes(PAUSED), ALREADY, IS_SUSPENDED, IS_CRASHED);
        row(rows, Verb.RESUME, IS_OFF, ALREADY, becomes(RUNNING), becomes(RUNNING), IS_CRASHED);
        row(rows, Verb.SUSPEND, IS_OFF, becomes(SUSPENDED), becomes(SUSPENDED), ALREADY, IS_CRASHED);
        row(rows, Verb.REBOOT, IS_OFF, STAYS, IS_PAUSED, IS_SUSPENDED, IS_CRASHED);
        row(rows, Verb.RESET, IS_OFF, STAYS, IS_PAUSED, IS_SUSPENDED, IS_CRASHED);
        Answer goes = new Answer.Vanishes(Optional.empty());
        Answer goesWithMemory = new Answer.Vanishes(Optional.of(Loss.OF_SAVED_MEMORY));
        row(rows, Verb.DELETE, goes, IS_RUNNING, IS_PAUSED_STOP_IT, goesWithMemory, IS_CRASHED);
        row(rows, Verb.CONSOLE, IS_OFF, STAYS, STAYS, IS_SUSPENDED, IS_CRASHED);
    }

    private static void configuration(Map<Verb, Map<PowerState, Answer>> rows) {
        Answer fixed = refused(
                "the guest is suspended; its saved memory belongs to its present configuration",
                "resume it, or power it off and accept the loss, first");
        row(rows, Verb.RECONFIGURE, STAYS, STAYS, STAYS, fixed, IS_CRASHED);
        row(rows, Verb.RENAME, STAYS, STAYS, STAYS, fixed, IS_CRASHED);
        row(rows, Verb.ANNOTATE, STAYS, STAYS, STAYS, STAYS, STAYS);
        row(rows, Verb.SET_AUTOSTART, STAYS, STAYS, STAYS, STAYS, STAYS);
        row(rows, Verb.ADOPT, STAYS, STAYS, STAYS, STAYS, STAYS);
    }

    private static void devices(Map<Verb, Map<PowerState, Answer>> rows) {
        Answer cannotAgree = refused("the guest is paused and cannot let go of a device", "resume it first");
        row(rows, Verb.DISK_ATTACH, STAYS, STAYS, STAYS, IS_SUSPENDED, IS_CRASHED);
        row(rows, Verb.DISK_DETACH, STAYS, STAYS, cannotAgree, IS_SUSPENDED, IS_CRASHED);
        row(rows, Verb.DISK_GROW, STAYS, STAYS, STAYS, IS_SUSPENDED, IS_CRASHED);
        row(rows, Verb.MEDIA_CHANGE, STAYS, STAYS, STAYS, IS_SUSPENDED, IS_CRASHED);
        row(rows, Verb.NIC_ATTACH, STAYS, STAYS, STAYS, IS_SUSPENDED, IS_CRASHED);
        row(rows, Verb.NIC_DETACH, STAYS, STAYS, cannotAgree, IS_SUSPENDED, IS_CRASHED);
    }

    private static void copies(Map<Verb, Map<PowerState, Answer>> rows) {
        Answer noMemory = refused("the guest is off and has no memory to keep", "take a snapshot of its disks");
        row(rows, Verb.SNAPSHOT_DISKS, STAYS, STAYS, STAYS, STAYS, IS_CRASHED);
        row(rows, Verb.SNAPSHOT_MEMORY, noMemory, STAYS, STAYS, STAYS, IS_CRASHED);
        Answer back = new Answer.Stays(Optional.of(Loss.OF_PRESENT_STATE));
        row(rows, Verb.SNAPSHOT_REVERT, back, back, back, back, back);
        row(rows, Verb.SNAPSHOT_DELETE, STAYS, STAYS, STAYS, STAYS, STAYS);
        row(rows, Verb.CLONE, STAYS, STAYS, STAYS, IS_SUSPENDED, IS_CRASHED);
        row(rows, Verb.TEMPLATE_MAKE, STAYS, IS_RUNNING, IS_PAUSED_STOP_IT, IS_SUSPENDED, IS_CRASHED);
        Answer notRunning = refused("the guest is off; there is nothing live to move", "migrate it cold");
        row(rows, Verb.MIGRATE_LIVE, notRunning, STAYS, STAYS, IS_SUSPENDED, IS_CRASHED);
        Answer isLive = refused("the guest is running", "migrate it live, or shut it down first");
        row(rows, Verb.MIGRATE_COLD, STAYS, isLive, isLive, STAYS, IS_CRASHED);
    }

    private static void row(Map<Verb, Map<PowerState, Answer>> rows, Verb verb, Answer... cells) {
        PowerState[] states = {OFF, RUNNING, PAUSED, SUSPENDED, CRASHED};
        Map<PowerState, Answer> byState = new EnumMap<>(PowerState.class);
        for (int i = 0; i < states.length; i++) {
            byState.put(states[i], cells[i]);
        }
        byState.put(PowerState.UNKNOWN, NOT_OBSERVED);
        rows.put(verb, byState);
    }

    private static Answer becomes(PowerState state) {
        return new Answer.Becomes(state, Optional.empty());
    }

    private static Answer refused(String obstacle, String remedy) {
        return new Answer.Refused(obstacle, Optional.of(remedy));
    }
}
