package io.polyvisor.tck.lockstep;

import io.polyvisor.error.ErrorKind;
import io.polyvisor.model.Capability;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Verb;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which (state, verb) cells walks visited. A cell counts as visited when the verb came to what the table says there: done where it
 * can be done, refused for its state where not. Bad input does not visit a cell.
 *
 * <p>Not thread-safe while walks run.
 */
public final class Coverage {
    /** These say UNCHANGED when the part is not there: nothing was asked of the hypervisor. */
    private static final Set<Verb> ACT_ON_PARTS = EnumSet.of(Verb.DISK_DETACH, Verb.NIC_DETACH, Verb.SNAPSHOT_DELETE);

    private final Traits traits;
    private final Set<Cell> wanted;
    private final Map<Cell, Integer> visits = new HashMap<>();

    Coverage(Traits traits) {
        this.traits = traits;
        this.wanted = traits.cells();
    }

    /** Takes note of a step that was played on a guest in that state. */
    void note(PowerState before, Verb verb, Reply reply) {
        Cell cell = new Cell(before, verb);
        if (wanted.contains(cell) && meets(cell, reply)) {
            visits.merge(cell, 1, Integer::sum);
        }
    }

    /** How often a cell was visited. */
    public int visits(Cell cell) {
        return visits.getOrDefault(cell, 0);
    }

    int visits(PowerState state) {
        return visits.entrySet().stream()
                .filter(entry -> entry.getKey().state() == state)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Cells that the backend supports and that no walk visited. */
    public Set<Cell> unvisitedSupported() {
        Set<Cell> left = unvisited();
        left.removeIf(cell -> !traits.supports(cell));
        return left;
    }

    /** All cells that no walk visited, those that would be refused, too. */
    public Set<Cell> unvisited() {
        Set<Cell> left = new LinkedHashSet<>(wanted);
        left.removeAll(visits.keySet());
        return left;
    }

    /** Whether the backend can do that verb in that state. */
    boolean supports(Cell cell) {
        return wanted.contains(cell) && traits.supports(cell);
    }

    /** Whether the backend declares any of those. */
    boolean provides(Capability... any) {
        return Stream.of(any).anyMatch(traits.capabilities()::provides);
    }

    /** All verbs that there are to visit. */
    List<Verb> verbs() {
        return wanted.stream().map(Cell::verb).distinct().sorted().toList();
    }

    /** All states that guests can be brought to. */
    List<PowerState> states() {
        return wanted.stream().map(Cell::state).distinct().sorted().toList();
    }

    /** How many cells there are to visit. */
    public int size() {
        return wanted.size();
    }

    /**
     * One row per verb, one column per state: how often it was visited; in brackets where the verb is refused there; a dot where
     * nobody came.
     */
    public String matrix() {
        List<PowerState> states = states();
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(String.format("%-28s", "visits (refusals)"));
        states.forEach(state -> head.append(String.format("%11s", state)));
        lines.add(head.toString());
        verbs().forEach(verb -> {
            StringBuilder line = new StringBuilder(String.format("%-28s", verb.words()));
            states.forEach(state -> line.append(String.format("%11s", shown(new Cell(state, verb)))));
            lines.add(line.toString());
        });
        lines.add(visits.size() + " of " + wanted.size() + " cells visited; supported and not visited: "
                + unvisitedSupported());
        return String.join("\n", lines);
    }

    private String shown(Cell cell) {
        int count = visits(cell);
        String number = count == 0 ? "." : String.valueOf(count);
        return traits.supports(cell) ? number : "(" + number + ")";
    }

    private boolean meets(Cell cell, Reply reply) {
        if (reply.error().isEmpty()) {
            boolean foundNothing =
                    ACT_ON_PARTS.contains(cell.verb()) && reply.text().startsWith("UNCHANGED");
            return !reply.broken() && traits.supports(cell) && !foundNothing;
        }
        ErrorKind error = reply.error().get();
        if (error == ErrorKind.UNSUPPORTED) {
            return true;
        }
        return traits.supports(cell) ? comesToNothing(cell.verb(), error) : error == ErrorKind.INVALID_STATE;
    }

    /** What a guest without software cannot follow: that it does not is all that can be seen. */
    private static boolean comesToNothing(Verb verb, ErrorKind error) {
        return switch (verb) {
            case SHUTDOWN -> error == ErrorKind.DEADLINE_EXCEEDED;
            case DISK_DETACH, NIC_DETACH -> error == ErrorKind.DEADLINE_EXCEEDED || error == ErrorKind.INVALID_STATE;
            default -> false;
        };
    }
}
