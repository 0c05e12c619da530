package io.polyvisor.placement.failover;

import io.polyvisor.placement.site.HostKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hosts of a pool that run guests, as arrays: what each has left, which guests must be restarted when it is lost, and which hosts were
 * lost. Changed while losses are tried; every change is logged and can be taken back in turn.
 *
 * <p>Not thread-safe.
 */
final class PoolLoad {
    private static final Item[] EMPTY = {};
    private static final int HABIT_STRIDE = 7;

    final String pool;
    final List<HostKey> hosts;
    final boolean[] target;
    final long[] room;
    final int[] vcpuRoom;
    private final boolean[] lost;
    private final Item[][] on;
    private final int[] count;
    private Item[] movedItem = new Item[64];
    private int[] movedFrom = new int[64];
    private int[] movedTo = new int[64];
    private int moves;
    private int settled;
    private int[] order = {};
    private final long[] targets;
    private double memoryScale = 1;
    private double vcpuScale = 1;

    /** Hosts with all that they have for guests. */
    PoolLoad(String pool, List<HostKey> hosts, boolean[] target, long[] room, int[] vcpuRoom) {
        this.pool = pool;
        this.hosts = hosts;
        this.target = target;
        this.room = room;
        this.vcpuRoom = vcpuRoom;
        lost = new boolean[hosts.size()];
        on = new Item[hosts.size()][];
        Arrays.fill(on, EMPTY);
        count = new int[hosts.size()];
        targets = new long[words()];
        for (int host = 0; host < target.length; host++) {
            if (target[host]) {
                Bits.set(targets, host);
            }
        }
    }

    /** Weighs guests by their average. */
    void scale(double averageMemory, double averageVcpus) {
        memoryScale = averageMemory > 0 ? 1 / averageMemory : 1;
        vcpuScale = averageVcpus > 0 ? 1 / averageVcpus : 1;
    }

    int size() {
        return hosts.size();
    }

    int words() {
        return (hosts.size() + 63) >> 6;
    }

    boolean lost(int host) {
        return lost[host];
    }

    void lose(int host) {
        lost[host] = true;
    }

    void recover(int host) {
        lost[host] = false;
    }

    /** How many guests must be restarted when that host is lost. */
    int count(int host) {
        return count[host];
    }

    /** The guests that must be restarted when that host is lost: a copy. */
    List<Item> on(int host) {
        return new ArrayList<>(Arrays.asList(on[host]).subList(0, count[host]));
    }

    Item on(int host, int number) {
        return on[host][number];
    }

    /** Puts the guest there for good. */
    void settle(Item item, int host) {
        item.number = settled++;
        item.home = hosts.get(host);
        item.habit = host * HABIT_STRIDE + count[host];
        item.host = host;
        room[host] -= item.memory;
        vcpuRoom[host] -= item.vcpus;
        if (item.counted) {
            push(host, item);
        }
    }

    /** Takes the guest from there for good. */
    void unsettle(Item item) {
        int host = item.host;
        room[host] += item.memory;
        vcpuRoom[host] += item.vcpus;
        item.host = Item.NOWHERE;
        for (int i = 0; i < count[host]; i++) {
            if (on[host][i] == item) {
                count[host]--;
                System.arraycopy(on[host], i + 1, on[host], i, count[host] - i);
            }
        }
    }

    private void push(int host, Item item) {
        if (count[host] == on[host].length) {
            on[host] = Arrays.copyOf(on[host], Math.max(8, 2 * count[host]));
        }
        on[host][count[host]++] = item;
    }

    /** Whether that host takes the item as things are. */
    boolean fits(Item item, int host) {
        return room[host] >= item.memory
                && vcpuRoom[host] >= item.vcpus
                && item.openTo(host)
                && !lost[host]
                && !item.keptFrom(host);
    }

    /** Restarts the item there. */
    void put(Item item, int host) {
        if (item.parts.isEmpty()) {
            restart(item, host);
        } else {
            item.parts.forEach(part -> restart(part, host));
        }
    }

    private void restart(Item item, int host) {
        if (moves == movedItem.length) {
            movedItem = Arrays.copyOf(movedItem, 2 * moves);
            movedFrom = Arrays.copyOf(movedFrom, 2 * moves);
            movedTo = Arrays.copyOf(movedTo, 2 * moves);
        }
        movedItem[moves] = item;
        movedFrom[moves] = item.host;
        movedTo[moves++] = host;
        item.host = host;
        room[host] -= item.memory;
        vcpuRoom[host] -= item.vcpus;
        push(host, item);
    }

    /** How many restarts can be taken back. */
    int moves() {
        return moves;
    }

    /** Who was restarted by that restart. */
    Item moved(int move) {
        return movedItem[move];
    }

    /** From which host. */
    int from(int move) {
        return movedFrom[move];
    }

    /** On which host. */
    int to(int move) {
        return movedTo[move];
    }

    /** Takes back all restarts but the first so many. */
    void undoTo(int mark) {
        while (moves > mark) {
            Item item = movedItem[--moves];
            room[item.host] += item.memory;
            vcpuRoom[item.host] += item.vcpus;
            count[item.host]--;
            item.host = movedFrom[moves];
        }
    }

    /** The restarts so far, to be repeated. */
    Restarts restarts() {
        return new Restarts(Arrays.copyOf(movedItem, moves), Arrays.copyOf(movedTo, moves));
    }

    /** Repeats restarts that were taken back. */
    void repeat(Restarts restarts) {
        repeatFrom(restarts, moves);
    }

    /** Repeats restarts from that one on. */
    void repeatFrom(Restarts restarts, int first) {
        for (int i = first; i < restarts.items.length; i++) {
            restart(restarts.items[i], restarts.hosts[i]);
        }
    }

    /** The hosts that may take guests, as bits. */
    long[] targets() {
        return targets;
    }

    /** The hosts that take guests, the roomiest first, as of the last {@link #sort}. */
    int[] order() {
        return order;
    }

    /** Sorts the hosts anew. */
    void sort() {
        if (order.length == 0) {
            order = IntStream.range(0, size()).filter(host -> target[host]).toArray();
        }
        for (int i = 1; i < order.length; i++) {
            int host = order[i];
            int j = i - 1;
            while (j >= 0 && roomier(host, order[j])) {
                order[j + 1] = order[j];
                j--;
            }
            order[j + 1] = host;
        }
    }

    private boolean roomier(int one, int other) {
        double difference = roominess(one) - roominess(other);
        return difference > 0 || (difference == 0 && one < other);
    }

    /** What a host has left, in average guests of the scarcer dimension. */
    double roominess(int host) {
        return Math.min(room[host] * memoryScale, vcpuRoom[host] * vcpuScale);
    }

    /** How big an item is, in average guests of the dimension where it is bigger. */
    double weigh(long memory, int vcpus) {
        return Math.max(memory * memoryScale, vcpus * vcpuScale);
    }

    /** Restarts in their order. */
    static final class Restarts {
        private final Item[] items;
        private final int[] hosts;

        private Restarts(Item[] items, int[] hosts) {
            this.items = items;
            this.hosts = hosts;
        }

        int size() {
            return items.length;
        }

        Item item(int number) {
            return items[number];
        }

        int host(int number) {
            return hosts[number];
        }

        /** Whether the guest may be anywhere without others. */
        boolean single(int number) {
            return items[number].together == null;
        }
    }
}
