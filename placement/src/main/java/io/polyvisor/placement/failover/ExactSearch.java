package io.polyvisor.placement.failover;

import io.polyvisor.placement.failover.Packer.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides whether items find places: tries every way but those that are alike. Of several hosts alike one is tried; what failed for an
 * item is not tried for its twins further down, because swapping the two would be the same.
 */
final class ExactSearch {
    private static final int LOOKS_IN_A_STEP = 2048;

    private final PoolLoad load;
    private final Budget budget;
    private final Item[] items;
    private final int[] kind;
    private final long[][] failed;
    private final int[] hostKind;
    private final int[] bound;
    private boolean gaveUp;

    ExactSearch(PoolLoad load, List<Item> items, Budget budget) {
        this.load = load;
        this.budget = budget;
        this.items = items.toArray(new Item[0]);
        kind = new int[items.size()];
        failed = new long[items.size()][load.words()];
        hostKind = new int[load.size()];
        bound = new int[load.size()];
        numberItems();
        numberHosts();
    }

    /** Places all items, or changes nothing. */
    Outcome place() {
        if (place(items.length)) {
            return Outcome.PLACED;
        }
        return gaveUp ? Outcome.UNKNOWN : Outcome.IMPOSSIBLE;
    }

    private void numberItems() {
        Map<List<Object>, Integer> kinds = new LinkedHashMap<>();
        for (int i = 0; i < items.length; i++) {
            Item item = items[i];
            boolean free = item.apart.length == 0 && item.parts.isEmpty();
            List<Object> alike = free
                    ? List.of(
                            item.memory,
                            item.vcpus,
                            Arrays.stream(item.open).boxed().toList())
                    : List.of(i);
            kind[i] = kinds.computeIfAbsent(alike, any -> kinds.size());
        }
    }

    /** Hosts of one number are open to the same items. */
    private void numberHosts() {
        Map<List<Boolean>, Integer> kinds = new LinkedHashMap<>();
        for (int host : load.order()) {
            List<Boolean> alike = new ArrayList<>();
            for (Item item : items) {
                alike.add(item.openTo(host));
                alike.add(item.keptFrom(host));
            }
            hostKind[host] = kinds.computeIfAbsent(alike, any -> kinds.size());
        }
    }

    private boolean place(int left) {
        if (left == 0) {
            return true;
        }
        budget.spend(1 + (long) left * load.order().length / LOOKS_IN_A_STEP);
        if (budget.exhausted()) {
            gaveUp = true;
            return false;
        }
        int hardest = hardest(left);
        if (hardest < 0 || tooMuch(left)) {
            return false;
        }
        swap(hardest, left - 1);
        boolean placed = placeLast(left);
        if (!placed) {
            swap(hardest, left - 1);
        }
        return placed;
    }

    private boolean placeLast(int left) {
        Item item = items[left - 1];
        int alike = kind[left - 1];
        long[] before = failed[alike].clone();
        List<Integer> tried = new ArrayList<>();
        for (int host : candidates(left - 1)) {
            if (tried.stream().noneMatch(other -> alike(host, other))) {
                tried.add(host);
                int mark = load.moves();
                int grouped = item.apart.length == 0 ? 0 : 1;
                load.put(item, host);
                bound[host] += grouped;
                if (place(left - 1)) {
                    return true;
                }
                bound[host] -= grouped;
                load.undoTo(mark);
                if (gaveUp) {
                    break;
                }
            }
            Bits.set(failed[alike], host);
        }
        failed[alike] = before;
        return false;
    }

    private boolean alike(int host, int other) {
        return hostKind[host] == hostKind[other]
                && bound[host] == 0
                && bound[other] == 0
                && load.room[host] == load.room[other]
                && load.vcpuRoom[host] == load.vcpuRoom[other];
    }

    /** The tightest first. */
    private List<Integer> candidates(int number) {
        List<Integer> hosts = new ArrayList<>();
        for (int host : load.order()) {
            if (may(number, host)) {
                hosts.add(host);
            }
        }
        hosts.sort(Comparator.comparingDouble(load::roominess));
        return hosts;
    }

    private boolean may(int number, int host) {
        return load.fits(items[number], host) && !Bits.has(failed[kind[number]], host);
    }

    /** The item with fewest hosts left, among those the biggest; -1 when one has none. */
    private int hardest(int left) {
        int hardest = -1;
        int fewest = Integer.MAX_VALUE;
        for (int number = 0; number < left; number++) {
            int hosts = 0;
            for (int host : load.order()) {
                if (may(number, host) && ++hosts > fewest) {
                    break;
                }
            }
            if (hosts == 0) {
                return -1;
            }
            if (hosts < fewest || (hosts == fewest && items[number].weight > items[hardest].weight)) {
                fewest = hosts;
                hardest = number;
            }
        }
        return hardest;
    }

    /** Whether all of them need more than what is left on hosts that take any. */
    private boolean tooMuch(int left) {
        long memory = 0;
        long vcpus = 0;
        long leastMemory = Long.MAX_VALUE;
        int leastVcpus = Integer.MAX_VALUE;
        for (int number = 0; number < left; number++) {
            memory += items[number].memory;
            vcpus += items[number].vcpus;
            leastMemory = Math.min(leastMemory, items[number].memory);
            leastVcpus = Math.min(leastVcpus, items[number].vcpus);
        }
        for (int host : load.order()) {
            if (!load.lost(host) && load.room[host] >= leastMemory && load.vcpuRoom[host] >= leastVcpus) {
                memory -= load.room[host];
                vcpus -= load.vcpuRoom[host];
            }
        }
        return memory > 0 || vcpus > 0;
    }

    private void swap(int one, int other) {
        Item item = items[one];
        items[one] = items[other];
        items[other] = item;
        int number = kind[one];
        kind[one] = kind[other];
        kind[other] = number;
    }
}
