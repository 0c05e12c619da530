package io.polyvisor.placement.failover;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The hosts of XAPI's planner while guests are started on them and hosts are lost, in the order of the pool. */
final class XapiHosts {
    private final Map<String, Long> sizes;
    private final Map<String, Long> free;
    private final Map<String, List<String>> guests = new LinkedHashMap<>();

    XapiHosts(XapiPool pool) {
        sizes = pool.sizes();
        free = new LinkedHashMap<>(pool.free());
        free.keySet().forEach(host -> guests.put(host, new ArrayList<>()));
        pool.residents().forEach((guest, host) -> guestsOn(host).add(guest));
    }

    private XapiHosts(XapiHosts other) {
        sizes = other.sizes;
        free = new LinkedHashMap<>(other.free);
        other.guests.forEach((host, there) -> guests.put(host, new ArrayList<>(there)));
    }

    XapiHosts copy() {
        return new XapiHosts(this);
    }

    Collection<String> hosts() {
        return guests.keySet();
    }

    Collection<List<String>> guests() {
        return guests.values();
    }

    Collection<Long> free() {
        return free.values();
    }

    /** Takes the host away; its guests are left over. */
    List<String> lose(String host) {
        free.remove(host);
        return Objects.requireNonNull(guests.remove(host), host);
    }

    /** Starts the biggest guest first, each on the host that has most room; returns those that fit, in that order. */
    Map<String, String> start(List<String> stopped) {
        Map<String, String> started = new LinkedHashMap<>();
        List<String> falling = new ArrayList<>(stopped);
        falling.sort(Comparator.comparing(this::size).reversed());
        List<String> roomiest = new ArrayList<>(free.keySet());
        roomiest.sort(Comparator.comparing(this::freeOn).reversed());
        for (String guest : falling) {
            if (!roomiest.isEmpty() && freeOn(roomiest.get(0)) >= size(guest)) {
                started.put(guest, roomiest.get(0));
                startOnFirst(guest, roomiest);
            }
        }
        return started;
    }

    /** The host goes before those that now have as much room as it. */
    private void startOnFirst(String guest, List<String> roomiest) {
        String host = roomiest.remove(0);
        long rest = freeOn(host) - size(guest);
        free.put(host, rest);
        guestsOn(host).add(guest);
        int place = 0;
        while (place < roomiest.size() && freeOn(roomiest.get(place)) > rest) {
            place++;
        }
        roomiest.add(place, host);
    }

    private long size(String guest) {
        return Objects.requireNonNull(sizes.get(guest), guest);
    }

    private long freeOn(String host) {
        return Objects.requireNonNull(free.get(host), host);
    }

    private List<String> guestsOn(String host) {
        return Objects.requireNonNull(guests.get(host), host);
    }
}
