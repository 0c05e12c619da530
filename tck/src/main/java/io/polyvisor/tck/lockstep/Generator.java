package io.polyvisor.tck.lockstep;

import io.polyvisor.model.Capability;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the next step of a walk: at random, but steered to cells that no walk has visited yet, the more the less time is left. The
 * same seed, model and coverage so far give the same steps.
 */
final class Generator {
    static final int MOST_GUESTS = 3;

    private static final Set<Verb> NEED_A_SNAPSHOT = EnumSet.of(Verb.SNAPSHOT_REVERT, Verb.SNAPSHOT_DELETE);
    private static final Set<Verb> MAKE_A_GUEST = EnumSet.of(Verb.CLONE);

    private final Random random;
    private final Coverage coverage;
    private final Menu menu;
    private final Spoiler spoiler;
    private final Caution caution;
    private @Nullable Step last;

    Generator(long seed, Coverage coverage, Site site) {
        this.random = new Random(seed);
        this.coverage = coverage;
        this.menu = new Menu(random, site);
        this.spoiler = new Spoiler(random, menu);
        this.caution = new Caution(site);
    }

    /** The next step; {@code stepsLeft} counts those of the walks that follow, too. */
    Step next(Situation now, int stepsLeft) {
        Step next = choose(now, stepsLeft);
        caution.note(next, now);
        last = next;
        return next;
    }

    private Step choose(Situation now, int stepsLeft) {
        List<String> guests = caution.free(now);
        if (guests.isEmpty()) {
            return menu.create();
        }
        Optional<String> unsettled = caution.unsettled(now);
        if (unsettled.isPresent()) {
            return menu.step(Verb.POWER_OFF, unsettled.get(), now);
        }
        List<String> frozen = caution.frozen(now);
        if (!frozen.isEmpty() && chance(10)) {
            return menu.step(Verb.DELETE, menu.one(frozen), now);
        }
        Optional<String> busy = guests.stream().filter(now::hasSomethingGoingOn).findFirst();
        if (busy.isPresent() && chance(60)) {
            return menu.step(Verb.POWER_OFF, busy.get(), now);
        }
        Optional<String> changed = changedSinceSnapshot(now);
        if (changed.isPresent() && chance(25)) {
            return menu.step(Verb.SNAPSHOT_REVERT, changed.get(), now);
        }
        List<Cell> goals = goals();
        if (chance(urgency(goals.size(), stepsLeft))) {
            return toward(goals, guests, now);
        }
        if (now.guests().size() < 2 && chance(25)) {
            return menu.create();
        }
        return atRandom(menu.one(guests), now);
    }

    private Step atRandom(String guest, Situation now) {
        int kind = random.nextInt(100);
        if (kind < 15) {
            return spoiler.onEndpoint(now);
        }
        if (kind < 20) {
            return spoiler.create();
        }
        if (kind < 23) {
            return menu.elsewhere(guest, now);
        }
        if (kind < 35) {
            return spoiler.onGuest(guest, now);
        }
        if (kind < 50) {
            PowerState state = now.state(guest).orElse(PowerState.OFF);
            PowerState rarer = rarer(menu.one(coverage.states()), menu.one(coverage.states()));
            return menu.step(rarer == state ? rareVerb(guest, now) : move(state, rarer), guest, now);
        }
        return menu.step(rareVerb(guest, now), guest, now);
    }

    /** The guest that the last step changed, if it can be put back: whether that undoes the change is worth a look. */
    private Optional<String> changedSinceSnapshot(Situation now) {
        return last instanceof ConfigurationStep change
                        && now.state(change.guest()).isPresent()
                        && !now.snapshots(change.guest()).isEmpty()
                ? Optional.of(change.guest())
                : Optional.empty();
    }

    /** In percent: at least a third, and more when there are hardly enough steps left. */
    private static int urgency(int goals, int stepsLeft) {
        return goals == 0 ? 0 : Math.min(92, Math.max(40, goals * 220 / Math.max(1, stepsLeft)));
    }

    /** Cells to visit: those that can be done first. */
    private List<Cell> goals() {
        Set<Cell> supported = coverage.unvisitedSupported();
        return new ArrayList<>(supported.isEmpty() ? coverage.unvisited() : supported);
    }

    private Step toward(List<Cell> goals, List<String> guests, Situation now) {
        for (String guest : guests) {
            if (now.hasSomethingGoingOn(guest)) {
                continue;
            }
            List<Cell> here = goals.stream()
                    .filter(goal -> now.state(guest).equals(Optional.of(goal.state())))
                    .filter(goal ->
                            !MAKE_A_GUEST.contains(goal.verb()) || now.guests().size() < MOST_GUESTS)
                    .filter(goal -> !lacksSnapshot(goal.verb(), guest, now)
                            || snapshotVerb(guest, now).isPresent())
                    .toList();
            if (!here.isEmpty()) {
                return visit(menu.one(here).verb(), guest, now);
            }
        }
        return approach(menu.one(goals), guests.get(0), now);
    }

