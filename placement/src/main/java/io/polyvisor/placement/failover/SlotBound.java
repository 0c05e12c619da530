package io.polyvisor.placement.failover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Proves for all losses together that a pool survives them, where it has plenty: every guest as big as the biggest, on hosts that any of
 * them may use.
 */
final class SlotBound {
    private SlotBound() {}

    /** Whether it is proved that any so many hosts can be lost; false says nothing. */
    static boolean allows(PoolLoad load, int failures) {
        List<Item> guests = new ArrayList<>();
        for (int host = 0; host < load.size(); host++) {
            guests.addAll(load.on(host));
        }
        if (guests.stream().anyMatch(item -> item.apart.length > 0 || item.together != null)) {
            return false;
        }
        long memory = guests.stream().mapToLong(item -> item.memory).max().orElse(0);
        int vcpus = guests.stream().mapToInt(item -> item.vcpus).max().orElse(0);
        long[] openToAll = load.targets().clone();
        guests.forEach(item -> Bits.retain(openToAll, item.open));
        List<Long> burdens = new ArrayList<>();
        long slots = 0;
        for (int host = 0; host < load.size(); host++) {
            long here = Bits.has(openToAll, host) ? slots(load, host, memory, vcpus, guests.size()) : 0;
            slots += here;
            burdens.add(here + load.count(host));
        }
        burdens.sort(Comparator.reverseOrder());
        long burden = burdens.stream().limit(failures).mapToLong(each -> each).sum();
        return slots >= burden;
    }

    private static long slots(PoolLoad load, int host, long memory, int vcpus, long most) {
        if (load.room[host] < 0 || load.vcpuRoom[host] < 0) {
            return 0;
        }
        long byMemory = memory == 0 ? most : load.room[host] / memory;
        long byVcpus = vcpus == 0 ? most : load.vcpuRoom[host] / vcpus;
        return Math.min(Math.min(byMemory, byVcpus), most);
    }
}
