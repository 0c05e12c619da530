package io.polyvisor.placement.search;

import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.List;

/**
 * How unevenly a pool's hosts are loaded: the standard deviation of the share of memory that is free, plus that of virtual processors
 * for each processor, plus four times that of the number of active guests, over the hosts that are up. Less is better, 0 is perfect.
 * This is what Ganeti's balancer minimises where no dynamic load is known.
 *
 * <p>Sums are taken in a fixed order, so that every JVM comes to the same bits.
 */
final class Evenness {
    private static final double WEIGHT_OF_GUESTS = 4;

    private final MovesBoard board;
    private final List<Integer> hosts = new ArrayList<>();
    private final boolean[] counted;
    private final double[] memory;
    private final double[] cpus;
    private final double[] free;
    private final double[] ratio;
    private final double[] guests;
    private final double[] slopeOfByte;
    private final double[] slopeOfVcpu;
    private final double[] slopeOfGuest;
    private double sumFree;
    private double sumRatio;
    private double sumGuests;
    private double squaresFree;
    private double squaresRatio;
    private double squaresGuests;

    Evenness(Site site, MovesBoard board, String pool) {
        this.board = board;
        int all = board.hosts();
        counted = new boolean[all];
        memory = new double[all];
        cpus = new double[all];
        free = new double[all];
        ratio = new double[all];
        guests = new double[all];
        slopeOfByte = new double[all];
        slopeOfVcpu = new double[all];
        slopeOfGuest = new double[all];
        for (int host = 0; host < all; host++) {
            SiteHost each = site.host(board.grid().host(host));
            if (each.pool().equals(pool) && each.state() == HostState.UP) {
                hosts.add(host);
                counted[host] = true;
                memory[host] = Math.max(1, each.memory().bytes());
                cpus[host] = each.cpus();
            }
        }
        update();
    }

    /** The hosts that are counted. */
    List<Integer> hosts() {
        return hosts;
    }

    /** Reads the board again. */
    void update() {
        sumFree = 0;
        sumRatio = 0;
        sumGuests = 0;
        squaresFree = 0;
        squaresRatio = 0;
        squaresGuests = 0;
        for (int host : hosts) {
            free[host] = 1 - (board.grid().memory(host) - board.freeMemory(host)) / memory[host];
            ratio[host] = (board.grid().vcpus(host) - board.freeVcpus(host)) / cpus[host];
            guests[host] = board.activeGuests(host);
            sumFree += free[host];
            sumRatio += ratio[host];
            sumGuests += guests[host];
            squaresFree += free[host] * free[host];
            squaresRatio += ratio[host] * ratio[host];
            squaresGuests += guests[host] * guests[host];
        }
    }

    double score() {
        return score(sumFree, squaresFree, sumRatio, squaresRatio, sumGuests, squaresGuests);
    }

    private double score(
            double freeSum,
            double freeSquares,
            double ratioSum,
            double ratioSquares,
            double guestSum,
            double guestSquares) {
        return deviation(freeSum, freeSquares)
                + deviation(ratioSum, ratioSquares)
                + WEIGHT_OF_GUESTS * deviation(guestSum, guestSquares);
    }

    private double deviation(double sum, double squares) {
        int count = hosts.size();
        return count == 0 ? 0 : StrictMath.sqrt(Math.max(0, (squares - sum * sum / count) / count));
    }

    /** The score once that unit has moved from where it is on the board. */
    double scoreAfter(int unit, int to) {
        return scoreAfter(unit, board.place(unit), to);
    }

    private double scoreAfter(int unit, int from, int to) {
        double bytes = board.units().memory(unit);
        double vcpus = board.units().vcpus(unit);
        double count = board.units().activeWeight(unit);
        double freeFrom = counted[from] ? bytes / memory[from] : 0;
        double freeTo = counted[to] ? -bytes / memory[to] : 0;
        double ratioFrom = counted[from] ? -vcpus / cpus[from] : 0;
        double ratioTo = counted[to] ? vcpus / cpus[to] : 0;
        double guestsFrom = counted[from] ? -count : 0;
        double guestsTo = counted[to] ? count : 0;
        return score(
                sumFree + freeFrom + freeTo,
                squaresFree + gain(free[from], freeFrom) + gain(free[to], freeTo),
                sumRatio + ratioFrom + ratioTo,
                squaresRatio + gain(ratio[from], ratioFrom) + gain(ratio[to], ratioTo),
                sumGuests + guestsFrom + guestsTo,
                squaresGuests + gain(guests[from], guestsFrom) + gain(guests[to], guestsTo));
    }

    /** How much the square of a value grows by that change of it. */
    private static double gain(double value, double change) {
        return change * (2 * value + change);
    }

    /** No assignment scores less: so many guests cannot be spread more evenly over so many hosts. */
    double least() {
        int count = hosts.size();
        if (count == 0) {
            return 0;
        }
        double more = sumGuests % count / count;
        return WEIGHT_OF_GUESTS * StrictMath.sqrt(more * (1 - more));
    }

    /** Works out how much the score grows, at first, with each byte, processor and guest on each host. */
    void slope() {
        double deviationFree = hosts.size() * Math.max(1e-9, deviation(sumFree, squaresFree));
        double deviationRatio = hosts.size() * Math.max(1e-9, deviation(sumRatio, squaresRatio));
        double deviationGuests = hosts.size() * Math.max(1e-9, deviation(sumGuests, squaresGuests));
        int count = hosts.size();
        for (int host : hosts) {
            slopeOfByte[host] = (sumFree / count - free[host]) / memory[host] / deviationFree;
            slopeOfVcpu[host] = (ratio[host] - sumRatio / count) / cpus[host] / deviationRatio;
            slopeOfGuest[host] = WEIGHT_OF_GUESTS * (guests[host] - sumGuests / count) / deviationGuests;
        }
    }

    /** No less than that is added to the score when the unit moves there from where it is, by the slopes worked out last. */
    double slope(int unit, int to) {
        int from = board.place(unit);
        return board.units().memory(unit) * (slopeOfByte[to] - slopeOfByte[from])
                + board.units().vcpus(unit) * (slopeOfVcpu[to] - slopeOfVcpu[from])
                + board.units().activeWeight(unit) * (slopeOfGuest[to] - slopeOfGuest[from]);
    }

    /** How much worse it is, at first, to have so much more on that host. */
    double slope(int host, double bytes, double vcpus) {
        return bytes * slopeOfByte[host] + vcpus * slopeOfVcpu[host] + slopeOfGuest[host];
    }
}
