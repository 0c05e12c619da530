package io.polyvisor.placement.failover;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds places quickly, or misses them: what it finds holds, what it does not find may be there. */
final class Greedy {
    private static final int EJECTIONS = 24;

    private Greedy() {}

    /** The first host that takes the item in the order of room, looked at from that position on; -1 for none. */
    static int roomiest(PoolLoad load, Item item, int from) {
        int[] order = load.order();
        int start = order.length == 0 ? 0 : from % order.length;
        for (int i = start; i < order.length; i++) {
            if (load.fits(item, order[i])) {
                return order[i];
            }
        }
        for (int i = 0; i < start; i++) {
            if (load.fits(item, order[i])) {
                return order[i];
            }
        }
        return -1;
    }

    /** Places all these items, biggest or choosiest first, in one of several ways; else changes nothing. */
    static boolean place(PoolLoad load, List<Item> biggestFirst) {
        if (place(load, biggestFirst, Fit.TIGHTEST) || place(load, biggestFirst, Fit.ROOMIEST)) {
            return true;
        }
        List<Item> choosiestFirst = choosiestFirst(load, biggestFirst);
        return place(load, choosiestFirst, Fit.TIGHTEST) || place(load, choosiestFirst, Fit.ROOMIEST);
    }

    /** The same in one way. */
    static boolean place(PoolLoad load, List<Item> biggestFirst, InSequence.Way way) {
        if (way != InSequence.Way.CHOOSIEST) {
            return place(load, biggestFirst, way == InSequence.Way.TIGHTEST ? Fit.TIGHTEST : Fit.ROOMIEST);
        }
        return place(load, choosiestFirst(load, biggestFirst), Fit.TIGHTEST);
    }

    private static List<Item> choosiestFirst(PoolLoad load, List<Item> biggestFirst) {
        List<Item> choosiestFirst = new ArrayList<>(biggestFirst);
        choosiestFirst.sort(Comparator.comparingInt(item -> hostsFor(load, item)));
        return choosiestFirst;
    }

    private static int hostsFor(PoolLoad load, Item item) {
        int hosts = 0;
        for (int host : load.order()) {
            hosts += load.fits(item, host) ? 1 : 0;
        }
        return hosts;
    }

    private static boolean place(PoolLoad load, List<Item> items, Fit fit) {
        int mark = load.moves();
        int ejections = EJECTIONS;
        for (Item item : items) {
            int host = best(load, item, fit);
            if (host >= 0) {
                load.put(item, host);
            } else if (ejections-- == 0 || !placeByMoving(load, item, mark)) {
                load.undoTo(mark);
                return false;
            }
        }
        return true;
    }

    static int best(PoolLoad load, Item item, Fit fit) {
        int best = -1;
        double bestRoom = 0;
        for (int host : load.order()) {
            if (load.fits(item, host)) {
                double room = load.roominess(host);
                if (best < 0 || (fit == Fit.ROOMIEST ? room > bestRoom : room < bestRoom)) {
                    best = host;
                    bestRoom = room;
                }
            }
        }
        return best;
    }

    /** Makes room by restarting elsewhere one of those that were restarted since the mark. */
    private static boolean placeByMoving(PoolLoad load, Item item, int mark) {
        PoolLoad.Restarts restarts = load.restarts();
        for (int i = mark; i < restarts.size(); i++) {
            if (restarts.single(i) && makesRoom(load, item, restarts, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean makesRoom(PoolLoad load, Item item, PoolLoad.Restarts restarts, int moved) {
        int host = restarts.host(moved);
        Item other = restarts.item(moved);
        boolean worthIt = other.weight < item.weight
                && item.openTo(host)
                && load.room[host] + other.memory >= item.memory
                && load.vcpuRoom[host] + other.vcpus >= item.vcpus;
        if (!worthIt) {
            return false;
        }
        load.undoTo(moved);
        load.repeatFrom(restarts, moved + 1);
        if (load.fits(item, host)) {
            load.put(item, host);
            int elsewhere = best(load, other, Fit.TIGHTEST);
            if (elsewhere >= 0) {
                load.put(other, elsewhere);
                return true;
            }
        }
        load.undoTo(moved);
        load.repeatFrom(restarts, moved);
        return false;
    }

    /** Which of several hosts is taken. */
    enum Fit {
        ROOMIEST,
        TIGHTEST
    }
}
