package io.polyvisor.placement.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.polyvisor.placement.Effort;
import io.polyvisor.placement.failover.Packer.Outcome;
import io.polyvisor.placement.site.HostKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExactSearchTest {
    private static final ItemGroup[] NO_GROUPS = {};
    private static final int VCPUS = 1000;

    @Test
    void hosts_of_equal_room_that_are_open_to_others_are_both_tried() {
        PoolLoad load = load(4, 4, 4);
        List<Item> items = List.of(item(4, 0b011), item(4, 0b101), item(4, 0b101));

        assertThat(search(load, items)).isEqualTo(Outcome.PLACED);
    }

    /** Of four kinds of guests, so that twins are among them; tight enough that some fit and some do not. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_search_decides_as_trying_everything_does(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int fitting = 0;
        int trials = 500;
        for (int trial = 0; trial < trials; trial++) {
            int[] rooms = random.ints(4, 7, 14).toArray();
            List<Item> items = new ArrayList<>();
            int[] open = random.ints(4, 1, 16).toArray();
            int[] sizes = random.ints(4, 2, 7).toArray();
            for (int left = Arrays.stream(rooms).sum() - random.nextInt(4); left > 0; ) {
                int kind = random.nextInt(4);
                items.add(item(Math.min(left, sizes[kind]), open[kind]));
                left -= sizes[kind];
            }
            boolean fits = everything(rooms.clone(), items, 0);

            assertThat(search(load(rooms), items))
                    .as("rooms %s, items %s", Arrays.toString(rooms), words(items))
                    .isEqualTo(fits ? Outcome.PLACED : Outcome.IMPOSSIBLE);
            fitting += fits ? 1 : 0;
        }
        assertThat(fitting).isBetween(trials / 20, trials - trials / 20);
    }

    private static Outcome search(PoolLoad load, List<Item> items) {
        load.sort();
        return new ExactSearch(load, items, new Budget(Effort.standard())).place();
    }

    private static boolean everything(int[] rooms, List<Item> items, int next) {
        if (next == items.size()) {
            return true;
        }
        Item item = items.get(next);
        for (int host = 0; host < rooms.length; host++) {
            if (item.openTo(host) && rooms[host] >= item.memory) {
                rooms[host] -= (int) item.memory;
                boolean found = everything(rooms, items, next + 1);
                rooms[host] += (int) item.memory;
                if (found) {
                    return true;
                }
            }
        }
        return false;
    }

    private static PoolLoad load(int... rooms) {
        List<HostKey> hosts = IntStream.range(0, rooms.length)
                .mapToObj(host -> new HostKey("e", "h" + host))
                .toList();
        boolean[] target = new boolean[rooms.length];
        Arrays.fill(target, true);
        int[] vcpus = new int[rooms.length];
        Arrays.fill(vcpus, VCPUS);
        return new PoolLoad(
                "p", hosts, target, Arrays.stream(rooms).asLongStream().toArray(), vcpus);
    }

    private static Item item(int memory, long open) {
        Item item = new Item("g", memory, 1, true, new long[] {open}, NO_GROUPS, null);
        item.weight = memory;
        return item;
    }

    private static List<String> words(List<Item> items) {
        return items.stream()
                .map(item -> item.memory + "@" + Long.toBinaryString(item.open[0]))
                .toList();
    }
}
