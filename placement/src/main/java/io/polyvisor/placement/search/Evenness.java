package io.polyvisor.placement.search;

import io.polyvisor.placement.site.HostState;
import io.polyvisor.placement.site.Site;
import io.polyvisor.placement.site.SiteHost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
    private final int outside;
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
        outside = IntStream.range(0, board.units().count())
                .filter(unit ->
                        isOutside(site.host(board.grid().host(board.units().home(unit))), pool))
                .map(board.units()::activeWeight)
                .sum();
        update();
    }

    /** One for each pool, in the order of their names. */
    static List<Evenness> ofPools(Site site, MovesBoard board) {
        return site.pools().keySet().stream()
                .sorted()
                .map(pool -> new Evenness(site, board, pool))
                .toList();
    }

    private static boolean isOutside(SiteHost host, String pool) {
        return host.pool().equals(pool) && host.state() != HostState.UP;
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
            read(host);
            count(host, 1);
        }
    }

    /** Reads that host again. */
    void update(int host) {
        if (counted[host]) {
            count(host, -1);
            read(host);
            count(host, 1);
        }
    }

    private void read(int host) {
        free[host] = 1 - (board.grid().memory(host) - board.freeMemory(host)) / memory[host];
        ratio[host] = (board.grid().vcpus(host) - board.freeVcpus(host)) / cpus[host];
        guests[host] = board.activeGuests(host);
    }

    private void count(int host, int sign) {
        sumFree += sign * free[host];
        sumRatio += sign * ratio[host];
        sumGuests += sign * guests[host];
        squaresFree += sign * free[host] * free[host];
        squaresRatio += sign * ratio[host] * ratio[host];
        squaresGuests += sign * guests[host] * guests[host];
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

    /**
     * No assignment scores less that so many moves lead to from here: each takes one guest from one host to one other at best, and the
     * numbers of guests get more even by no other moves as by those from the fullest host to the emptiest. 0 where guests may come from
     * hosts that are not counted.
     */
    double least(int moves) {
        if (hosts.isEmpty() || outside > 0) {
            return 0;
        }
        int[] numbers = hosts.stream().mapToInt(board::activeGuests).sorted().toArray();
        int[] hostsWith = new int[numbers[numbers.length - 1] + 1];
        Arrays.stream(numbers).forEach(number -> hostsWith[number]++);
        int low = numbers[0];
        int high = numbers[numbers.length - 1];
        for (int left = moves; left > 0 && high - low > 1; left--) {
            hostsWith[low]--;
            hostsWith[low + 1]++;
            hostsWith[high]--;
            hostsWith[high - 1]++;
            low += hostsWith[low] == 0 ? 1 : 0;
            high -= hostsWith[high] == 0 ? 1 : 0;
        }
        double squares = 0;
        for (int number = low; number <= high; number++) {
            squares += (double) hostsWith[number] * number * number;
        }
        return WEIGHT_OF_GUESTS * deviation(sumGuests, squares);
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

    /**
     * No less than this and {@link #slopeOfComing} together is added to the score when the unit moves there from where it is, by the
     * slopes worked out last.
     */
    double slopeOfLeaving(int unit) {
        return -slopeOfComing(unit, board.place(unit));
    }

    double slopeOfComing(int unit, int to) {
        return board.units().memory(unit) * slopeOfByte[to]
                + board.units().vcpus(unit) * slopeOfVcpu[to]
                + board.units().activeWeight(unit) * slopeOfGuest[to];
    }

    /** How much worse it is, at first, to have so much more on that host. */
    double slope(int host, double bytes, double vcpus) {
        return bytes * slopeOfByte[host] + vcpus * slopeOfVcpu[host] + slopeOfGuest[host];
    }
}