    /** The verb itself, or first what it needs to act on. */
    private Step visit(Verb verb, String guest, Situation now) {
        if (lacksSnapshot(verb, guest, now)) {
            return menu.step(snapshotVerb(guest, now).orElse(verb), guest, now);
        }
        if (verb == Verb.DISK_DETACH && now.disks(guest) < 2 && now.allows(guest, Verb.DISK_ATTACH)) {
            return menu.step(Verb.DISK_ATTACH, guest, now);
        }
        if (verb == Verb.DISK_GROW && now.disks(guest) < 2 && now.allows(guest, Verb.DISK_ATTACH)) {
            return menu.step(Verb.DISK_ATTACH, guest, now);
        }
        if (verb == Verb.NIC_DETACH && now.nics(guest) < 1 && now.allows(guest, Verb.NIC_ATTACH)) {
            return menu.step(Verb.NIC_ATTACH, guest, now);
        }
        return menu.step(verb, guest, now);
    }

    /** A step that brings a guest nearer to a goal's state, with a snapshot if the goal needs one. */
    private Step approach(Cell goal, String guest, Situation now) {
        PowerState state = now.state(guest).orElse(PowerState.OFF);
        if (state == goal.state()) {
            return now.guests().size() >= MOST_GUESTS ? makeRoom(now) : atRandom(guest, now);
        }
        if (lacksSnapshot(goal.verb(), guest, now)) {
            Optional<Verb> snapshot = snapshotVerb(guest, now);
            if (snapshot.isPresent()) {
                return menu.step(snapshot.get(), guest, now);
            }
        }
        return menu.step(move(state, goal.state()), guest, now);
    }

    /** Leads to fewer guests: the last one ends. */
    private Step makeRoom(Situation now) {
        String last = last(caution.free(now));
        boolean off = now.state(last).equals(Optional.of(PowerState.OFF));
        return menu.step(off ? Verb.DELETE : Verb.POWER_OFF, last, now);
    }

    private static Verb move(PowerState from, PowerState to) {
        return switch (to) {
            case OFF -> Verb.POWER_OFF;
            case RUNNING -> from == PowerState.OFF ? Verb.START : Verb.RESUME;
            case PAUSED -> from == PowerState.RUNNING ? Verb.PAUSE : move(from, PowerState.RUNNING);
            case SUSPENDED -> from == PowerState.OFF ? Verb.START : Verb.SUSPEND;
            case CRASHED, UNKNOWN -> throw new IllegalArgumentException("no verb leads to " + to);
        };
    }

    /** Whether the verb needs a snapshot, and there is none, though there could be one. */
    private boolean lacksSnapshot(Verb verb, String guest, Situation now) {
        return NEED_A_SNAPSHOT.contains(verb)
                && now.snapshots(guest).isEmpty()
                && coverage.provides(Capability.SNAPSHOT_DISKS, Capability.SNAPSHOT_MEMORY);
    }

    /** What kind of snapshot can be taken now that can be reverted, too. */
    private static Optional<Verb> snapshotVerb(String guest, Situation now) {
        boolean off = now.state(guest).equals(Optional.of(PowerState.OFF));
        Verb first = off ? Verb.SNAPSHOT_DISKS : Verb.SNAPSHOT_MEMORY;
        return now.allows(guest, first) ? Optional.of(first) : Optional.empty();
    }

    private PowerState rarer(PowerState one, PowerState other) {
        return coverage.visits(one) <= coverage.visits(other) ? one : other;
    }

    /** A verb, the likelier the less often it was visited in this state. */
    private Verb rareVerb(String guest, Situation now) {
        PowerState state = now.state(guest).orElse(PowerState.OFF);
        List<Verb> verbs = coverage.verbs();
        double[] weights = verbs.stream()
                .mapToDouble(verb ->
                        weight(new Cell(state, verb), !now.snapshots(guest).isEmpty()))
                .toArray();
        double left = random.nextDouble() * Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left <= 0 && fits(verbs.get(i), now)) {
                return verbs.get(i);
            }
        }
        return Verb.START;
    }

    /** Verbs with many sorts of arguments, and those whose effects show later, deserve more visits; what is refused, few. */
    private double weight(Cell cell, boolean snapshots) {
        double worth = switch (cell.verb()) {
            case SNAPSHOT_REVERT -> snapshots ? 6 : 0.2;
            case SNAPSHOT_DELETE -> snapshots ? 3 : 0.2;
            case RECONFIGURE -> 6;
            case SNAPSHOT_DISKS, SNAPSHOT_MEMORY, MEDIA_CHANGE -> 3;
            case DISK_ATTACH, ANNOTATE -> 2;
            case DELETE, TEMPLATE_MAKE -> 0.5;
            default -> 1;
        };
        return (coverage.supports(cell) ? worth : 0.2) / Math.sqrt(1 + coverage.visits(cell));
    }

    private static boolean fits(Verb verb, Situation now) {
        return !MAKE_A_GUEST.contains(verb) || now.guests().size() < MOST_GUESTS;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private static String last(List<String> all) {
        return all.get(all.size() - 1);
    }
}
