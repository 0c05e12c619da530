package io.polyvisor.placement.failover;

import java.util.Arrays;

/** Sets of hosts as bits in words. */
final class Bits {
    private Bits() {}

    static void set(long[] bits, int number) {
        bits[number >> 6] |= 1L << number;
    }

    static boolean has(long[] bits, int number) {
        return (bits[number >> 6] & 1L << number) != 0;
    }

    /** Keeps in the first what is in the second, too. */
    static void retain(long[] bits, long[] other) {
        for (int i = 0; i < bits.length; i++) {
            bits[i] &= other[i];
        }
    }

    static void add(long[] bits, long[] other) {
        for (int i = 0; i < bits.length; i++) {
            bits[i] |= other[i];
        }
    }

    static void clear(long[] bits) {
        Arrays.fill(bits, 0);
    }

    static boolean meet(long[] bits, long[] other) {
        for (int i = 0; i < bits.length; i++) {
            if ((bits[i] & other[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of the first are in the second. */
    static boolean within(long[] bits, long[] other) {
        for (int i = 0; i < bits.length; i++) {
            if ((bits[i] & ~other[i]) != 0) {
                return false;
            }
        }
        return true;
    }
}
