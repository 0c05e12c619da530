package io.polyvisor.placement.failover;

import io.polyvisor.placement.site.HostKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must find a place as one: a guest, or several that must share a host. Its place changes while losses are tried, and is put back
 * afterwards.
 */
final class Item {
    static final int NOWHERE = -1;

    final List<Item> parts;
    final String name;
    final long memory;
    final int vcpus;
    final boolean counted;
    /** The hosts that may start it, as bits; the same array for guests alike. */
    final long[] open;

    final ItemGroup[] apart;
    final @Nullable ItemGroup together;
    int host = NOWHERE;
    /** Where it was before anything was lost: who shared a host against a rule then may do so again. */
    @Nullable
    HostKey home;

    /** Its own among the guests of the pool. */
    int number;
    /** Where it begins to look for another host. */
    int habit;
    /** How big it is among its like, over all dimensions. */
    double weight;

    /** One guest. */
    Item(
            String name,
            long memory,
            int vcpus,
            boolean counted,
            long[] open,
            ItemGroup[] apart,
            @Nullable ItemGroup together) {
        this.parts = List.of();
        this.name = name;
        this.memory = memory;
        this.vcpus = vcpus;
        this.counted = counted;
        this.open = open;
        this.apart = apart;
        this.together = together;
    }

    /** Several guests that must share one of these hosts. */
    Item(List<Item> parts, long[] open, ItemGroup[] apart) {
        this.parts = parts;
        this.name = parts.get(0).name;
        this.memory = parts.stream().mapToLong(part -> part.memory).sum();
        this.vcpus = parts.stream().mapToInt(part -> part.vcpus).sum();
        this.counted = true;
        this.open = open;
        this.apart = apart;
        this.together = null;
        this.habit = parts.get(0).habit;
        this.weight = parts.stream().mapToDouble(part -> part.weight).sum();
    }

    /** The guests of it. */
    List<Item> guests() {
        return parts.isEmpty() ? List.of(this) : parts;
    }

    boolean openTo(int number) {
        return (open[number >> 6] & 1L << number) != 0;
    }

    /** Whether a guest that must be kept apart from it is on that host. */
    boolean keptFrom(int number) {
        if (!parts.isEmpty()) {
            return apart.length > 0 && parts.stream().anyMatch(part -> part.keptFrom(number));
        }
        for (ItemGroup group : apart) {
            if (group.keeps(this, number)) {
                return true;
            }
        }
        return false;
    }
}
