package io.polyvisor.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A guest's memory: all that is lost when its power goes and that comes back when its memory is restored. It has a clock of its own
 * that goes on while the guest runs and stands still while it does not; what the guest will do next is due by that clock, so that a
 * guest that was paused, saved or reverted in the middle of its boot goes on booting.
 *
 * <p>Guarded by its world's lock.
 */
final class Machine {
    /** Later than anything. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long STANDING = Long.MIN_VALUE;

    private final List<Due> todo = new ArrayList<>();
    private final Map<String, Content.Stored> ram = new TreeMap<>();
    private final Terminal terminal;
    private long ran;
    private long runningSince = STANDING;
    private long bootedAt;
    private boolean ready;
    private boolean askedToStop;
    private String hostName = "localhost";

    Machine() {
        this(new Terminal());
    }

    private Machine(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What a guest does by itself. */
    enum Step {
        /** The firmware shows itself. */
        FIRMWARE,
        /** The kernel comes up. */
        KERNEL,
        /** Somebody can log in; the agent answers. */
        READY,
        /** The guest takes its own power away. */
        HALT,
        /** The guest starts anew. */
        RESTART
    }

    private record Due(long at, Step step) {}

    /** One that booted long ago, and stands still. */
    static Machine upFor(long nanos, String hostName) {
        Machine machine = new Machine();
        machine.ran = nanos;
        machine.ready = true;
        machine.hostName = hostName;
        machine.terminal.shown(hostName + " login: ");
        return machine;
    }

    /** All of it, standing still. */
    Machine copy(long now) {
        Machine twin = new Machine(terminal.copy());
        twin.ran = ran(now);
        twin.bootedAt = bootedAt;
        twin.ready = ready;
        twin.askedToStop = askedToStop;
        twin.hostName = hostName;
        twin.todo.addAll(todo);
        twin.ram.putAll(ram);
        return twin;
    }

    void tell(Entry entry) {
        entry.put("ran", ran)
                .put("bootedAt", bootedAt)
                .putIf("runningSince", runningSince == STANDING ? Optional.empty() : Optional.of(runningSince))
                .putIf("ready", ready)
                .putIf("askedToStop", askedToStop)
                .put("hostName", hostName);
        todo.forEach(due -> entry.under("due").put("at", due.at).put("step", due.step));
        ram.forEach((path, file) -> file.tell(entry.under("file").put("path", path)));
        terminal.tell(entry.under("terminal"));
    }

    static Machine of(Entry entry) {
        Machine machine = new Machine(Terminal.of(entry.only("terminal")));
        machine.ran = entry.number("ran");
        machine.bootedAt = entry.number("bootedAt");
        machine.runningSince = entry.maybe("runningSince", Long::valueOf).orElse(STANDING);
        machine.ready = entry.is("ready");
        machine.askedToStop = entry.is("askedToStop");
        machine.hostName = entry.text("hostName");
        entry.all("due").forEach(due -> machine.todo.add(new Due(due.number("at"), due.value("step", Step::valueOf))));
        entry.all("file").forEach(file -> machine.ram.put(file.text("path"), Content.Stored.of(file)));
        return machine;
    }

    void run(long now) {
        if (runningSince == STANDING) {
            runningSince = now;
        }
    }

    void stand(long now) {
        ran = ran(now);
        runningSince = STANDING;
    }

    /** For how many nanoseconds it ran since its power came. */
    long ran(long now) {
        return runningSince == STANDING ? ran : ran + (now - runningSince);
    }

    /** For how many nanoseconds it ran since it booted. */
    long uptime(long now) {
        return ran(now) - bootedAt;
    }

    /** When, by the world's clock, it does something next; {@link #NEVER} while it stands still or has nothing to do. */
    long nextAt() {
        long next = NEVER;
        if (runningSince != STANDING) {
            for (Due due : todo) {
                next = Math.min(next, runningSince + Math.max(0, due.at - ran));
            }
        }
        return next;
    }

    /** Takes the step that is due next from the list. */
    Step takeNext() {
        Due next = todo.stream().min(Comparator.comparingLong(Due::at)).orElseThrow();
        todo.remove(next);
        return next.step;
    }

    void plan(Step step, long after, long now) {
        todo.add(new Due(ran(now) + after, step));
    }

    boolean plans(Step step) {
        return todo.stream().anyMatch(due -> due.step == step);
    }

    /** Everything in memory goes; the processors start at the firmware. */
    void beginBoot(long now) {
        todo.clear();
        ram.clear();
        terminal.reset();
        bootedAt = ran(now);
        ready = false;
        askedToStop = false;
    }

    boolean ready() {
        return ready;
    }

    void becomeReady(String name) {
        ready = true;
        hostName = name;
    }

    boolean askedToStop() {
        return askedToStop;
    }

    void askToStop() {
        askedToStop = true;
    }

    String hostName() {
        return hostName;
    }

    Map<String, Content.Stored> ram() {
        return ram;
    }

    Terminal terminal() {
        return terminal;
    }
}
