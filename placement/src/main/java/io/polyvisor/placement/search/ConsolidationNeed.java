package io.polyvisor.placement.search;

import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Money;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the fewest and cheapest hosts to switch on where hosts are too full, or pools survive too few failures. */
final class ConsolidationNeed {
    private final Site site;
    private final Effort effort;
    private final MovesCase moves;
    private final MovesBoard start;
    private final List<Integer> tooFull = new ArrayList<>();
    private final List<Integer> off = new ArrayList<>();

    ConsolidationNeed(Site site, Policy policy, Question.Consolidate question, Effort effort) {
        this.site = site;
        this.effort = effort;
        Eligibility eligibility = new Eligibility(site, policy, Set.of(HostState.UP, HostState.OFF));
        Grid grid = new Grid(site, policy, eligibility);
        moves = new MovesCase(site, policy, question, effort, grid);
        start = new MovesBoard(grid, new MovesUnits(site, grid));
        for (int host = 0; host < grid.hosts(); host++) {
            HostState state = state(host);
            if (state == HostState.OFF) {
                off.add(host);
                start.close(host);
            } else if (state == HostState.UP && (start.freeMemory(host) < 0 || start.freeVcpus(host) < 0)) {
                tooFull.add(host);
            }
        }
        off.sort(Comparator.comparing(this::cost)
                .thenComparing(host -> -grid.memory(host))
                .thenComparing(host -> host));
    }

    private HostState state(int host) {
        return site.host(moves.grid().host(host)).state();
    }

    private String pool(int host) {
        return site.host(moves.grid().host(host)).pool();
    }

    private Money cost(int host) {
        return site.endpointOf(moves.grid().host(host)).cost().perHost();
    }

    /** What is to be done; nothing where everything is enough, or nothing that is off would help. */
    ConsolidationRelief relief() {
        Set<String> pools = new TreeSet<>(moves.weakNow());
        tooFull.forEach(host -> pools.add(pool(host)));
        MovesBoard board = tooFull.isEmpty() ? start : relieved().orElse(start);
        Set<Integer> engaged = new TreeSet<>();
        off.stream().filter(host -> board.guests(host) > start.guests(host)).forEach(engaged::add);
        int forRoom = engaged.size();
        strengthen(board, engaged);
        int least = engaged.isEmpty() ? 0 : forRoom == 0 || roomIsMissing() ? 1 : 0;
        int moved = board.moves();
        return new ConsolidationRelief(
                pools, board.assignment(), moved, moved == 0 ? 0 : tooFull.size(), keys(engaged), least);
    }

    private List<HostKey> keys(Set<Integer> hosts) {
        return hosts.stream().map(moves.grid()::host).toList();
    }

    /** Whether what runs is more than all hosts that are up can hold together. */
    private boolean roomIsMissing() {
        long memory = 0;
        long vcpus = 0;
        for (int host = 0; host < start.hosts(); host++) {
            String pool = pool(host);
            if (state(host) == HostState.UP
                    && tooFull.stream().anyMatch(full -> pool(full).equals(pool))) {
                memory += start.freeMemory(host);
                vcpus += start.freeVcpus(host);
            }
        }
        return memory < 0 || vcpus < 0;
    }

    /** With the hosts that are up alone if possible, then with one more, then with ever more of the cheapest. */
    private Optional<MovesBoard> relieved() {
        Optional<MovesBoard> found = relieved(List.of());
        for (int i = 0; i < off.size() && found.isEmpty(); i++) {
            found = relieved(List.of(off.get(i)));
        }
        for (int i = 2; i <= off.size() && found.isEmpty(); i++) {
            found = relieved(off.subList(0, i));
        }
        return found;
    }

    private Optional<MovesBoard> relieved(List<Integer> on) {
        MovesBoard board = new MovesBoard(start);
        on.forEach(board::reopen);
        List<Integer> homeless = new ArrayList<>();
        for (int host : tooFull) {
            board.close(host);
            while (board.freeMemory(host) < 0 || board.freeVcpus(host) < 0) {
                Optional<Integer> unit = mostFitting(board, host);
                if (unit.isEmpty()) {
                    return Optional.empty();
                }
                board.remove(unit.get());
                homeless.add(unit.get());
            }
        }
        MovesInsertion insertion = new MovesInsertion(board, MovesInsertion.Taste.TIGHT, effort.steps());
        boolean found = insertion.insertAll(homeless) < 0
                && moves.affordable(board.assignment())
                && moves.weakened(board.assignment(), List.of(), keys(new TreeSet<>(on)))
                        .isEmpty();
        return found ? Optional.of(board) : Optional.empty();
    }

    /** The smallest unit whose leaving is enough, else the biggest. */
    private static Optional<Integer> mostFitting(MovesBoard board, int host) {
        Optional<Integer> best = Optional.empty();
        for (int index = 0; index < board.count(host); index++) {
            int unit = board.on(host, index);
            boolean candidate = board.units().movable(unit) && board.units().active(unit);
            if (candidate && (best.isEmpty() || fitsBetter(board, host, unit, best.get()))) {
                best = Optional.of(unit);
            }
        }
        return best;
    }

    private static boolean fitsBetter(MovesBoard board, int host, int unit, int other) {
        boolean enough = isEnough(board, host, unit);
        long size = board.units().memory(unit);
        long otherSize = board.units().memory(other);
        if (enough != isEnough(board, host, other)) {
            return enough;
        }
        return size == otherSize ? unit < other : (size < otherSize) == enough;
    }

    private static boolean isEnough(MovesBoard board, int host, int unit) {
        return board.freeMemory(host) + board.units().memory(unit) >= 0
                && board.freeVcpus(host) + board.units().vcpus(unit) >= 0;
    }

    /** Switches on more hosts of pools that are weak: one that is enough alone, else ever more; none where all are not enough. */
    private void strengthen(MovesBoard board, Set<Integer> engaged) {
        if (!moves.anyPoolMustSurvive()) {
            return;
        }
        int[] places = board.assignment();
        for (String pool : moves.weak(places, List.of(), keys(engaged))) {
            List<Integer> spare = off.stream()
                    .filter(host -> pool(host).equals(pool) && !engaged.contains(host))
                    .toList();
            enough(places, engaged, pool, spare).ifPresent(engaged::addAll);
        }
    }

    private Optional<List<Integer>> enough(int[] places, Set<Integer> engaged, String pool, List<Integer> spare) {
        for (int host : spare) {
            if (isStrong(places, engaged, pool, List.of(host))) {
                return Optional.of(List.of(host));
            }
        }
        for (int count = 2; count <= spare.size(); count++) {
            if (isStrong(places, engaged, pool, spare.subList(0, count))) {
                return Optional.of(spare.subList(0, count));
            }
        }
        return Optional.empty();
    }

    private boolean isStrong(int[] places, Set<Integer> engaged, String pool, List<Integer> more) {
        Set<Integer> on = new TreeSet<>(engaged);
        on.addAll(more);
        return !moves.weak(places, List.of(), keys(on)).contains(pool);
    }
}
