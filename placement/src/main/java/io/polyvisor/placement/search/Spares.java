package io.polyvisor.placement.search;

import io.polyvisor.model.Protection;
import io.polyvisor.placement.site.Site;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rooms that are kept free so that big guests of a lost host find one: what is left free on hosts that are filled evenly is enough for
 * small guests, but in pieces that are too small for big ones.
 *
 * <p>Protected guests to which the same hosts are open need one room for the biggest of them; a room where hosts of several sorts of
 * guests overlap serves all of them, since not all hosts are lost at once.
 */
final class Spares {
    private static final int FEWEST_HOSTS = 4;
    private final List<Spare> rooms = new ArrayList<>();

    /** For the protected guests of a site's pools that consist of these hosts. */
    Spares(Grid grid, Site site, BitSet pools) {
        Map<BitSet, Spare> biggest = new LinkedHashMap<>();
        for (int guest = 0; guest < grid.guests(); guest++) {
            boolean counts = site.guest(grid.guest(guest)).protection() == Protection.PROTECTED
                    && grid.wantedVcpus(guest) > 0
                    && (grid.place(guest) < 0 || pools.get(grid.place(guest)));
            if (counts) {
                BitSet open = (BitSet) grid.openHosts(guest).clone();
                open.and(pools);
                Spare wanted = new Spare(grid.wantedMemory(guest), grid.wantedVcpus(guest), open);
                biggest.merge(open, wanted, Spare::orBigger);
            }
        }
        biggest.values().stream()
                .filter(spare -> !spare.open().isEmpty())
                .sorted(Comparator.comparingLong(spare -> -spare.memory()))
                .forEach(this::add);
    }

    private void add(Spare wanted) {
        for (int index = 0; index < rooms.size(); index++) {
            Spare room = rooms.get(index);
            BitSet both = (BitSet) room.open().clone();
            both.and(wanted.open());
            boolean serves = room.memory() >= wanted.memory() && room.vcpus() >= wanted.vcpus();
            if (serves && both.cardinality() >= FEWEST_HOSTS) {
                rooms.set(index, new Spare(room.memory(), room.vcpus(), both));
                return;
            }
        }
        rooms.add(wanted);
    }

    /** The rooms, the biggest first. */
    List<Spare> rooms() {
        return rooms;
    }

    /**
     * A room.
     *
     * @param memory bytes
     * @param vcpus virtual processors
     * @param open the hosts where it may be
     */
    record Spare(long memory, int vcpus, BitSet open) {

        private Spare orBigger(Spare other) {
            return new Spare(Math.max(memory, other.memory), Math.max(vcpus, other.vcpus), open);
        }
    }
}
